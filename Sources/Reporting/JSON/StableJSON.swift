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
}
