/// Text as YAML that reads back as the same text.
enum YAMLText {
    /// Plain where that is safe, in double quotes otherwise.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
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

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where isUnprintable(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: scalar.value == 0xFFFE || scalar.value == 0xFFFF
        }
    }
}
