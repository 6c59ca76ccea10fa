import EstateModel
import Risk

/// The scores for a terminal: what each service comes to, and what each criterion rests on.
struct LitrafText {
    let asOf: CalendarDay
    let width: Int?

    /// One line for each service.
    func overview(_ services: [LitrafScores.Service]) -> String {
        guard !services.isEmpty else { return "" }
        var table = TextTable([
            TextTable.Column("Service", isNumber: false, canShrink: false),
            TextTable.Column("Name", isNumber: false, canShrink: true),
            TextTable.Column("Overall", isNumber: true, canShrink: false),
            TextTable.Column("Red-rated", isNumber: false, canShrink: false),
            TextTable.Column("Legacy", isNumber: false, canShrink: false),
            TextTable.Column("Open", isNumber: false, canShrink: true),
        ])
        for service in services {
            let score = service.score
            table.append([
                service.id ?? "—", service.name, score.overall.text, Self.shortWord(score.isRedRated),
                Self.shortWord(score.isLegacy), score.open.map(\.rawValue).joined(separator: ", "),
            ])
        }
        let hint = """
            Of 30; red-rated from 16. Open criteria make a range: the council answers them under 'litraf' of the service \
            in services.yaml. `reeve litraf --service ID` says what each criterion rests on.

            """
        return table.text(width: width) + "\n" + wrappedForTerminal(hint, width: width)
    }

    /// Every criterion of a service.
    func detail(_ service: LitrafScores.Service) -> String {
        let score = service.score
        let id = service.id.map { " (\($0))" } ?? ""
        var text = "\(visible(service.name, limit: 200))\(id), as of \(asOf.longDescription)\n\n"
        text += "  Overall     \(score.overall.text) of 30, red-rated from 16: \(Self.word(score.isRedRated))\n"
        text += "  Likelihood  \(score.likelihood.text) of 6\n"
        text += "  Impact      \(score.impact.text) of 5\n"
        text += "  Legacy      \(Self.word(score.isLegacy))\n"
        if !score.isComplete {
            text += "  Open        \(score.open.map(\.rawValue).joined(separator: ", "))\n"
        }
        if !service.dependents.isEmpty {
            let names = service.dependents.map { visible($0, limit: 80) }.joined(separator: ", ")
            text += "  For C6      needed by \(names)\n"
        }
        return wrappedForTerminal(text + "\n", width: width) + table(score)
    }

    private func table(_ score: LitrafScore) -> String {
        var table = TextTable([
            TextTable.Column("Criterion", isNumber: false, canShrink: false),
            TextTable.Column("What", isNumber: false, canShrink: true),
            TextTable.Column("Value", isNumber: false, canShrink: false),
            TextTable.Column("From", isNumber: false, canShrink: false),
            TextTable.Column("Because", isNumber: false, canShrink: true),
        ])
        for entry in score.entries {
            table.append([
                entry.criterion.rawValue, entry.criterion.title, Self.value(entry), entry.origin.rawValue,
                entry.reasons.joined(separator: " "),
            ])
        }
        return table.text(width: width)
    }

    private static func value(_ entry: LitrafEntry) -> String {
        entry.value.map { String($0) } ?? "\(entry.bounds.lowerBound) to \(entry.bounds.upperBound)"
    }

    private static func shortWord(_ certainty: LitrafScore.Certainty) -> String {
        switch certainty {
        case .certainly: "yes"
        case .possibly: "possibly"
        case .not: "no"
        }
    }

    static func word(_ certainty: LitrafScore.Certainty) -> String {
        switch certainty {
        case .certainly: "yes"
        case .possibly: "possibly, while criteria are open"
        case .not: "no"
        }
    }
}
