import EstateModel

/// Bounds, ranges and vague parts around a period: `by end of …`, `… onwards`, `October - December 2026`.
extension PlanDateReader {
    /// Bytes.
    private static let longestPeriod = 80
    /// From here on, a part of a range or of a choice is read, which has no parts itself.
    private static let partsDepth = 3

    func bounded(_ words: String) -> Reading {
        bounded(words, depth: 0)
    }

    /// Most words of a plan are no dates, and are told apart before anything is tried with them.
    private static func canBePeriod(_ words: String) -> Bool {
        words.split(whereSeparator: { " -/,()".contains($0) }).contains { isAnchor($0) || $0 == "year" || $0 == "fy" }
    }

    private func bounded(_ words: String, depth: Int) -> Reading {
        // Each level takes a word off; more than a few are no date.
        guard depth < 6, !words.isEmpty, words.utf8.count <= Self.longestPeriod, Self.canBePeriod(words) else {
            return .nothing
        }
        if let reading = withPrefix(words, depth) { return reading }
        for suffix in Self.openEnds where words.hasSuffix(suffix) {
            return bounded(String(words.dropLast(suffix.count)), depth: depth + 1).map { period in
                PlanDate.Period(first: period.first, last: period.last, precision: period.precision, bound: .from)
            }
        }
        if words.hasSuffix(" end"), !words.hasSuffix("year end") {
            return bounded(String(words.dropLast(4)), depth: depth + 1).map(Self.by)
        }
        if depth < Self.partsDepth, !words.hasPrefix("between "), let reading = alternatives(words) { return reading }
        switch simple(words) {
        case .nothing: return depth < Self.partsDepth ? range(words) : .nothing
        case let reading: return reading
        }
    }

    private static let openEnds = [
        " and onwards", " onwards", " onward", " and beyond", " - ongoing", " to ongoing", " and ongoing", " & ongoing",
    ]
    private static let byPrefixes = [
        "by the end of ", "by end of ", "by the ", "by ", "no later than ", "not later than ", "until the end of ",
        "until ", "till ", "up to ", "due by ", "due ", "target ", "at the end of ", "the end of ", "end of the ",
        "end of ", "end ", "end-", "deadline ",
    ]
    private static let fromPrefixes = ["from ", "starting ", "starting in ", "since ", "commencing "]
    private static let vaguePrefixes = [
        "early ", "early in ", "mid ", "mid-", "middle of ", "late ", "late in ", "start of ", "the start of ",
        "beginning of ", "the beginning of ", "circa ", "c. ", "about ", "approx ", "approx. ", "approximately ",
        "around ", "~", "provisionally ", "possibly ", "probably ", "hopefully ", "early-", "late-",
    ]

    private func withPrefix(_ words: String, _ depth: Int) -> Reading? {
        func rest(after prefixes: [String]) -> Reading? {
            guard let prefix = prefixes.first(where: { words.hasPrefix($0) }) else { return nil }
            return bounded(String(words.dropFirst(prefix.count)), depth: depth + 1)
        }
        if let reading = rest(after: ["before "]) {
            return reading.map { period in
                let last = period.first.adding(days: -1)
                return PlanDate.Period(first: last, last: last, precision: .day, bound: .by)
            }
        }
        if let reading = rest(after: Self.byPrefixes) { return reading.map(Self.by) }
        if let reading = rest(after: Self.fromPrefixes) {
            return reading.map { .init(first: $0.first, last: $0.last, precision: $0.precision, bound: .from) }
        }
        if let reading = rest(after: Self.vaguePrefixes) { return reading.unclear(because: .vague) }
        if let reading = rest(after: ["w/c ", "week commencing ", "week beginning ", "week of "]) {
            return reading.map { .init(first: $0.first, last: $0.first.adding(days: 6), precision: .week) }
        }
        if let reading = rest(after: ["w/e ", "week ending "]) {
            return reading.map { .init(first: $0.last.adding(days: -6), last: $0.last, precision: .week, bound: .by) }
        }
        return rest(after: ["during ", "within ", "in the ", "in ", "on "])
    }

    private static func by(_ period: PlanDate.Period) -> PlanDate.Period {
        .init(first: period.first, last: period.last, precision: period.precision, bound: .by)
    }

    private func alternatives(_ words: String) -> Reading? {
        let words = words.replacing(" and ", with: " or ").replacing(" & ", with: " or ")
        let parts = words.split(separator: " or ")
        guard (2...4).contains(parts.count) else { return nil }
        let readings = parts.map { bounded(String($0), depth: Self.partsDepth) }
        let periods = readings.compactMap { reading in
            if case .period(let period) = reading { return period } else { return nil }
        }
        return periods.isEmpty ? .nothing : .unclear(.init(.alternatives, candidates: periods))
    }

    // MARK: Ranges

    private func range(_ words: String) -> Reading {
        let text = words.hasPrefix("between ") ? String(words.dropFirst(8)) : words
        var separators = [" to ", " until ", " through ", " - ", " -", "- ", "-", "/"]
        if text != words { separators = [" and "] + separators }
        for separator in separators {
            guard let middle = text.firstRange(of: separator) else { continue }
            let left = String(text[..<middle.lowerBound])
            let right = String(text[middle.upperBound...])
            let reading = range(from: left, to: right)
            if case .nothing = reading { continue }
            return reading
        }
        return .nothing
    }

    private func range(from left: String, to right: String) -> Reading {
        guard !left.isEmpty, !right.isEmpty else { return .nothing }
        // `October - December 2026`: the year stands once. `Q3-4`: so does the letter.
        let end = bounded(
            left.hasPrefix("q") && right.first?.isNumber == true ? "q" + right : right,
            depth: Self.partsDepth
        )
        var start = bounded(left, depth: Self.partsDepth)
        if case .unclear(let unclear) = start, unclear.reason == .noYear,
            let year = right.split(separator: " ").last, YearWord(year) != nil
        {
            start = bounded(left + " " + year, depth: Self.partsDepth)
        }
        switch (start, end) {
        case (.period(let first), .period(let last)):
            guard first.first <= last.last else { return .unclear(.init(.backwards)) }
            let isMonthPair = first.precision == last.precision && first == last
            return .period(
                isMonthPair ? first : .init(first: first.first, last: last.last, precision: .span, bound: .within)
            )
        case (.nothing, _), (_, .nothing): return .nothing
        case (.unclear(let unclear), _), (_, .unclear(let unclear)):
            return .unclear(.init(unclear.reason))
        }
    }
}
