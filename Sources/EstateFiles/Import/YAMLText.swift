import StrictYAML

/// Text as YAML that reads back as the same text.
enum YAMLText {
    /// Plain where that is safe, in double quotes otherwise.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quotedYAML(text)
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, NameSyntax.isAlphanumeric(first) || first == UInt8(ascii: "/") else {
            return false
        }
        let isSafe = text.utf8.allSatisfy { byte in
            NameSyntax.isAlphanumeric(byte) || [".", "_", "-", "/"].contains(Unicode.Scalar(byte))
        }
        return isSafe && text.lowercased() != "null"
    }
}
