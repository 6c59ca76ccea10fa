extension PlanDate {
    /// Reads the words of a By When.
    package init(reading text: String, context: PlanDateContext = PlanDateContext()) {
        let text = withoutBlanksAtEnds(text)
        self.init(text: text, meaning: PlanDateReader(context: context).meaning(of: text))
    }
}

/// Reads what plans write instead of days.
///
/// `End of July`, `Q1`, `2013/14?`, `Mar-13`, `December 2013`, `Q4 onwards`, `October if costs are to be incurred`.
struct PlanDateReader {
    let context: PlanDateContext

    /// Scalars; what is longer is a story and no date.
    static let longestText = 200

    func meaning(of text: String) -> PlanDate.Meaning {
        guard text.unicodeScalars.count <= Self.longestText else { return .unclear(.init(.notADate)) }
        let words = Self.normalised(text)
        if words.isEmpty || Self.wordsForNothing.contains(words) { return .none }
        if words.contains("?") {
            let rest = Self.normalised(words.filter { $0 != "?" })
            return .unclear(.init(.doubted, candidates: candidates(in: rest)))
        }
        if let word = Self.standing(words) { return word }
        if let phrase = Self.phrasesToBeConfirmed.first(where: { Self.contains(words, $0) }) {
            let rest = Self.normalised(words.split(separator: phrase).joined(separator: " "))
            return .unclear(.init(.toBeConfirmed, candidates: candidates(in: rest)))
        }
        switch bounded(words) {
        case .period(let period): return .period(period)
        case .unclear(let unclear): return .unclear(unclear)
        case .nothing: return .unclear(.init(reason(for: words), candidates: candidates(in: words)))
        }
    }

    enum Reading {
        case period(PlanDate.Period)
        case unclear(PlanDate.Unclear)
        case nothing

        init(_ period: PlanDate.Period?) {
            self = period.map { .period($0) } ?? .nothing
        }

        /// The same with the period changed; what is unclear keeps its reason.
        func map(_ change: (PlanDate.Period) -> PlanDate.Period) -> Reading {
            switch self {
            case .period(let period): .period(change(period))
            case .unclear(let unclear):
                .unclear(.init(unclear.reason, candidates: unclear.candidates.map(change)))
            case .nothing: .nothing
            }
        }

        /// What could be meant, for a reason that comes on top.
        func unclear(because reason: PlanDate.Reason) -> Reading {
            switch self {
            case .period(let period): .unclear(.init(reason, candidates: [period]))
            case .unclear, .nothing: self
            }
        }
    }

    // MARK: Words

    private static let wordsForNothing: Set<String> = ["-", "--", "n/a", "na", "none", "nil", "not applicable", "."]
    private static let phrasesToBeConfirmed = [
        "to be confirmed", "to be agreed", "to be determined", "to be decided", "to be advised", "to be arranged",
        "not yet known", "not known", "unknown", "tbc", "tba", "tbd",
    ]

    /// Small letters, plain dashes, single blanks, no full stop at the end.
    static func normalised(_ text: String) -> String {
        var result = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "\u{2010}"..."\u{2015}", "\u{2212}": result += "-"
            case "\u{2018}", "\u{2019}": result += "'"
            case "\u{A0}", "\u{202F}", "\t", "\n", "\r": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        let words = result.split(separator: " ").joined(separator: " ")
        return words.hasSuffix(".") && words.utf8.count > 1 ? String(words.dropLast()) : words
    }

    /// A phrase as whole words.
    static func contains(_ words: String, _ phrase: String) -> Bool {
        let isPart = { (character: Character?) in character.map { $0.isLetter || $0.isNumber } ?? false }
        for range in words.ranges(of: phrase) {
            let before = range.lowerBound > words.startIndex ? words[words.index(before: range.lowerBound)] : nil
            let after = range.upperBound < words.endIndex ? words[range.upperBound] : nil
            if !isPart(before), !isPart(after) { return true }
        }
        return false
    }

    private static func standing(_ words: String) -> PlanDate.Meaning? {
        switch words {
        case "ongoing", "on-going", "on going", "continuous", "continuously", "continual", "continuing", "rolling",
            "business as usual", "bau", "permanent", "always":
            .ongoing
        case "annual", "annually", "yearly", "every year", "each year", "once a year": .recurring(.yearly)
        case "half-yearly", "half yearly", "six-monthly", "six monthly", "6 monthly", "6-monthly", "twice a year",
            "every six months", "every 6 months":
            .recurring(.halfYearly)
        case "quarterly", "every quarter", "each quarter", "every three months", "every 3 months":
            .recurring(.quarterly)
        case "monthly", "every month", "each month": .recurring(.monthly)
        case "weekly", "every week", "each week": .recurring(.weekly)
        // Twice a year for some, every second year for others.
        case "biannual", "bi-annual", "biannually", "bi-annually", "biennial", "bimonthly", "bi-monthly":
            .unclear(.init(.ambiguous))
        default: nil
        }
    }

    private func reason(for words: String) -> PlanDate.Reason {
        let conditions = [
            "if", "when", "once", "subject to", "dependent", "depends", "depending", "following", "pending", "unless",
            "provided", "on completion", "upon", "after", "until the end of", "as required", "as needed",
        ]
        if conditions.contains(where: { Self.contains(words, $0) }) { return .conditional }
        let relations = [
            "next", "this", "last", "within", "asap", "immediate", "immediately", "now", "soon", "days", "weeks",
            "months", "years", "month", "week", "short term", "medium term", "long term", "as soon as possible",
        ]
        return relations.contains { Self.contains(words, $0) } ? .relative : .notADate
    }

    /// The periods that a text names among other words, the longest readings first; at most ten.
    private func candidates(in words: String) -> [PlanDate.Period] {
        let remarks: Set<String> = ["although", "but", "however", "unless", "if", "when", "once"]
        let tokens = words.split(whereSeparator: { " ,;()".contains($0) }).map(String.init)
            .prefix { !remarks.contains($0) }.prefix(24)
        var found: [PlanDate.Period] = []
        var start = 0
        while start < tokens.count, found.count < 10 {
            guard Self.isAnchor(tokens[start]) else {
                start += 1
                continue
            }
            var length = min(6, tokens.count - start)
            while length > 0 {
                let window = tokens[start..<(start + length)]
                if window.last.map(Self.isAnchor) == true,
                    case .period(let period) = bounded(window.joined(separator: " "))
                {
                    if !found.contains(period) { found.append(period) }
                    break
                }
                length -= 1
            }
            start += max(length, 1)
        }
        return found
    }

    /// Whether a period can begin or end with the word: a number, a quarter, a year, a month, a season, a weekday.
    static func isAnchor(_ word: some StringProtocol) -> Bool {
        if word.utf8.contains(where: { (0x30...0x39).contains($0) }) { return true }
        return MonthName.number(word) != nil || MonthName.season(word) != nil || MonthName.weekday(word) != nil
    }
}

/// Without blanks, line breaks and no-break spaces at both ends.
func withoutBlanksAtEnds(_ text: some StringProtocol) -> String {
    var scalars = text.unicodeScalars[...]
    let isBlank = { (scalar: Unicode.Scalar) in " \t\n\r\u{A0}\u{FEFF}\u{C}".unicodeScalars.contains(scalar) }
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
}
