import EstateModel

/// Months and days, with names and in numbers.
extension PlanDateReader {
    /// `october`, `october 2026`, `2026 october`, `mar-13`, `mar '13`, `october 2013/14`; `mar 13` may be a day.
    func monthAndYear(_ tokens: [String]) -> Reading {
        if tokens.count == 1 { return monthWord(tokens[0]) }
        guard tokens.count == 2 else { return .nothing }
        for (name, other) in [(tokens[0], tokens[1]), (tokens[1], tokens[0])] {
            guard let month = MonthName.number(name) else { continue }
            switch YearWord(other) {
            case .calendar(let year): return Reading(Span.month(month, year))
            case .financial(let year): return Reading(Span.month(month, month >= 4 ? year : year + 1))
            case .ambiguousFinancial(let year):
                return ambiguous([year - 1, year].map { Span.month(month, month >= 4 ? $0 : $0 + 1) })
            case nil: break
            }
            if name == tokens[0], let number = YearWord.number(other, digits: 2) {
                let day = dayOfYear(day: number, month: month).map(Span.day)
                return number > 31
                    ? Reading(Span.month(month, 2000 + number)) : ambiguous([Span.month(month, 2000 + number), day])
            }
        }
        return .nothing
    }

    private func monthWord(_ word: String) -> Reading {
        if let month = MonthName.number(word) {
            return Reading(year(ofMonth: month).flatMap { Span.month(month, $0) }).orNoYear
        }
        // `mar-13`, as spreadsheets show a month; `13-mar`, as they show a day.
        let parts = word.split { $0 == "-" || $0 == "'" }
        guard parts.count == 2, let month = MonthName.number(parts[0]) else { return .nothing }
        if let year = YearWord.number(parts[1], digits: 4) { return Reading(Span.month(month, year)) }
        return Reading(YearWord.number(parts[1], digits: 2).flatMap { Span.month(month, 2000 + $0) })
    }

    /// `03/2013`, `3.2013`, `2013-03`.
    func numericMonth(_ tokens: [String]) -> Reading {
        guard tokens.count == 1 else { return .nothing }
        let parts = tokens[0].split(omittingEmptySubsequences: false) { "/-.".contains($0) }
        guard parts.count == 2 else { return .nothing }
        let isNumber = { (text: Substring) in
            (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        if let year = YearWord.number(parts[1], digits: 4), isNumber(parts[0]), let month = Int(parts[0]) {
            return Reading(Span.month(month, year))
        }
        if let year = YearWord.number(parts[0], digits: 4), let month = YearWord.number(parts[1], digits: 2) {
            return Reading(Span.month(month, year))
        }
        return .nothing
    }

    /// `13 march`, `march 13th`, `13-mar`, `friday 13 march 2026`.
    func dayOfMonth(_ tokens: [String]) -> Reading {
        var tokens = tokens
        let weekday = tokens.first.flatMap { MonthName.weekday($0) }
        if weekday != nil { tokens.removeFirst() }
        if tokens.count == 1 { tokens = tokens[0].split(separator: "-").map(String.init) }
        guard tokens.count == 2 || tokens.count == 3 else {
            return weekday == nil ? .nothing : numeric(tokens, weekday)
        }
        guard let place = tokens.prefix(2).firstIndex(where: { MonthName.number($0) != nil }),
            let month = MonthName.number(tokens[place]), let day = Self.dayNumber(tokens[1 - place])
        else { return .nothing }
        guard tokens.count == 3 else {
            // `march 13` without an ordinal was read before, as it may be a month.
            return checked(dayOfYear(day: day, month: month), weekday).orNoYear
        }
        switch YearWord(tokens[2]) {
        case .calendar(let year): return checked(CalendarDay(year: year, month: month, day: day), weekday)
        case .financial(let year):
            return checked(CalendarDay(year: month >= 4 ? year : year + 1, month: month, day: day), weekday)
        case .ambiguousFinancial: return .unclear(.init(.ambiguous))
        case nil:
            let year = YearWord.number(tokens[2], digits: 2).map { 2000 + $0 }
            return checked(year.flatMap { CalendarDay(year: $0, month: month, day: day) }, weekday)
        }
    }

    private func numeric(_ tokens: [String], _ weekday: Int?) -> Reading {
        guard tokens.count == 1, case .period(let period) = numericDay(tokens[0]) else { return .nothing }
        return checked(period.first, weekday)
    }

    private func checked(_ day: CalendarDay?, _ weekday: Int?) -> Reading {
        guard let day else { return .nothing }
        if let weekday, weekday != day.weekday {
            return .unclear(.init(.contradiction, candidates: [Span.day(day)]))
        }
        return .period(Span.day(day))
    }

    /// `14/07/2015`, `2015-07-14`, and `14/07/15` where somebody says which number is the day.
    func numericDay(_ text: String) -> Reading {
        // A time may follow; other words would be lost.
        let words = text.uppercased().split(separator: " ")
        guard words.dropFirst().allSatisfy({ word in word.allSatisfy { $0.isNumber || $0 == ":" } }) else {
            return .nothing
        }
        return switch WrittenDay.read(longYear(text.uppercased()), order: context.dayOrder) {
        case .day(let day): .period(Span.day(day))
        case .ambiguous(let one, let other): ambiguous([Span.day(one), Span.day(other)])
        case .unreadable, nil: .nothing
        }
    }

    private func longYear(_ text: String) -> String {
        guard context.dayOrder != .unknown, let place = text.lastIndex(where: { "/-.".contains($0) }),
            text.count(where: { "/-.".contains($0) }) == 2,
            YearWord.number(text[text.index(after: place)...], digits: 2) != nil,
            YearWord.number(text.prefix(4), digits: 4) == nil
        else { return text }
        return text[...place] + "20" + text[text.index(after: place)...]
    }

    /// 13 for `13` and `13th`.
    private static func dayNumber(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.utf8.count), ["", "st", "nd", "rd", "th"].contains(word.dropFirst(digits.count))
        else { return nil }
        return Int(digits)
    }

    // MARK: The plan's year

    private func year(ofMonth month: Int) -> Int? {
        switch context.year {
        case .financial(let year): month >= 4 ? year : year + 1
        case .calendar(let year): year
        case nil: nil
        }
    }

    func dayOfYear(day: Int, month: Int) -> CalendarDay? {
        year(ofMonth: month).flatMap { CalendarDay(year: $0, month: month, day: day) }
    }
}

extension PlanDateReader.Reading {
    /// A month or day whose name was read and whose year nobody tells.
    fileprivate var orNoYear: Self {
        if case .nothing = self { return .unclear(.init(.noYear)) }
        return self
    }
}
