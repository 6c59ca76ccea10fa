import EstateModel

/// One directive of an OpenSSH client configuration.
///
/// `Host db01 "db 02"`, `Port=22`, `IdentityFile "~/keys/my key"`: a keyword in any case, a blank or one `=`, then
/// arguments that may stand in double quotes. A `#` at the start of a line or argument begins a comment.
struct OpenSSHConfigLine: Equatable {
    var number: Int
    /// Lower case.
    var keyword: String
    var arguments: [String]

    enum Outcome: Equatable {
        case empty
        case directive(OpenSSHConfigLine)
        case unreadable(String)
    }

    static func parse(_ line: some StringProtocol, number: Int) -> Outcome {
        var rest = Array(line.unicodeScalars)[...]
        skipBlanks(&rest)
        guard let first = rest.first, first != "#" else { return .empty }
        var keyword = String.UnicodeScalarView()
        while let scalar = rest.first, !isBlank(scalar), scalar != "=" {
            keyword.append(scalar)
            rest.removeFirst()
        }
        skipBlanks(&rest)
        if rest.first == "=" {
            rest.removeFirst()
            skipBlanks(&rest)
        }
        guard let arguments = arguments(rest) else { return .unreadable("a quote is not closed") }
        let name = String(keyword).lowercased()
        guard !arguments.isEmpty else { return .unreadable("'\(visible(name, limit: 40))' has no value") }
        return .directive(OpenSSHConfigLine(number: number, keyword: name, arguments: arguments))
    }

    /// Nil when a quote stays open.
    private static func arguments(_ text: ArraySlice<Unicode.Scalar>) -> [String]? {
        var rest = text
        var arguments: [String] = []
        while true {
            skipBlanks(&rest)
            guard let first = rest.first, first != "#" else { return arguments }
            guard let argument = nextArgument(&rest) else { return nil }
            arguments.append(argument)
        }
    }

    private static func nextArgument(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
        var text = String.UnicodeScalarView()
        var isQuoted = false
        while let scalar = rest.first, isQuoted || !isBlank(scalar) {
            rest.removeFirst()
            switch scalar {
            case "\"":
                isQuoted.toggle()
            case "\\":
                // Only quotes and backslashes are escaped: `\d` keeps its backslash, as in OpenSSH.
                if let next = rest.first, next == "\"" || next == "\\" || next == "'" {
                    text.append(next)
                    rest.removeFirst()
                } else {
                    text.append(scalar)
                }
            default:
                text.append(scalar)
            }
        }
        return isQuoted ? nil : String(text)
    }

    private static func skipBlanks(_ rest: inout ArraySlice<Unicode.Scalar>) {
        while let scalar = rest.first, isBlank(scalar) { rest.removeFirst() }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\u{0C}"
    }
}

/// `*`, `?` and `!` of OpenSSH's pattern lists.
enum OpenSSHPattern {
    static func isLiteral(_ pattern: String) -> Bool {
        !pattern.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "!") }
    }

    /// A negated match wins over every other; a list of negations alone matches nothing.
    static func matches(_ name: String, list: [String]) -> Bool {
        var isMatched = false
        for pattern in list {
            if pattern.hasPrefix("!") {
                if matches(name, pattern: String(pattern.dropFirst())) { return false }
            } else if !isMatched {
                isMatched = matches(name, pattern: pattern)
            }
        }
        return isMatched
    }

    /// Goes back to the last star only, so a pattern of many stars costs no more than its length times the name's.
    static func matches(_ name: String, pattern: String) -> Bool {
        let name = Array(name.utf8)
        let pattern = Array(pattern.utf8)
        var index = 0
        var place = 0
        var afterStar: (pattern: Int, name: Int)?
        while index < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                afterStar = (place + 1, index)
                place += 1
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") || pattern[place] == name[index] {
                index += 1
                place += 1
            } else if let star = afterStar {
                afterStar = (star.pattern, star.name + 1)
                place = star.pattern
                index = star.name + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
