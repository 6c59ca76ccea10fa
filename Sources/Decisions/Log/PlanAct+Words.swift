import EstateModel
import Planning

extension PlanAct {
    /// What happened, after `Plan P-0001`: `approved by ICT manager, Architecture Group item 4`.
    var words: String {
        switch self {
        case .beginMilestone, .finishMilestone, .forecast, .assign, .baselineAgain: milestoneWords
        case .draft(_, let content): "drafted: \(shown(content.title))"
        case .revise: "written anew"
        case .propose: "proposed"
        case .sendBack: "sent back to its author"
        case .approve(_, let decision): "approved by \(shown(decision.approver)), \(shown(decision.reference))"
        case .start: "started"
        case .block: "blocked"
        case .resume: "no longer blocked"
        case .tighten(_, let deadline): "due earlier: by \(deadline.value.longDescription)"
        case .extendScope(_, let assets, _): "extended to \(assets.count) more asset\(assets.count == 1 ? "" : "s")"
        case .confirmSupplier: "confirmed by the supplier"
        case .changeCost: "given another cost"
        case .changeFollowOn(_, let followOn): "followed by \(followOn)"
        case .claimDone: "claimed to be done"
        case .refuteClaim(_, let scan, _): "not done: scan \(scan) still sees the product"
        case .verify(_, let proof): "done, proven by scan \(proof.scan)"
        case .cancel: "cancelled"
        }
    }

    private var milestoneWords: String {
        switch self {
        case .beginMilestone(_, let milestone, _): "milestone \(milestone.rawValue) begun"
        case .finishMilestone(_, let milestone, let day, _):
            "milestone \(milestone.rawValue) done on \(day.longDescription)"
        case .forecast(_, let milestone, let day, _):
            "milestone \(milestone.rawValue) now expected on \(day.longDescription)"
        case .assign(_, let milestone, let owner): "milestone \(milestone.rawValue) given to \(shown(owner))"
        case .baselineAgain(_, let change):
            "given new days, agreed by \(shown(change.approver)): "
                + change.days.map { "\($0.milestone.rawValue) \($0.day.longDescription)" }.joined(separator: ", ")
        default: ""
        }
    }
}

private func shown(_ text: String) -> String { visible(text, limit: 120) }
