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
        var treatment = RegisterTableRow.Treatment()
        let controls = standingControls(risk)
        treatment.kind = book.risks[reference]?.treatment?.choice.rawValue
        treatment.controls = controls.map { control in
            "\(control.about)\(control.lastCheck.map { " (\($0.on.longDescription))" } ?? "")"
        }
        let segregates: Set<Control.Kind> = [.noInternetRoute, .segmented, .airGapped]
        treatment.segregatedBy = controls.first { segregates.contains($0.kind) }?.about
        treatment.riskOwner = model.organisations.first { $0.id == risk.key.organisation }?.siroPost
        treatment.actionOwner = record(of: risk).map { title($0.content.owner) } ?? risk.owners.first.map(title)
        if let exception = risk.decision.exceptions.compactMap({ book.exceptions[$0] }).first {
            treatment.exception = exception.id
            treatment.exceptionExpires = PlanDate(exception.lastDay)
            let decision = exception.decisions.last { $0.organisation == risk.key.organisation }
            treatment.decision = decision.map { $0.verdict == .approve ? "approved" : "rejected" }
            treatment.decidedBy = decision?.by?.title
            treatment.decidedOn = decision?.on.map { PlanDate($0) }
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
        var plan = RegisterTableRow.Plan()
        plan.byWhen = risk.byWhen.map { PlanDate($0.value) }
        guard let record = record(of: risk) else { return plan }
        plan.reference = record.reference.description
        plan.action = ExportedPlanRow(self, record, risk: risk).action
        if let next = record.content.milestones.first(where: { !$0.isDone }) {
            plan.milestone = "\(next.code.rawValue) \(isWithholding ? next.code.title : next.title)"
        }
        plan.baselineByWhen = record.baselineByWhen.map { PlanDate($0) }
        plan.byWhen = PlanDate(record.currentByWhen)
        plan.rag = record.standing(asOf: asOf)?.rating.rawValue
        plan.percentComplete = record.percentComplete
        let evidence = record.content.milestones.flatMap(\.evidence)
        plan.evidence = evidence.isEmpty ? nil : evidence.joined(separator: "; ")
        if let cost = record.content.cost {
            plan.oneOffPounds = Self.pounds(cost.oneOffPence)
            plan.recurringPounds = Self.pounds(cost.recurringPencePerYear)
            plan.costKind = cost.spend.rawValue
            plan.financialYear = cost.financialYear.description
            plan.funded = cost.funding.rawValue
        }
        return plan
    }

    /// Whole pounds, a part of one counted as one.
    private static func pounds(_ pence: Int) -> Int { pence / 100 + (pence % 100 > 0 ? 1 : 0) }

    private func history(_ risk: RegisterRow, _ reference: String) -> RegisterTableRow.History {
        var history = RegisterTableRow.History()
        history.status =
            switch risk.kind {
            case .approaching: "approaching"
            case .unknown: "not known"
            default: risk.isUnmanaged ? "unmanaged" : risk.exception == .none ? "open" : "under exception"
            }
        history.opened = PlanDate(risk.firstDetected)
        history.firstSeen = risk.firstSeen.map { PlanDate($0) }
        history.lastSeen = risk.lastSeen.map { PlanDate($0) }
        let known = book.risks[reference]
        history.reviewOn = known?.treatment?.reviewOn.map { PlanDate($0) }
        history.foundBy = known.map { "scan \($0.firstSeen.scan)" }
        history.change = isWithholding ? nil : known?.closures.last?.note
        return history
    }
}

extension RegisterTableRow.Score {
    init(_ state: ScoreState) {
        self.init(
            likelihood: state.likelihood.value,
            impact: state.impact.value,
            points: state.points,
            band: state.band.label
        )
    }
}

extension RegisterTableRow {
    /// For committees and the public: no hosts, no versions, no days that tell a version, nothing that somebody wrote in
    /// their own words, and no counts below five.
    func withheld(family: String?, title: String?) -> RegisterTableRow {
        var row = RegisterTableRow(reference: reference, title: title)
        row.subject.organisations = subject.organisations
        row.subject.service = history.recordedIn == nil ? subject.service : nil
        row.subject.product = family
        row.subject.assetCount = subject.assetCount.flatMap { $0 < 5 ? nil : $0 }
        row.subject.scopes = subject.scopes
        row.support.status = support.status
        row.support.lacksFixes = support.lacksFixes
        row.inherent = inherent
        row.residual = residual
        row.target = target
        row.treatment.kind = treatment.kind
        row.treatment.exception = treatment.exception
        row.treatment.exceptionExpires = treatment.exceptionExpires
        if history.recordedIn == nil {
            row.treatment.riskOwner = treatment.riskOwner
            row.treatment.actionOwner = treatment.actionOwner
            row.treatment.decision = treatment.decision
            row.treatment.decidedBy = treatment.decidedBy
            row.treatment.decidedOn = treatment.decidedOn
            row.plan = plan
            row.plan.evidence = nil
            row.history = history
        } else {
            row.plan.byWhen = plan.byWhen
            row.history.recordedIn = "the council's own register"
        }
        row.linkedTo = linkedTo
        return row
    }
}
