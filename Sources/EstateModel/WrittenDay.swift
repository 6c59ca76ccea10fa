/// How a table writes days as numbers with slashes or dots.
package enum DayOrder: String, Sendable, CaseIterable {
    /// Only what can be read in one way is read.
    case unknown = "auto"
    case dayFirst = "day-first"
    case monthFirst = "month-first"
}

/// A day as somebody or some program writes it: `2026-11-20T09:12:33Z`, `20/11/2026 09:12`, `20 Nov 2026`, `Nov 20,
/// 2026`.
package enum WrittenDay: Hashable, Sendable {
    case day(CalendarDay)
    /// Both readings are days, and nobody said which is meant.
    case ambiguous(CalendarDay, CalendarDay)
    case unreadable

    /// - Returns: nil for an empty field and for words that stand for one.
    package static func read(_ text: String, order: DayOrder) -> WrittenDay? {
        let text = withoutBlanks(text)
        guard !text.isEmpty, !["never", "n/a", "none", "-", "null", "unknown"].contains(text.lowercased()) else {
            return nil
        }
        let words = text.prefix(64).split { $0 == " " || $0 == "T" || $0 == "," || $0 == "\u{A0}" }.map(String.init)
        if let first = words.first, let numbers = numbers(first) { return read(numbers, order: order) }
        return named(words).map(WrittenDay.day) ?? .unreadable
    }

    /// `[2026, 11, 20]` with the number of digits of each.
    private static func numbers(_ word: String) -> [(value: Int, digits: Int)]? {
        let parts = word.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }
        guard parts.count == 3 else { return nil }
        let numbers = parts.compactMap { part -> (Int, Int)? in
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return nil
            }
            return Int(part).map { ($0, part.utf8.count) }
        }
        return numbers.count == 3 ? numbers : nil
    }

    private static func read(_ numbers: [(value: Int, digits: Int)], order: DayOrder) -> WrittenDay {
        let values = numbers.map(\.value)
        if numbers[0].digits == 4 {
            return CalendarDay(year: values[0], month: values[1], day: values[2]).map(WrittenDay.day) ?? .unreadable
        }
        // A year of two digits could be any of the three numbers.
        guard numbers[2].digits == 4 else { return .unreadable }
        let dayFirst = CalendarDay(year: values[2], month: values[1], day: values[0])
        let monthFirst = CalendarDay(year: values[2], month: values[0], day: values[1])
        switch order {
        case .dayFirst: return dayFirst.map(WrittenDay.day) ?? .unreadable
        case .monthFirst: return monthFirst.map(WrittenDay.day) ?? .unreadable
        case .unknown:
            guard let one = dayFirst ?? monthFirst else { return .unreadable }
            guard let dayFirst, let monthFirst, dayFirst != monthFirst else { return .day(one) }
            return .ambiguous(dayFirst, monthFirst)
        }
    }

    private static func withoutBlanks(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\n" || character == "\r" || character == "\r\n"
    }

    private static func named(_ words: [String]) -> CalendarDay? {
        guard words.count >= 3 else { return nil }
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        func month(_ word: String) -> Int? { months.firstIndex(of: String(word.lowercased().prefix(3))).map { $0 + 1 } }
        guard let year = Int(words[2]), words[2].utf8.count == 4 else { return nil }
        if let day = Int(words[0]), let month = month(words[1]) {
            return CalendarDay(year: year, month: month, day: day)
        }
        if let month = month(words[0]), let day = Int(words[1]) {
            return CalendarDay(year: year, month: month, day: day)
        }
        return nil
    }
}
