import EstateModel
import Risk

/// One register row with every step of its score and every day that was weighed.
struct RiskText {
    private let row: RegisterRow
    private let reference: String

    init(_ row: RegisterRow, reference: String) {
        self.row = row
        self.reference = reference
    }

    var text: String {
        var text = "\(reference) \(row.label) (\(row.kind.rawValue))\n\(row.title)\n\n"
        text += "  The vendor   \(row.vendorStanding)\n"
        if let council = row.councilStanding { text += "  The council  \(council)\n" }
        text += "  Inherent     \(row.score.inherent.summary)\n"
        text += factors(row.score.inherent)
        text += "  Residual     \(row.score.residual.summary)\n"
        text += factors(row.score.residual)
        if let byWhen = row.byWhen {
            text += "  By when      \(byWhen.value): \(byWhen.explanation)\n"
            for candidate in byWhen.candidates {
                text += "    \(candidate.day) \(candidate.rule.rawValue): \(candidate.explanation)\n"
            }
        } else if let problem = row.byWhenProblem {
            text += "  By when      \(problem)\n"
        }
        text += "  Decides      \(row.route.summary)\n"
        for obligation in row.obligations { text += "  Must         \(obligation.text)\n" }
        text +=
            "  Assets       \(row.assets.map { "\($0.name) (\($0.score.residual.points))" }.joined(separator: ", "))\n"
        for source in row.sources {
            text += "  Source       \(source.url ?? source.reference ?? source.id)\n"
        }
        return text
    }

    private func factors(_ state: ScoreState) -> String {
        func lines(_ name: String, _ component: ScoreComponent) -> String {
            let head = "    \(name) \(component.value)\n"
            return head
                + component.factors.map { factor in
                    let value = factor.value > 0 ? "+\(factor.value)" : "\(factor.value)"
                    return "      \(factor.code.rawValue) \(value)  \(factor.explanation)"
                        + "\(factor.assumed ? " (assumed)" : "") [\(factor.evidence.kind.rawValue)]\n"
                }.joined()
        }
        return lines("likelihood", state.likelihood) + lines("impact", state.impact)
    }
}
