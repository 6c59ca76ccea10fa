/// Names with ranges in brackets, written out: `web[01-20].example`, `db[a-c]`, `r[1-2]n[1-4]`.
///
/// `:` between the ends is read as well, the form of Ansible's inventories.
enum HostRange {
    static let largestExpansion = 4096

    struct Fault: Error, Equatable {
        let message: String
    }

    private enum Piece {
        case text(String)
        case choices([String])
    }

    /// Every name that the pattern stands for, the last range turning fastest; the text itself when it has no range.
    ///
    /// - Throws: ``Fault`` for a range that cannot be read or gives more than 4,096 names.
    static func expand(_ pattern: String, limit: Int = largestExpansion) throws(Fault) -> [String] {
        guard pattern.utf8.contains(UInt8(ascii: "[")) || pattern.utf8.contains(UInt8(ascii: "]")) else {
            return [pattern]
        }
        var results = [""]
        for piece in try pieces(of: pattern, limit: limit) {
            switch piece {
            case .text(let text):
                results = results.map { $0 + text }
            case .choices(let choices):
                guard results.count * choices.count <= limit else { throw tooMany(limit) }
                results = results.flatMap { head in choices.map { head + $0 } }
            }
        }
        return results
    }

    private static func pieces(of pattern: String, limit: Int) throws(Fault) -> [Piece] {
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "[") {
            guard let close = rest[open...].firstIndex(of: "]") else { throw Fault(message: "has '[' without ']'") }
            pieces.append(.text(String(rest[..<open])))
            pieces.append(.choices(try choices(rest[rest.index(after: open)..<close], limit: limit)))
            rest = rest[rest.index(after: close)...]
            // Every further range at least doubles the names, so more than a dozen cannot be meant.
            guard pieces.count <= 32 else { throw tooMany(limit) }
        }
        if rest.contains("]") { throw Fault(message: "has ']' without '['") }
        pieces.append(.text(String(rest)))
        return pieces
    }

    private static func choices(_ range: Substring, limit: Int) throws(Fault) -> [String] {
        let separator: Character = range.contains(":") ? ":" : "-"
        let ends = range.split(separator: separator, omittingEmptySubsequences: false)
        let unreadable = Fault(message: "has a range that is not like [01-20] or [a-f]")
        guard ends.count == 2, let first = ends[0].utf8.first, let last = ends[1].utf8.first else { throw unreadable }
        if ends.allSatisfy({ $0.utf8.allSatisfy(NameSyntax.isDigit) && $0.utf8.count <= 9 }) {
            return try numbers(ends[0], ends[1], limit: limit)
        }
        let sameCase = (first & 0x20) == (last & 0x20)
        guard ends.allSatisfy({ $0.utf8.count == 1 }), sameCase,
            NameSyntax.isAlphanumeric(first), NameSyntax.isAlphanumeric(last),
            !NameSyntax.isDigit(first), !NameSyntax.isDigit(last)
        else { throw unreadable }
        guard first <= last else { throw Fault(message: "has a range that runs backwards") }
        return (first...last).map { String(decoding: [$0], as: UTF8.self) }
    }

    private static func numbers(_ low: Substring, _ high: Substring, limit: Int) throws(Fault) -> [String] {
        guard let first = Int(low), let last = Int(high) else {
            throw Fault(message: "has a range that is not like [01-20] or [a-f]")
        }
        guard first <= last else { throw Fault(message: "has a range that runs backwards") }
        guard last - first < limit else { throw tooMany(limit) }
        // [01-20] keeps its zeros, [1-20] has none.
        let width = low.hasPrefix("0") ? low.utf8.count : 0
        return (first...last).map { number in
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
    }

    private static func tooMany(_ limit: Int) -> Fault {
        Fault(message: "stands for more than \(limit) names; split it")
    }
}
