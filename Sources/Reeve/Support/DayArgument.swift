import ArgumentParser
import EstateModel
import Planning

extension CalendarDay {
    /// A day as somebody gives it to an option: `2027-06-30`.
    ///
    /// - Throws: `ValidationError` with what is wrong and how to write it.
    static func argument(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else { throw ValidationError(mistake(in: text)) }
        return day
    }

    /// What is wrong with a text that is no day as `YYYY-MM-DD`, and what to write.
    static func mistake(in text: String) -> String {
        if let words = notInCalendar(text) { return words }
        switch WrittenDay.read(text, order: .dayFirst) {
        case .day(let day): return "write \(day)"
        case .ambiguous, .unreadable, nil: return "write a day as 2027-06-30 (year, month, day)"
        }
    }

    /// `February 2027 has no 30th`: the form is right, and the day does not exist.
    private static func notInCalendar(_ text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        let isYearFirst = parts[0].utf8.count == 4
        guard isYearFirst || parts[2].utf8.count == 4 else { return nil }
        let (year, month, day) =
            isYearFirst ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
        guard CalendarDay(year: year, month: month, day: day) == nil, year > 0 else { return nil }
        guard let first = CalendarDay(year: year, month: month, day: 1) else {
            return "there is no month \(month); write a day as 2027-06-30 (year, month, day)"
        }
        let name = first.longDescription.split(separator: " ").dropFirst().joined(separator: " ")
        let last = CalendarDay(year: year, month: month, day: daysInMonth(month, year: year)) ?? first
        return "\(name) has no \(ordinal(day)); its last day is \(last)"
    }
}

extension FinancialYear {
    /// A financial year as somebody gives it to an option: `2027/28`, `2027-28` or `27/28`.
    ///
    /// - Throws: `ValidationError` with how to write it.
    static func argument(_ text: String) throws -> FinancialYear {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
        if parts.count == 2, let start = Int(parts[0]), let end = Int(parts[1]), start >= 0, end >= 0 {
            let first = parts[0].utf8.count == 2 ? 2000 + start : start
            let isNext = parts[1].utf8.count == 2 ? end == (first + 1) % 100 : end == first + 1
            if isNext, [2, 4].contains(parts[0].utf8.count), [2, 4].contains(parts[1].utf8.count),
                let year = FinancialYear(startYear: first)
            {
                return year
            }
        }
        throw ValidationError("write a financial year as 2027/28: it begins on 1 April 2027")
    }
}

/// `first`, `second`, `third`, and then `4th`.
func ordinalWord(_ number: Int) -> String {
    [1: "first", 2: "second", 3: "third"][number] ?? ordinal(number)
}

/// `1st`, `2nd`, `3rd`, `11th`, `30th`.
func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending)"
}
