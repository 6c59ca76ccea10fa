import Crypto

/// The SHA-256 of some bytes.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    /// The hash of the given bytes.
    package init(of content: [UInt8]) {
        bytes = content.withUnsafeBytes { Array(SHA256.hash(data: $0)) }
    }

    /// Nil when there are not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits, lower case.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
