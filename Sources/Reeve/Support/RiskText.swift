import EstateModel
import Reporting
import Risk

/// One register row with every step of its score and every day that was weighed.
struct RiskText {
    private let row: RegisterRow
    private let model: ReportModel

    init(_ row: RegisterRow, _ model: ReportModel) {
        self.row = row
        self.model = model
    }

    var text: String {
        var text = "\(model.reference(of: row)) \(row.label): \(row.kind.label.lowercased())\n\n\(row.title)\n\n"
        text += situation + score + plan + basis
        return text
    }

    private func line(_ label: String, _ value: String?) -> String {
        guard let value else { return "" }
        return "  " + label + String(repeating: " ", count: max(2, 16 - label.count)) + value + "\n"
    }

    private var situation: String {
        let assets = row.assets.map { "\($0.name) (residual score \($0.score.residual.points))" }
        return line("Council", model.organisationName(row.key.organisation))
            + line("On", assets.joined(separator: ", "))
            + line("Answers for it", row.owners.isEmpty ? "nobody is named" : row.owners.joined(separator: ", "))
            + line("The vendor", row.vendorStanding)
            + line("The council", row.councilStanding)
            + line("To find out", row.verdict?.action.map { visible($0, limit: 800) })
            + line("First seen", row.firstDetected.longDescription)
            + line("Confidence", row.confidence.rawValue)
    }

    // MARK: Score

    private var score: String {
        let score = row.score
        var text = line("Inherent", "\(score.inherent.summary), before any control") + factors(score.inherent)
        // Without a control that counts the two are the same, step by step.
        if score.residual.factors == score.inherent.factors {
            text += line("Residual", "\(score.residual.summary), the same: no control is proven")
        } else {
            text += line("Residual", "\(score.residual.summary), with the controls that are proven")
            text += factors(score.residual)
        }
        return text + line("Target", score.target.map { "\($0.summary), after the replacement" })
    }

    private func factors(_ state: ScoreState) -> String {
        component(state.likelihood, "likelihood", "the higher of support and fixes, then what is added or taken off")
            + component(state.impact, "impact", "the highest of data, outage and privilege, then what is added")
    }

    private func component(_ component: ScoreComponent, _ name: String, _ rule: String) -> String {
        let decided = component.decidedBy.map { ", decided by \($0)" } ?? ""
        let head = "    \(name) \(component.value) of 5\(decided): \(rule)\n"
        let width = component.factors.map(\.code.label.count).reduce(9, max)
        return head
            + component.factors.map { factor in
                let value = factor.value > 0 ? "+\(factor.value)" : "\(factor.value)"
                let label = factor.code.label
                let padding = String(repeating: " ", count: width + 1 - label.count)
                let points = String(repeating: " ", count: max(0, 2 - value.count)) + value
                return "      \(label)\(padding)\(points)  \(factor.explanation)\(factor.assumed ? " (assumed)" : "")"
                    + " [\(source(factor.evidence))]\n"
            }.joined()
    }

    /// `LIFE os/debian.yaml (endoflife), 22 August 2026`.
    private func source(_ evidence: EvidenceReference) -> String {
        let day = evidence.on.map { ", \($0.longDescription)" } ?? ""
        return "\(evidence.kind.rawValue) \(visible(evidence.reference, limit: 120))\(day)"
    }

    // MARK: Plan

    private var plan: String {
        var text = line("Decision", decision)
        text += line("Not covered", row.uncoveredNames.isEmpty ? nil : row.uncoveredNames.joined(separator: ", "))
        text += line("Decides", row.route.summary)
        text += line("Plan", row.planSummary)
        for reason in row.decision.plan?.reasons ?? [] { text += line("", reason) }
        text += line("Proposed", row.suggestion.text)
        text += line("Contain it by", row.byWhen?.containBy?.longDescription)
        text += line(
            "By when",
            [row.dueDay.map { "\($0.longDescription)." }, row.dueReason].compactMap { $0 }.joined(separator: " ")
        )
        for candidate in row.byWhen?.candidates ?? [] where candidate != row.byWhen?.winner {
            text += line("  also weighed", "\(candidate.day.longDescription). \(candidate.explanation)")
        }
        for obligation in row.obligations { text += line("Must", obligation.text) }
        return text
    }

    private var decision: String {
        switch row.exception {
        case .live(let reference, let until):
            "accepted until \(until.longDescription) (\(visible(reference, limit: 40)))"
        case .suspended(let reference, let since):
            "exception \(visible(reference, limit: 40)) suspended since \(since.longDescription)"
        case .expired(let reference, let day):
            "exception \(visible(reference, limit: 40)) ran out after \(day.longDescription)"
        case .none:
            row.isUnmanaged ? "none yet: the risk is unmanaged" : "none yet"
        }
    }

    private var basis: String {
        row.notes.map { line("Note", $0) }.joined()
            + row.sources.map { source in
                let verified = source.verified.map { ", compared on \($0.longDescription)" } ?? ""
                return line("Source", visible(source.url ?? source.reference ?? source.id, limit: 200) + verified)
            }.joined()
    }
}
