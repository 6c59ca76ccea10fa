/// Finds the version in what a program printed.
enum ProgramsVersion {
    /// Nil when no marker of the rule stands before a digit: an error message has no version.
    static func version(in lines: [String], by rule: ProgramsRule) -> String? {
        for marker in rule.markers {
            for line in lines {
                if let found = version(after: marker, in: line) { return cleaned(found, of: rule.name) }
            }
        }
        return nil
    }

    /// The longest run of version characters after the marker, where it begins with a digit.
    private static func version(after marker: String, in line: String) -> String? {
        let bytes = Array(line.utf8)
        let sought = Array(marker.utf8)
        guard !sought.isEmpty, bytes.count > sought.count else { return nil }
        for start in 0..<(bytes.count - sought.count) where bytes[start...].starts(with: sought) {
            // A marker of one letter, as in `v18.19.0`, counts at the start of a line only.
            if sought.count == 1, start > 0 { continue }
            let rest = bytes[(start + sought.count)...]
            guard let first = rest.first, isDigit(first) else { continue }
            let run = rest.prefix(64).prefix(while: isVersionByte)
            return String(decoding: run, as: UTF8.self)
        }
        return nil
    }

    private static func cleaned(_ version: String, of program: String) -> String? {
        var result = Substring(version)
        while result.last == "." || result.last == "-" { result.removeLast() }
        if program == "elasticsearch" || program == "opensearch", result.hasSuffix(".jar") { result.removeLast(4) }
        // MariaDB's servers put this in front for clients that know no version above 5.
        if result.hasPrefix("5.5.5-"), result.hasSuffix("MariaDB") { result.removeFirst(6) }
        if program == "ruby" { result = result.prefix { $0 != "p" } }
        return result.isEmpty ? nil : String(result)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isVersionByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "~"), UInt8(ascii: "_"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
