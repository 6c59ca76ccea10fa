import Decisions
import EstateModel

extension NoticeFinder {
    /// Risks without fixes and without an exception in force, each once; again when an exception that allowed one was
    /// revoked, and when one leaves other assets out. One that ended or is suspended is told as such.
    mutating func findUnmanaged() {
        // The last for each risk.
        var revoked: [String: ExceptionRecord] = [:]
        let all = book.exceptions.values.filter { $0.state == .revoked && $0.approval != nil }
        for record in all.sorted(by: { ($0.closedOn ?? asOf, $0.id) < ($1.closedOn ?? asOf, $1.id) }) {
            for risk in record.request.risks { revoked[risk] = record }
        }
        for risk in question.unmanaged { add(risk, revoked[risk.reference]) }
    }

    private mutating func add(_ risk: UnmanagedRisk, _ revoked: ExceptionRecord?) {
        let organisations = Set([risk.organisation].compactMap(\.self))
        let owners = posts(named: risk.owners, of: organisations)
        let reached = told(owners + recipients.posts(.siro, of: organisations), of: organisations)
        let since = [risk.firstSeen, revoked?.closedOn ?? risk.firstSeen].max() ?? risk.firstSeen
        let why = revoked.map { "\($0.id) allowed it and was revoked on \(since.longDescription)." }
        let assets = counted(risk.assetCount, "asset", "assets")
        let left = risk.uncovered.count
        let beside =
            left == 0
            ? nil
            : "\(risk.exceptions.joined(separator: ", ")) \(risk.exceptions.count == 1 ? "leaves" : "leave") out "
                + "\(left == 1 ? "1 of them" : "\(left) of them")."
        let plan = risk.plan.map { "\($0) is planned, and nobody has accepted the time until it ends." }
        let draft = risk.plan == nil ? "Draft what ends it with `reeve plan draft \(risk.reference)`. " : ""
        keep(
            Notice(
                .riskUnmanaged,
                risk.reference,
                stage: left > 0 ? "uncovered-\(RiskOutline.digest(of: risk.uncovered))" : revoked?.id ?? "first",
                urgency: .overdue,
                dueOn: since,
                for: reached,
                title: "\(risk.reference) is unmanaged: it gets no security fixes, and nobody has accepted that",
                text: [
                    "\(visible(risk.label, limit: 120)) on \(assets) was first seen on \(risk.firstSeen.longDescription).",
                    why, beside, plan ?? "Nothing is planned.",
                ],
                remedy: draft + "What cannot be done at once needs an exception: "
                    + "`reeve exception request --risk \(risk.reference)`."
            )
        )
    }
}
