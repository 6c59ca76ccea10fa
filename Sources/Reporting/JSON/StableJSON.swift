/// Any encodable value as JSON in the manner of the JSON report: sorted keys, `null` for what is not known instead of a
/// key that comes and goes, and nothing in it that hides or reorders text.
package enum StableJSON {
    /// With two spaces of indentation and a line feed at the end.
    ///
    /// - Throws: what the value's own `encode(to:)` throws.
    package static func encode(_ value: some Encodable) throws -> String {
        try JSONTextEncoder.encode(value).text
    }

    /// On one line, with a line feed at the end.
    package static func line(_ value: some Encodable) throws -> String {
        try JSONTextEncoder.encode(value).line
    }

    /// A string as it stands in the document, for writers of large ones: in quotes, and escaped like all others.
    package static func literal(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) { return "\"\(text)\"" }
        return String(JSONText.string(text).line.dropLast())
    }
}
