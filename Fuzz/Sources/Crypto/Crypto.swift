/// Stands in for swift-crypto, whose BoringSSL would take longer to build than all that is fuzzed.
///
/// The parsers only compare and show digests, so any function of the bytes will do; this one is fast and no digest at
/// all. Never build anything but the fuzzer with it.
public struct SHA256 {
    private var mixer = Mixer()

    public init() {}

    public static func hash(data: some Sequence<UInt8>) -> [UInt8] {
        var hash = Self()
        hash.mixer.add(data)
        return hash.finalize()
    }

    public mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        mixer.add(bufferPointer)
    }

    public func finalize() -> [UInt8] { mixer.bytes(count: 32) }
}

public enum Insecure {
    public enum SHA1 {}
}

public enum Curve25519 {
    public enum Signing {
        /// A key that is its own public key, so that the fuzzer can find a file that fits.
        public struct PrivateKey: Sendable {
            public let rawRepresentation: [UInt8]

            public init(rawRepresentation: some Sequence<UInt8>) throws {
                self.rawRepresentation = Array(rawRepresentation)
            }

            public var publicKey: PrivateKey { self }

            public func signature(for data: some Sequence<UInt8>) throws -> [UInt8] { Array(SHA256.hash(data: data)) }
        }
    }
}

public struct SymmetricKey {
    fileprivate let bytes: [UInt8]

    public init(data: some Sequence<UInt8>) {
        bytes = Array(data)
    }
}

public struct HMAC<Hash> {
    public static func authenticationCode(for data: some Sequence<UInt8>, using key: SymmetricKey) -> [UInt8] {
        var mixer = Mixer()
        mixer.add(key.bytes)
        mixer.add(data)
        return mixer.bytes(count: 20)
    }
}

/// FNV-1a.
private struct Mixer {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    func bytes(count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: (state &* UInt64(2 * $0 + 1)) >> 32) }
    }
}
