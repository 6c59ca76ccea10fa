import Assessment
import Decisions
import EstateFiles
import EstateModel
import Notices
import Planning
import Risk

/// Gathers what notices are made from: the decisions, the register and the estate's files.
struct NoticeSources {
    let loaded: LoadedAssessment

    init(_ loaded: LoadedAssessment) {
        self.loaded = loaded
    }

    func question(asOf day: CalendarDay) async throws -> NoticeQuestion {
        let workspace = loaded.workspace
        let book = try await DecisionLedger(store: loaded.store).book(.standing)
        var question = NoticeQuestion(asOf: day, book: book, roles: workspace.roles)
        question.ladder = workspace.policies.planning.escalation
        question.days = workspace.estate.notices.days
        question.evidenceMaximumAgeDays = workspace.policies.risk.scoring.evidenceMaxAgeDays
        let outlines = try await DecisionLedger(store: loaded.store).outlines()
        question.riskLabels = Dictionary(outlines.map { ($0.id, $0.label) }) { first, _ in first }
        question.treatments = treatments(outlines)
        let owners = try await DecisionWork(workspace, store: loaded.store).assets().mapValues(\.organisations)
        question.organisations = owners
        let register = loaded.assessment.register
        question.supportEndings = register.approaching.compactMap { row in
            Self.ending(row, reference: loaded.references[row.key], asOf: register.asOf)
        }
        for plan in book.plans.records where plan.state == .proposed {
            let authority = SpendAuthority(
                workspace,
                plan.content.cost,
                owners: Set(plan.content.assets.flatMap { owners[$0] ?? [] }),
                beside: book.plans.committedPounds(beside: plan)
            )
            question.planApprovers[plan.reference.description] = authority.postsToAsk
        }
        question.contracts = contracts
        question.unmanaged = register.risks.filter { $0.isUnmanaged && $0.exception == .none }.compactMap {
            row in
            loaded.references[row.key].map { UnmanagedRisk(row, reference: $0) }
        }
        question.affected = Self.affected(
            book.exceptions.values,
            rows: register.risks + register.approaching + register.unknowns + register.deviations
        )
        return question
    }

    private func treatments(_ outlines: [RiskOutline]) -> [ReviewedTreatment] {
        let owners = Dictionary(
            loaded.assessment.register.risks.compactMap { row in
                loaded.references[row.key].map { ($0, row.owners) }
            }
        ) { first, _ in first }
        return outlines.compactMap { risk in
            guard risk.isOpen, let choice = risk.treatment, let review = risk.reviewOn else { return nil }
            return ReviewedTreatment(
                reference: risk.id,
                label: risk.label,
                organisation: RiskKey(risk.key)?.organisation,
                choice: choice,
                reviewOn: review,
                owners: owners[risk.id] ?? []
            )
        }
    }

    /// By exception, the assets of its scope that are in a row about its product's release, whatever that row is
    /// called.
    static func affected(
        _ exceptions: some Sequence<ExceptionRecord>,
        rows: [RegisterRow]
    ) -> [String: Set<Int64>] {
        let byProduct = Dictionary(grouping: rows) { [$0.key.product, $0.key.release] }
        return exceptions.reduce(into: [:]) { affected, record in
            let scope = record.request.scope
            let found = byProduct[[scope.product, scope.release]] ?? []
            affected[record.id] = Set(found.flatMap { $0.assets.map(\.id) }).intersection(scope.assets)
        }
    }

    /// What ends, and whether that is paid cover; nil for what has no end, or no fixes already.
    static func ending(_ row: RegisterRow, reference: String?, asOf today: CalendarDay) -> EndingSupport? {
        guard let verdict = row.verdict, let day = SupportClock(verdict).coverEnd(on: today) else { return nil }
        return EndingSupport(
            reference: reference ?? row.label,
            product: row.key.product,
            release: row.key.release,
            label: row.label,
            organisation: row.key.organisation,
            owners: row.owners,
            assetCount: row.assets.count,
            day: day,
            isPaidCover: verdict.status == .extendedPaid
        )
    }

    /// What another contract carries on does not end.
    private var contracts: [EndingContract] {
        let all = loaded.workspace.estate.contracts
        let carriedOn = Set(all.compactMap(\.follows))
        return all.filter { !carriedOn.contains($0.id) }.map { contract in
            EndingContract(
                id: contract.id,
                kind: contract.kind.rawValue,
                about: contract.about,
                reference: contract.reference,
                organisations: contract.organisations,
                ends: contract.ends,
                noticeDays: contract.noticeDays ?? loaded.workspace.policies.risk.plan.contractNoticeDays
            )
        }
    }
}

extension UnmanagedRisk {
    fileprivate init(_ row: RegisterRow, reference: String) {
        self.init(
            reference: reference,
            label: row.label,
            organisation: row.key.organisation,
            owners: row.owners,
            assetCount: row.assets.count,
            firstSeen: row.firstDetected,
            plan: row.decision.plan?.reference
        )
        exceptions = row.decision.exceptions
        uncovered = row.decision.uncovered.sorted()
    }
}
