import Crypto

/// The arithmetic of the chain.
package enum AuditChain {
    /// SHA-256 of the digest before, a line feed and the body, as 64 lower-case hexadecimal digits.
    package static func digest(previous: String, body: String) -> String {
        var previous = previous
        var body = body
        let bytes = previous.withUTF8 { before in
            body.withUTF8 { digest(previous: UnsafeRawBufferPointer(before), body: UnsafeRawBufferPointer($0)) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The digits as ASCII bytes, for the loop over a million entries.
    static func digest(previous: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bufferPointer: previous)
        withUnsafeBytes(of: UInt8(ascii: "\n")) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: body)
        return hexadecimal(hasher.finalize())
    }

    /// SHA-256 of a text, as 64 lower-case hexadecimal digits.
    package static func digest(of text: String) -> String {
        var text = text
        return String(decoding: text.withUTF8 { hexadecimal(SHA256.hash(data: $0)) }, as: UTF8.self)
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> [UInt8] {
        digest.withUnsafeBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
                for (index, byte) in bytes.enumerated() {
                    buffer[2 * index] = digit(byte >> 4)
                    buffer[2 * index + 1] = digit(byte & 15)
                }
                count = 64
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
