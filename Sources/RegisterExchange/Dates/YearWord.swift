/// A word that names a year: `2013`, `2013/14`, `fy2013/14`, `'13`.
enum YearWord: Equatable {
    case calendar(Int)
    case financial(Int)
    /// `fy2013` is the year that begins or the year that ends in 2013.
    case ambiguousFinancial(Int)

    /// - Parameter word: as ``PlanDateReader/normalised(_:)`` leaves it. Nil for any other word, `13` included.
    init?(_ word: some StringProtocol) {
        let word = String(word)
        if word.hasPrefix("'"), let number = Self.number(word.dropFirst(), digits: 2) {
            self = .calendar(2000 + number)
            return
        }
        let isMarked = word.hasPrefix("fy")
        let rest = isMarked ? word.dropFirst(2) : word[...]
        if let year = Self.number(rest, digits: 4), (1900...2199).contains(year) {
            self = isMarked ? .ambiguousFinancial(year) : .calendar(year)
            return
        }
        if isMarked, let year = Self.number(rest, digits: 2) {
            self = .ambiguousFinancial(2000 + year)
            return
        }
        guard let start = Self.financialStart(rest, isMarked: isMarked) else { return nil }
        self = .financial(start)
    }

    /// The first year of `2013/14`, `2013/2014`, `2013-14` where 14 is no month, and after `fy` also `13/14`.
    private static func financialStart(_ text: Substring, isMarked: Bool) -> Int? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
        guard parts.count == 2 else { return nil }
        let hasSlash = text.contains("/")
        if let first = number(parts[0], digits: 4), (1900...2199).contains(first) {
            if let second = number(parts[1], digits: 2), second == (first + 1) % 100 {
                // 2011-12 is also December 2011.
                return hasSlash || isMarked || second > 12 || second == 0 ? first : nil
            }
            guard let second = number(parts[1], digits: 4), second == first + 1 else { return nil }
            return hasSlash || isMarked ? first : nil
        }
        guard isMarked, let first = number(parts[0], digits: 2), let second = number(parts[1], digits: 2),
            second == (first + 1) % 100
        else { return nil }
        return 2000 + first
    }

    static func number(_ text: some StringProtocol, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
