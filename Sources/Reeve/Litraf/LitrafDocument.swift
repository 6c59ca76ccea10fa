import EstateModel
import Risk

/// A service's score for programs, after docs/schema/litraf.json.
struct LitrafDocument: Encodable {
    struct Range: Encodable {
        /// `117/7`: exact, for programs that compare.
        var low: String
        var high: String
        /// `16.71`, or `9.21 to 16.71`.
        var text: String

        init(_ range: LitrafScore.Range) {
            low = "\(range.low.numerator)/\(range.low.denominator)"
            high = "\(range.high.numerator)/\(range.high.denominator)"
            text = range.text
        }
    }

    struct Criterion: Encodable {
        var criterion: LitrafCriterion
        var title: String
        var low: Int
        var high: Int
        var origin: LitrafEntry.Origin
        var reasons: [String]
    }

    var asOf: CalendarDay
    /// Nil for the assets that serve no service.
    var service: String?
    var name: String
    var isComplete: Bool
    var isLegacy: LitrafScore.Certainty
    var isRedRated: LitrafScore.Certainty
    var likelihood: Range
    var impact: Range
    var overall: Range
    var criteria: [Criterion]
    var dependents: [String]

    init(_ service: LitrafScores.Service, asOf: CalendarDay) {
        let score = service.score
        self.asOf = asOf
        self.service = service.id
        name = service.name
        isComplete = score.isComplete
        isLegacy = score.isLegacy
        isRedRated = score.isRedRated
        likelihood = Range(score.likelihood)
        impact = Range(score.impact)
        overall = Range(score.overall)
        criteria = score.entries.map { entry in
            Criterion(
                criterion: entry.criterion,
                title: entry.criterion.title,
                low: entry.bounds.lowerBound,
                high: entry.bounds.upperBound,
                origin: entry.origin,
                reasons: entry.reasons
            )
        }
        dependents = service.dependents
    }
}

/// One criterion or total of one service, for spreadsheets.
struct LitrafLine: Encodable {
    var service: String
    var line: String
    var title: String
    var low: String
    var high: String
    var origin: String
    var because: String

    static func lines(_ service: LitrafScores.Service) -> [LitrafLine] {
        let score = service.score
        let name = service.id ?? ""
        let totals: [(String, String, LitrafScore.Range, String)] = [
            ("L", "Likelihood", score.likelihood, "Legacy: \(LitrafText.word(score.isLegacy))"),
            ("C", "Impact", score.impact, ""),
            ("LxC", "Overall", score.overall, "Red-rated: \(LitrafText.word(score.isRedRated))"),
        ]
        return score.entries.map { entry in
            LitrafLine(
                service: name,
                line: entry.criterion.rawValue,
                title: entry.criterion.title,
                low: String(entry.bounds.lowerBound),
                high: String(entry.bounds.upperBound),
                origin: entry.origin.rawValue,
                because: entry.reasons.joined(separator: " ")
            )
        }
            + totals.map { line, title, range, because in
                LitrafLine(
                    service: name,
                    line: line,
                    title: title,
                    low: range.low.text,
                    high: range.high.text,
                    origin: score.isComplete ? "complete" : "incomplete",
                    because: because
                )
            }
    }

    static var columns: [Listing<LitrafLine>.Column] {
        [
            .init("Service") { $0.service },
            .init("Criterion") { $0.line },
            .init("What") { $0.title },
            .init("Lowest", isNumber: true) { $0.low },
            .init("Highest", isNumber: true) { $0.high },
            .init("From") { $0.origin },
            .init("Because") { $0.because },
        ]
    }
}
