import EstateModel

/// A single period without a bound: a year, a part of one, a month or a day.
extension PlanDateReader {
    func simple(_ words: String) -> Reading {
        if let reading = spreadsheetNumber(words) { return reading }
        let all = words.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "(" || $0 == ")" }).map(String.init)
        let tokens = Self.joined(all)
        if tokens.isEmpty, all.contains("year") { return namedYear(["end"]) }
        guard !tokens.isEmpty, tokens.count <= 5 else { return .nothing }
        if tokens.count == 1, let reading = yearAlone(tokens[0]) { return reading }
        for read in [namedYear, quarter, half, season, monthAndYear, numericMonth, dayOfMonth] {
            let reading = read(tokens)
            if case .nothing = reading { continue }
            return reading
        }
        return numericDay(words)
    }

    /// `financial year 2013/14` becomes `fy2013/14`, `quarter 3` and `third quarter` become `q3`; words between go.
    private static func joined(_ words: [String]) -> [String] {
        let fillers: Set<String> = ["of", "the", "in", "year", "calendar", "for"]
        let ordinals = ["first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4]
        let parts = ["quarter": "q", "qtr": "q", "half": "h"]
        var result: [String] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            let next = index + 1 < words.count ? words[index + 1] : ""
            if word == "fy" || word == "f/y" || ((word == "financial" || word == "fiscal") && next == "year") {
                let place = index + (next == "year" ? 2 : 1)
                result.append("fy" + (place < words.count ? words[place] : ""))
                index = place + 1
            } else if let number = ordinals[word], let letter = parts[next] {
                result.append(letter + String(number))
                index += 2
            } else if let letter = parts[word], YearWord.number(next, digits: 1) != nil {
                result.append(letter + next)
                index += 2
            } else {
                if !fillers.contains(word) { result.append(word) }
                index += 1
            }
        }
        return result
    }

    private func spreadsheetNumber(_ text: String) -> Reading? {
        guard let number = YearWord.number(text, digits: 5), (20_000...80_000).contains(number) else { return nil }
        // Day 25,569 of a spreadsheet is 1 January 1970.
        let day = CalendarDay(daysSinceEpoch: Int32(number - 25_569))
        return .unclear(.init(.spreadsheetNumber, candidates: [Span.day(day)]))
    }

    // MARK: Years

    private func yearAlone(_ token: String) -> Reading? {
        switch YearWord(token) {
        case .calendar(let year): return Reading(Span.year(year))
        case .financial(let year): return Reading(Span.financialYear(year))
        case .ambiguousFinancial(let year):
            return ambiguous([Span.financialYear(year - 1), Span.financialYear(year)])
        case nil: break
        }
        let parts = token.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
        guard parts.count == 2 else { return nil }
        if let first = YearWord.number(parts[0], digits: 4), let second = YearWord.number(parts[1], digits: 2),
            token.contains("-"), second == (first + 1) % 100
        {
            return ambiguous([Span.month(second, first), Span.financialYear(first)])
        }
        if let first = YearWord.number(parts[0], digits: 4), let second = YearWord.number(parts[1], digits: 4),
            token.contains("-"), second == first + 1
        {
            let years = Span.months(24, from: 1, first, .span)
            return ambiguous([Span.financialYear(first), years])
        }
        if let first = YearWord.number(parts[0], digits: 2), let second = YearWord.number(parts[1], digits: 2) {
            return ambiguousNumbers(first, second)
        }
        return nil
    }

    /// `11/12`: a financial year, a day or a month.
    private func ambiguousNumbers(_ first: Int, _ second: Int) -> Reading {
        var candidates: [PlanDate.Period?] = []
        if second == (first + 1) % 100 { candidates.append(Span.financialYear(2000 + first)) }
        if (1...12).contains(first) { candidates.append(Span.month(first, 2000 + second)) }
        if let day = dayOfYear(day: first, month: second) { candidates.append(Span.day(day)) }
        return candidates.isEmpty ? .nothing : ambiguous(candidates)
    }

    /// `financial year end`, `year end`: the last day of the plan's year.
    private func namedYear(_ tokens: [String]) -> Reading {
        let text = tokens.joined(separator: " ")
        guard ["end", "financial end", "fyend", "fiscal end", "financial", "fy"].contains(text) else { return .nothing }
        guard case .financial(let year) = context.year else { return .unclear(.init(.noYear)) }
        return Reading(
            Span.financialYear(year).map { .init(first: $0.first, last: $0.last, precision: $0.precision, bound: .by) }
        )
    }

    // MARK: Parts of a year

    private func part(_ tokens: [String], letter: String, numbers: ClosedRange<Int>) -> (number: Int, year: [String])? {
        for (index, token) in tokens.enumerated() where token.hasPrefix(letter) {
            guard let number = YearWord.number(token.dropFirst(), digits: 1), numbers.contains(number) else { continue }
            return (number, Array(tokens[..<index] + tokens[(index + 1)...]))
        }
        return nil
    }

    private func quarter(_ tokens: [String]) -> Reading {
        guard let part = part(tokens, letter: "q", numbers: 1...4) else { return .nothing }
        return inYear(
            part.year,
            financial: { Span.financialQuarter(part.number, $0) },
            calendar: { Span.calendarQuarter(part.number, $0) }
        )
    }

    private func half(_ tokens: [String]) -> Reading {
        guard let part = part(tokens, letter: "h", numbers: 1...2) else { return .nothing }
        return inYear(
            part.year,
            financial: { Span.financialHalf(part.number, $0) },
            calendar: { Span.calendarHalf(part.number, $0) }
        )
    }

    private func inYear(
        _ words: [String],
        financial: (Int) -> PlanDate.Period?,
        calendar: (Int) -> PlanDate.Period?
    ) -> Reading {
        guard let word = words.first else {
            switch context.year {
            case .financial(let year): return Reading(financial(year))
            case .calendar(let year): return Reading(calendar(year))
            case nil: return .unclear(.init(.noYear))
            }
        }
        guard words.count == 1 else { return .nothing }
        // Behind a quarter, 13/14 can only be a year.
        switch YearWord(word) ?? YearWord("fy" + word) {
        case .financial(let year): return Reading(financial(year))
        case .ambiguousFinancial(let year): return ambiguous([financial(year - 1), financial(year)])
        case .calendar(let year):
            if case .calendar = context.year { return Reading(calendar(year)) }
            return ambiguous([calendar(year), financial(year - 1), financial(year)])
        case nil: return .nothing
        }
    }

    private func season(_ tokens: [String]) -> Reading {
        guard let place = tokens.firstIndex(where: { MonthName.season($0) != nil }), tokens.count <= 2,
            let month = MonthName.season(tokens[place])
        else { return .nothing }
        let period = { (year: Int) in Span.months(3, from: month, year, .season) }
        let rest = tokens[..<place] + tokens[(place + 1)...]
        guard let word = rest.first else {
            switch context.year {
            case .calendar(let year) where month != 12: return Reading(period(year))
            // Spring lies on both ends of a financial year.
            case .financial(let year) where month != 3: return Reading(period(year))
            case nil: return .unclear(.init(.noYear))
            default: return .unclear(.init(.ambiguous))
            }
        }
        switch YearWord(word) {
        case .calendar(let year):
            return month == 12 ? ambiguous([period(year - 1), period(year)]) : Reading(period(year))
        case .financial(let year) where month == 12: return Reading(period(year))
        case .financial(let year) where month != 3: return Reading(period(year))
        case .financial, .ambiguousFinancial: return .unclear(.init(.ambiguous))
        case nil: return .nothing
        }
    }

    func ambiguous(_ candidates: [PlanDate.Period?]) -> Reading {
        var kept: [PlanDate.Period] = []
        for case .some(let period) in candidates where !kept.contains(period) { kept.append(period) }
        return .unclear(.init(.ambiguous, candidates: kept))
    }
}
