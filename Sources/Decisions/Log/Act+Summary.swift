import EstateModel
import Planning
import Risk

extension Act {
    /// The id of the record that it changes: `E-0001`; an asset's is its number.
    package var subject: String {
        switch self {
        case .asset(let act): String(act.asset)
        case .control(let act): act.control
        case .exception(let act): act.exception
        case .plan(let act): act.plan.description
        case .risk(let act): act.risk
        }
    }

    /// What happened to what, for a listing: `Exception E-0001 approved for Darlbrook Borough Council`. One line, safe
    /// to show.
    ///
    /// - Parameter organisations: what they are called, by id: an act knows ids alone. One without a name stands with
    ///   its id.
    package func summary(organisations: [String: String]) -> String {
        switch self {
        case .asset(let act): act.summary
        case .control(let act): "Control \(shown(act.control)) \(act.words)"
        case .exception(let act): "Exception \(shown(act.exception)) \(act.words(organisations))"
        case .plan(let act): "Plan \(shown(act.plan.description)) \(act.words)"
        case .risk(let act): "Risk \(shown(act.risk)) \(act.words)"
        }
    }
}

private func shown(_ text: String) -> String { visible(text, limit: 80) }

private func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

extension AssetAct {
    fileprivate var summary: String {
        switch self {
        case .retire(let asset, let name): "Asset \(asset) (\(shown(name))) taken out of use"
        case .restore(let asset, let scan): "Asset \(asset) back in use: scan \(scan) met it"
        case .merge(let asset, let name, let into, let intoName, _):
            "Asset \(asset) (\(shown(name))) merged into asset \(into) (\(shown(intoName)))"
        case .split(let asset, let merge): "Asset \(asset) on its own again: merge \(merge) undone"
        }
    }
}

extension ControlAct {
    fileprivate var words: String {
        switch self {
        case .record(_, let description, _): "recorded: \(shown(description.about))"
        case .check(_, let check):
            switch check.result {
            case .pass: "checked: it holds"
            case .fail: "checked: it failed"
            case .unknown: "checked: the check could not tell"
            }
        case .retire: "taken out of use"
        }
    }
}

extension ExceptionAct {
    fileprivate func words(_ organisations: [String: String]) -> String {
        switch self {
        case .draft: "drafted"
        case .amend: "changed by its author"
        case .submit: "handed in"
        case .recommend(_, let advice, _): "advised on: \(advice.label)"
        case .requestChanges: "sent back to its author"
        case .decide(_, let decision):
            (decision.verdict == .approve ? "approved for " : "rejected for ")
                + shown(organisations[decision.organisation] ?? decision.organisation)
        case .withdraw: "withdrawn"
        case .suspend(_, let since, _): "suspended since \(since.longDescription)"
        case .resume: "resumed"
        case .expire: "expired"
        case .revoke: "revoked"
        case .supersede(_, let renewal): "replaced by its renewal \(shown(renewal))"
        case .closeRemediated: "closed: what it covered is gone"
        }
    }
}

extension RiskAct {
    fileprivate var words: String {
        switch self {
        case .open(_, _, let label, let assets, let score, _):
            "opened: \(shown(label)) on \(count(assets.count, "asset")), residual score \(score.residual.points)"
        case .score(_, let score, let joined, let left, _):
            "changed: residual score \(score.residual.points)"
                + (joined.isEmpty ? "" : ", \(count(joined.count, "asset")) more")
                + (left.isEmpty ? "" : ", \(count(left.count, "asset")) fewer")
        case .treat(_, let treatment): "decided: \(treatment.choice.rawValue)"
        case .close(_, let proof, _, _, let remaining):
            remaining == nil
                ? "closed: proven gone by scan \(proof.scan)" : "closed: no risk any more by what is known of it now"
        case .reopen(_, let assets, _, _, _): "opened again on \(count(assets.count, "asset"))"
        }
    }
}
