import Assessment
import Decisions
import EstateFiles
import EstateModel
import Planning
import RegisterExchange
import Reporting
import Risk

extension ExportBuilder {
    /// A row of the register with every field that is known.
    func exported(_ risk: RegisterRow) -> RegisterTableRow {
        let reference = model.reference(of: risk)
        var row = RegisterTableRow(reference: reference, title: risk.title)
        row.subject = subject(risk)
        row.support = support(risk)
        row.inherent = RegisterTableRow.Score(risk.score.inherent)
        row.residual = RegisterTableRow.Score(risk.score.residual)
        row.target = risk.score.target.map(RegisterTableRow.Score.init) ?? RegisterTableRow.Score()
        row.treatment = treatment(risk, reference)
        row.plan = plan(risk)
        row.history = history(risk, reference)
        guard isWithholding else { return row }
        return row.withheld(family: family(risk), title: "\(family(risk)): \(Self.standing(risk.kind))")
    }

    /// `Windows Server` of Windows Server 2012 R2.
    func family(_ risk: RegisterRow) -> String {
        if let name = risk.verdict?.productName { return name }
        let product = risk.key.product
        return String(product[(product.lastIndex(of: ":").map(product.index(after:)) ?? product.startIndex)...])
    }

    static func standing(_ kind: RegisterRow.Kind) -> String {
        switch kind {
        case .unsupported: "no security fixes any more"
        case .unpatched: "security fixes are not installed"
        case .overAge: "hardware over its life span"
        case .approaching: "security fixes end soon"
        case .unknown: "nobody knows whether fixes come"
        case .deviation: "older than the council's policy allows"
        }
    }

    private func subject(_ risk: RegisterRow) -> RegisterTableRow.Subject {
        var subject = RegisterTableRow.Subject()
        subject.organisations = [risk.key.organisation].compactMap(\.self) + risk.sharedWith
        subject.service = risk.service?.name
        subject.product = risk.label
        subject.assets = risk.assets.map(\.name)
        subject.assetCount = risk.assets.count
        subject.scopes = risk.scopes.map(\.rawValue)
        subject.isInternetFacing = risk.internetFacing
        let words = [
            "public", "internal", "personal", "special category, financial or card data", "safeguarding in bulk",
        ]
        let ids = Set(risk.assets.map(\.id))
        let ratings = loaded.assessment.hosts.filter { ids.contains($0.context.id) }.compactMap(\.context.ratings.data)
        subject.dataCategory = ratings.max().flatMap { (1...5).contains($0) ? words[$0 - 1] : nil }
        return subject
    }

    private func support(_ risk: RegisterRow) -> RegisterTableRow.Support {
        var support = RegisterTableRow.Support()
        support.status = risk.verdict?.status.rawValue
        support.end = risk.verdict.flatMap { lastFixes($0) }.map { PlanDate($0) }
        support.lacksFixes = risk.kind == .unknown ? nil : risk.lacksFixes
        if risk.kind == .unpatched { support.missingFixSince = oldestMissing(risk).map { PlanDate($0) } }
        support.rule = risk.rules.isEmpty ? nil : risk.rules.joined(separator: ", ")
        support.source = risk.sources.first.flatMap { $0.url ?? $0.reference }
        return support
    }

    /// The last day of fixes, paid cover included while it holds.
    func lastFixes(_ verdict: Verdict) -> CalendarDay? {
        SupportClock(verdict).coverEnd(on: asOf) ?? verdict.securityEnd ?? verdict.supportEnd
    }

    private func oldestMissing(_ risk: RegisterRow) -> CalendarDay? {
        let stale = loaded.workspace.policies.risk.scoring.patchDays[0]
        let ids = Set(risk.assets.map(\.id))
        return loaded.assessment.hosts.filter { ids.contains($0.context.id) }.compactMap { host in
            guard case .missing(let fixes) = PatchState(host.context.updates, asOf: asOf, staleAfterDays: stale) else {
                return nil
            }
            return fixes.oldest
        }.min()
    }

    private func treatment(_ risk: RegisterRow, _ reference: String) -> RegisterTableRow.Treatment {
        var treatment = decided(reference, counting(risk), for: risk.key.organisation)
        let controls = standingControls(risk)
        treatment.controls = controls.map { control in
            "\(control.about)\(control.lastCheck.map { " (\($0.on.longDescription))" } ?? "")"
        }
        let segregates: Set<Control.Kind> = [.noInternetRoute, .segmented, .airGapped]
        let segregating = controls.filter { segregates.contains($0.kind) }
        // One host that is not kept apart is enough for the risk to be there.
        if Set(risk.assets.map(\.id)).isSubset(of: segregating.flatMap(\.assets)) {
            treatment.segregatedBy = segregating.map(\.about).joined(separator: "; ")
        }
        treatment.actionOwner = record(of: risk).map { title($0.content.owner) } ?? risk.owners.first.map(title)
        treatment.decisionRoute = risk.kind.isRisk ? risk.route.summary : nil
        return treatment
    }

    /// The exception by which the risk stands as it does; of those that do not count, the last.
    private func counting(_ risk: RegisterRow) -> ExceptionRecord? {
        let reference: String? =
            switch risk.exception {
            case .live(let reference, _), .suspended(let reference, _), .expired(let reference, _): reference
            case .none: risk.decision.exceptions.last
            }
        return reference.flatMap { book.exceptions[$0] }
    }

    /// What was decided about a risk: under its exception, or else how it is treated.
    func decided(
        _ reference: String,
        _ exception: ExceptionRecord?,
        for organisation: String?
    ) -> RegisterTableRow.Treatment {
        var treatment = RegisterTableRow.Treatment()
        let choice = book.risks[reference]?.treatment
        treatment.kind = choice?.choice.rawValue
        treatment.riskOwner = model.organisations.first { $0.id == organisation }?.siroPost
        if let exception {
            treatment.exception = exception.id
            treatment.exceptionExpires = PlanDate(exception.lastDay)
        }
        if let decision = exception?.decisions.last(where: { $0.organisation == organisation }) {
            treatment.decision = decision.verdict == .approve ? "exception approved" : "exception rejected"
            treatment.decidedBy = decision.by?.title
            treatment.decidedOn = decision.on.map { PlanDate($0) }
        } else if let choice {
            let overdue = choice.reviewOverdue(asOf: asOf).map { "; review overdue since \($0.longDescription)" } ?? ""
            treatment.decision = "to \(choice.choice.rawValue)\(overdue)"
            treatment.decidedBy = choice.by?.title
            treatment.decidedOn = choice.on.map { PlanDate($0) }
        }
        return treatment
    }

    private func standingControls(_ risk: RegisterRow) -> [ControlRecord] {
        let age = loaded.workspace.policies.risk.scoring.evidenceMaxAgeDays
        let ids = Set(risk.assets.map(\.id))
        return book.controls.values.sorted { $0.id < $1.id }.filter { control in
            guard case .holds = control.standing(asOf: asOf, maximumAgeDays: age) else { return false }
            return !ids.isDisjoint(with: control.assets)
        }
    }

    private func record(of risk: RegisterRow) -> PlanRecord? {
        risk.decision.plan.flatMap { PlanReference($0.reference) }.flatMap { book.plans[$0] }
    }

    private func plan(_ risk: RegisterRow) -> RegisterTableRow.Plan {
        if let record = record(of: risk) { return plan(record, risk: risk, for: risk.key.organisation) }
        var plan = RegisterTableRow.Plan()
        plan.byWhen = risk.byWhen.map { PlanDate($0.value) }
        return plan
    }

    /// - Parameters:
    ///   - risk: one that it ends; nil when the register has none of them any more.
    ///   - organisation: whose share of the costs is meant; nil for all of them.
    func plan(_ record: PlanRecord, risk: RegisterRow?, for organisation: String?) -> RegisterTableRow.Plan {
        var plan = RegisterTableRow.Plan()
        plan.reference = record.reference.description
        plan.action = ExportedPlanRow(self, record, risk: risk).action
        if let next = record.content.milestones.first(where: { !$0.isDone }) {
            plan.milestone = "\(next.code.rawValue) \(isWithholding ? next.code.title : next.title)"
        }
        plan.baselineByWhen = record.baselineByWhen.map { PlanDate($0) }
        plan.byWhen = PlanDate(book.latestDay(of: record, asOf: asOf))
        plan.rag = book.standing(of: record, asOf: asOf)?.rating.rawValue
        plan.percentComplete = record.percentComplete
        let evidence = record.content.milestones.flatMap(\.evidence)
        plan.evidence = evidence.isEmpty ? nil : evidence.joined(separator: "; ")
        if let approval = record.approvals.last {
            plan.approvedBy = approval.decision.approver
            plan.approvedOn = PlanDate(approval.at.londonDay)
        }
        guard let whole = record.content.cost else { return plan }
        let policy = loaded.workspace.policies.risk.approval
        plan.approvalRoute =
            SpendRoute(
                whole,
                owners: owners(of: record),
                beside: book.plans.committedPounds(beside: record),
                policy: policy
            ).label
        let cost = whole.share(of: organisation)
        if let others = costs.counted(insteadOf: record.reference) {
            plan.costCountedIn = others.map(\.description).joined(separator: "; ")
        } else {
            plan.oneOffPounds = Self.pounds(cost.oneOffPence)
            plan.recurringPounds = Self.pounds(cost.recurringPencePerYear)
        }
        plan.costKind = cost.spend.rawValue
        plan.financialYear = cost.financialYear.description
        plan.funded = cost.funding.rawValue
        return plan
    }

    /// Whole pounds, a part of one counted as one.
    private static func pounds(_ pence: Int) -> Int { pence / 100 + (pence % 100 > 0 ? 1 : 0) }

    private func history(_ risk: RegisterRow, _ reference: String) -> RegisterTableRow.History {
        var history = RegisterTableRow.History()
        history.status = status(risk)
        history.opened = PlanDate(risk.firstDetected)
        history.firstSeen = risk.firstSeen.map { PlanDate($0) }
        history.lastSeen = risk.lastSeen.map { PlanDate($0) }
        guard let known = book.risks[reference] else { return history }
        history.reviewOn = known.treatment?.reviewOn.map { PlanDate($0) }
        history.foundBy = "scan \(known.firstSeen.scan)"
        history.change = isWithholding ? nil : known.change(since: nil, asOf: asOf).flatMap(Self.told)
        history.wasOpenAtLastSubmission = wasSubmitted(known, by: risk.key.organisation)
        return history
    }

    /// Nil while it is as it was first seen.
    private static func told(_ change: RiskChange) -> String? {
        change.kind == .back || change.kind == .scored ? change.sentence : nil
    }

    private func status(_ risk: RegisterRow) -> String {
        switch (risk.kind, risk.exception) {
        case (.approaching, _): "approaching"
        case (.unknown, _): "not known"
        case _ where risk.isUnmanaged: "unmanaged"
        case (_, .live): "under exception"
        case (_, .suspended): "exception suspended"
        case (_, .expired), (_, .none): "open"
        }
    }

    /// Whether it was open when the organisation last handed in its PSN submission; nil when nobody said when that was.
    func wasSubmitted(_ risk: RiskRecord, by organisation: String?) -> Bool? {
        let own = loaded.workspace.estate.organisations.first { $0.id == organisation }
        return own?.lastSubmission(asOf: asOf).map(risk.wasOpen(on:))
    }
}
