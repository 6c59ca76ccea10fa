/// Base64 with the standard alphabet (RFC 4648), as OpenSSH and PowerShell read it.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// - Parameter padded: whether `=` fills up the last group; OpenSSH shows fingerprints without.
    package static func encode(_ bytes: [UInt8], padded: Bool = true) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for position in 0...group.count { text.append(alphabet[Int(bits >> (18 - 6 * UInt32(position)) & 63)]) }
            if padded { text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - group.count)) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything but whole base64; the padding may be missing.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var letters = 0
        var padding = 0
        for letter in text {
            if letter == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = values[Int(letter)]
            guard value != 0xFF, padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            letters += 1
            if letters % 4 == 0 {
                bytes.append(contentsOf: [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)])
                bits = 0
            }
        }
        return appendingRest(of: bits, letters: letters % 4, padding: padding, to: bytes)
    }

    private static func appendingRest(of bits: UInt32, letters: Int, padding: Int, to bytes: [UInt8]) -> [UInt8]? {
        switch (letters, padding) {
        case (0, 0): bytes
        case (2, 0), (2, 2): bytes + [UInt8(bits >> 4 & 255)]
        case (3, 0), (3, 1): bytes + [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)]
        default: nil
        }
    }
}
