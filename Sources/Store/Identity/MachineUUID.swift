/// An SMBIOS UUID that can tell machines apart, in one form for both byte orders.
///
/// SMBIOS stores the first three fields little-endian; VMware and old dmidecode print them as stored, Linux and
/// Windows swapped. The same machine is therefore seen as `564d24f8-0386-…` and `f8244d56-8603-…`.
package struct MachineUUID: Hashable, Sendable {
    /// The lesser of the two byte orders, lower case with hyphens.
    package let canonical: String

    /// Nil when the text is no UUID, or one that manufacturers leave in many machines.
    package init?(_ text: String) {
        guard let bytes = Self.bytes(text), !Self.isPlaceholder(bytes) else { return nil }
        canonical = Self.canonical(bytes)
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8.prefix(64) {
            guard let digit = hexDigit(character) else {
                if " -{}\t".utf8.contains(character) { continue }
                return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes.count == 16 && high == nil && text.utf8.count <= 64 ? bytes : nil
    }

    private static func hexDigit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func canonical(_ bytes: [UInt8]) -> String {
        let swapped = [3, 2, 1, 0, 5, 4, 7, 6].map { bytes[$0] } + bytes[8...]
        return bytes.lexicographicallyPrecedes(swapped) ? text(bytes) : text(swapped)
    }

    private static func text(_ bytes: [UInt8]) -> String {
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { range in
            String(decoding: Array(digits.utf8)[range], as: UTF8.self)
        }
        return parts.joined(separator: "-")
    }

    private static func isPlaceholder(_ bytes: [UInt8]) -> Bool {
        // One byte repeated; or ten zeros at the end, as some boards fill in only a build date.
        Set(bytes).count == 1 || bytes[6...].allSatisfy { $0 == 0 } || placeholders.contains(canonical(bytes))
    }

    /// Left in boards by their makers, or by images and examples; in canonical form.
    private static let placeholders: Set<String> = Set(
        [
            "03000200-0400-0500-0006-000700080009",
            "00010203-0405-0607-0809-0a0b0c0d0e0f",
            "01234567-89ab-cdef-0123-456789abcdef",
            "11111111-2222-3333-4444-555555555555",
            "12345678-1234-1234-1234-123456789012",
            "12345678-1234-1234-1234-123456789abc",
            "12345678-1234-5678-90ab-cddeefaabbcc",
            "4c4c4544-0000-2010-8020-80c04f202020",
        ].compactMap { bytes($0).map(canonical) }
    )
}
