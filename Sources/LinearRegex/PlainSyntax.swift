/// Tells expressions that the engine is certain to accept, so that compiling them can wait.
///
/// Knows the plain part of the syntax: what it does not know it does not vouch for, and such an expression is compiled
/// at once to find out.
struct PlainSyntax {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    private static let longest = 500
    private static let deepest = 20
    /// Repetitions are written out when they are compiled.
    private static let mostRepetitions = 10
    private static let mostRepetitionsOfOne = 100

    /// - Parameter pattern: in the engine's own syntax.
    static func accepts(_ pattern: String) -> Bool {
        guard pattern.utf8.count <= longest else { return false }
        var scan = PlainSyntax(bytes: Array(pattern.utf8))
        return scan.alternatives() != nil && scan.index == scan.bytes.count
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private enum Part {
        /// Takes no text, so that repeating it is somebody's mistake.
        case place
        /// One character.
        case one
        case group(hasCount: Bool)
    }

    /// Whether the alternatives count repetitions anywhere; nil when something is not plain.
    private mutating func alternatives() -> Bool? {
        var hasCount = false
        while index < bytes.count, bytes[index] != UInt8(ascii: ")") {
            if bytes[index] == UInt8(ascii: "|") {
                index += 1
                continue
            }
            guard let part = part(), let counts = repetition(of: part) else { return nil }
            hasCount = hasCount || counts
        }
        return hasCount
    }

    private mutating func part() -> Part? {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "^"), UInt8(ascii: "$"):
            index += 1
            return .place
        case UInt8(ascii: "."):
            index += 1
            return .one
        case UInt8(ascii: "\\"):
            return escape(isInClass: false)
        case UInt8(ascii: "["):
            return characterClass() ? .one : nil
        case UInt8(ascii: "("):
            return group()
        case _ where "*+?{}]".utf8.contains(byte) || byte < 0x20 || byte == 0x7F:
            return nil
        case _ where byte < 0x80:
            index += 1
            return .one
        default:
            // A character of several bytes.
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            return .one
        }
    }

    private mutating func escape(isInClass: Bool) -> Part? {
        guard index + 1 < bytes.count else { return nil }
        let byte = bytes[index + 1]
        index += 2
        if "dDwWsS".utf8.contains(byte) { return .one }
        if "bB".utf8.contains(byte) { return isInClass ? nil : .place }
        return Self.isSign(byte) ? .one : nil
    }

    /// From the opening bracket to the closing one.
    private mutating func characterClass() -> Bool {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
        let first = index
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "]"):
                index += 1
                return index - 1 > first
            case UInt8(ascii: "\\"):
                guard escape(isInClass: true) != nil, !startsRange else { return false }
            case UInt8(ascii: "-"):
                // Unescaped only where it cannot be taken for a range.
                let isLast = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "]")
                guard index == first || isLast else { return false }
                index += 1
            case _ where Self.isLetterOrDigit(byte):
                guard memberOrRange() else { return false }
            case _ where Self.isSign(byte) && byte != UInt8(ascii: "[") || byte == UInt8(ascii: "_"):
                index += 1
                guard !startsRange else { return false }
            default: return false
            }
        }
        return false
    }

    /// `-` and then something other than the end of the class.
    private var startsRange: Bool {
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: "-") && bytes[index + 1] != UInt8(ascii: "]")
    }

    private mutating func memberOrRange() -> Bool {
        let low = bytes[index]
        index += 1
        guard startsRange else { return true }
        let high = bytes[index + 1]
        guard Self.isLetterOrDigit(high), low <= high else { return false }
        index += 2
        return !startsRange
    }

    private mutating func group() -> Part? {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "?") {
            guard groupHead() else { return nil }
        }
        depth += 1
        guard depth <= Self.deepest, let hasCount = alternatives(), index < bytes.count else { return nil }
        depth -= 1
        index += 1
        return .group(hasCount: hasCount)
    }

    /// `?:`, `?i:`, `?-i:` or `?P<name>`.
    private mutating func groupHead() -> Bool {
        for head in ["?:", "?i:", "?-i:"] where bytes[index...].starts(with: head.utf8) {
            index += head.utf8.count
            return true
        }
        guard bytes[index...].starts(with: "?P<".utf8) else { return false }
        index += 3
        let start = index
        while index < bytes.count, Self.isLetterOrDigit(bytes[index]) || bytes[index] == UInt8(ascii: "_") {
            index += 1
        }
        guard index > start, index < bytes.count, bytes[index] == UInt8(ascii: ">") else { return false }
        index += 1
        return true
    }

    /// Whether the part, with what follows it, counts repetitions; nil when that is not plain.
    private mutating func repetition(of part: Part) -> Bool? {
        var hasCount = false
        if case .group(let inner) = part { hasCount = inner }
        guard index < bytes.count, "*+?{".utf8.contains(bytes[index]) else { return hasCount }
        if case .place = part { return nil }
        if bytes[index] == UInt8(ascii: "{") {
            // Counts inside counts multiply.
            guard !hasCount, let most = count() else { return nil }
            if case .one = part {
                guard most <= Self.mostRepetitionsOfOne else { return nil }
            } else {
                guard most <= Self.mostRepetitions else { return nil }
            }
            hasCount = true
        } else {
            index += 1
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "?") { index += 1 }
        guard index == bytes.count || !"*+?{".utf8.contains(bytes[index]) else { return nil }
        return hasCount
    }

    /// `{2}`, `{2,}` or `{2,5}`: the larger number.
    private mutating func count() -> Int? {
        index += 1
        guard let least = number() else { return nil }
        var most = least
        if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
            index += 1
            if index < bytes.count, bytes[index] != UInt8(ascii: "}") {
                guard let second = number(), second >= least else { return nil }
                most = second
            }
        }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "}") else { return nil }
        index += 1
        return most
    }

    private mutating func number() -> Int? {
        let start = index
        while index < bytes.count, index - start < 4, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return Int(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// A blank or a sign of ASCII that no escape gives a meaning.
    private static func isSign(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && !isLetterOrDigit(byte) && byte != UInt8(ascii: "_")
    }
}
