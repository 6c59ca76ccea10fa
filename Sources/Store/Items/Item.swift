import Crypto
import EstateModel

/// One fact in canonical form, stored once for all the hosts of which it is true.
///
/// A class, because an item is held by many lists and has half a dozen texts to copy.
final class Item: Sendable {
    let kind: ItemKind
    let digest: ItemDigest
    /// The columns that queries filter on; the body holds them too.
    let source: String?
    let name: String?
    let version: String?
    /// Joins a guest to the asset that was scanned inside it: its UUID, the same for both byte orders.
    let joinKey: String?
    /// JSON with sorted keys and without white space: equal facts are equal bytes.
    let body: [UInt8]

    init(
        _ kind: ItemKind,
        body: [UInt8],
        source: String? = nil,
        name: String? = nil,
        version: String? = nil,
        joinKey: String? = nil
    ) {
        self.kind = kind
        self.body = body
        self.source = source
        self.name = name
        self.version = version
        self.joinKey = joinKey
        self.digest = ItemDigest(kind: kind, body: body)
    }
}

/// The first 128 bits of the SHA-256 of an item's kind and body: its address.
///
/// Half of the hash halves the index; two equal halves by chance need 2^64 items, far beyond any estate.
struct ItemDigest: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    init(kind: ItemKind, body: [UInt8]) {
        var hasher = SHA256()
        var kindName = kind.rawValue
        kindName.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(ascii: "\n")) { hasher.update(bufferPointer: $0) }
        body.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        (high, low) = hasher.finalize().withUnsafeBytes { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }

    /// Nil when there are not 16 bytes.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        high = bytes.loadUnaligned(as: UInt64.self)
        low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(of: (high, low), body)
    }
}
