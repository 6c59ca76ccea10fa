import ArgumentParser
import Decisions
import EstateFiles
import EstateModel
import Forecast
import Planning
import Store
import StrictYAML

struct PlanEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a draft: its target, cost, steps, owner and all else, by options or as a file.",
        discussion: """
            `reeve plan export` writes a draft as YAML and --file takes it back. After the approval only the \
            supplier's statement, the plan that follows, further assets, the owners of steps and an earlier by-when \
            can be given here; `plan cost` and `plan rebaseline` change the rest, with a decision.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup(title: "The plan") var changes: ContentOption
    @OptionGroup(title: "The target") var target: TargetOption
    @OptionGroup(title: "The supplier's statement") var supplier: SupplierOption
    @OptionGroup(title: "The cost") var cost: CostOption

    @Option(help: ArgumentHelp("The whole draft as YAML, as `reeve plan export` writes it.", valueName: "file"))
    var file: String?

    @Flag(help: "Take the by-when from today's register, and count the steps of a draft back from it again.")
    var fromRegister = false

    @Flag(
        help: """
            Count the steps of a draft forward from today, whatever the by-when: what then ends later needs an exception.
            """
    )
    var fromToday = false

    func validate() throws {
        guard !isEmpty || file != nil else {
            throw ValidationError("Nothing is to be changed; `--help` lists what can be.")
        }
        guard isEmpty || file == nil else { throw ValidationError("Give --file or other options, not both.") }
    }

    private var isEmpty: Bool {
        !fromToday && changes.isEmpty && !target.isGiven && !supplier.isGiven && !cost.isGiven && !fromRegister
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        let record = try await plans.record(plan.plan)
        let acts: [PlanAct]
        if let file {
            acts = [.revise(plan: plan.plan, content: try await plans.content(of: file, for: record))]
        } else if record.state == .draft {
            acts = [.revise(plan: plan.plan, content: try await content(record, plans))]
        } else {
            acts = try await laterActs(record, plans)
        }
        let assets = Set(record.content.assets).union(acts.flatMap(\.assets))
        let organisations = try await plans.work.organisations(of: assets)
        try await checkApproval(of: record, for: organisations, plans)
        let who = try plans.workspace.actor(actor.by, for: .plan, of: organisations)
        let calendar = plans.calendar
        let changed = try await plans.log(who, actor.reason) { [acts] book in
            try PlanWork.check(book, stillHolds: record)
            for act in acts { try PlanWork.checkDays(of: act, book, by: who, calendar) }
            return acts
        }
        let gaps = changed.gapsBeforeProposal
        let rest =
            changed.state != .draft
            ? "" : gaps.isEmpty ? "; nothing is missing: `reeve plan propose \(plan.plan)`" : missing(gaps.count)
        Terminal.message("\(plan.plan) is changed\(rest).")
    }

    /// An approved plan takes no assets of councils that its approver did not speak for.
    private func checkApproval(of record: PlanRecord, for organisations: Set<String>, _ plans: PlanWork) async throws {
        let before = try await plans.work.organisations(of: record.content.assets)
        let unheard = plans.unheard(record, owners: organisations).subtracting(before)
        guard let approval = record.approvals.last, !unheard.isEmpty else { return }
        let beside = try await plans.book().committedPounds(beside: record)
        let authority = SpendAuthority(plans.workspace, record.content.cost, owners: organisations, beside: beside)
        let councils = unheard.sorted().map(plans.workspace.roles.called).joined(separator: ", ")
        throw Failure(
            "\(record.reference) was approved by \(visible(approval.decision.approver, limit: 80)) without \(councils), "
                + "whose assets these are too; draft another plan for them, which \(authority.description) approves"
        )
    }

    private func missing(_ count: Int) -> String {
        let things = count == 1 ? "1 thing is" : "\(count) things are"
        return "; \(things) missing before it can be proposed: `reeve plan show \(plan.plan)`"
    }

    // MARK: A draft

    private func content(_ record: PlanRecord, _ plans: PlanWork) async throws -> PlanContent {
        var content = record.content.withoutHistory
        try await changes.change(&content, plans)
        if fromRegister { content.deadline = try await plans.registerDeadline(of: record, rules) }
        if fromRegister || fromToday || changes.kind != nil {
            let plan = try plans.drafter.milestones(to: content.deadline, kind: content.kind, fromToday: fromToday)
            content.milestones = plan.milestones(owner: content.owner).map { milestone in
                var milestone = milestone
                if let old = content.milestones.first(where: { $0.code == milestone.code }) {
                    (milestone.owner, milestone.title) = (old.owner, old.title)
                }
                return milestone
            }
        }
        try changes.changeSteps(&content, plans)
        if target.isGiven {
            let pack = target.target == nil ? nil : try plans.workspace.loadRules(rules)
            content.target = try target.target(over: content.target, goLive: content.goLive, pack: pack)
        }
        if !content.kind.needsTarget, changes.kind != nil { content.target = nil }
        if !content.kind.isInterim, changes.kind != nil { content.followOn = nil }
        if let statement = supplier.statement { content.supplier = statement }
        if cost.isGiven { content.cost = try await plans.cost(cost, for: content) }
        return content
    }

    // MARK: After a draft

    private func laterActs(_ record: PlanRecord, _ plans: PlanWork) async throws -> [PlanAct] {
        let reference = record.reference
        let refused =
            changes.onlyForDrafts + (target.isGiven ? ["the target"] : [])
            + (fromToday ? ["the steps' days"] : [])
        guard refused.isEmpty else {
            let advice =
                record.state == .proposed
                ? "`reeve plan send-back \(reference)` makes it a draft again"
                : "its days change by `reeve plan rebaseline`, all else by another plan"
            throw Failure(
                "\(reference) is \(record.state.label); \(refused.joined(separator: ", ")) cannot change: \(advice)"
            )
        }
        if cost.isGiven { throw Failure("\(reference) is \(record.state.label); `reeve plan cost` changes its cost") }
        var acts: [PlanAct] = []
        if let statement = supplier.statement { acts.append(.confirmSupplier(plan: reference, statement: statement)) }
        if let next = changes.followOn { acts.append(.changeFollowOn(plan: reference, followOn: next)) }
        let assets = try await changes.newAssets(plans)
        if !assets.isEmpty { acts.append(.extendScope(plan: reference, assets: assets, reason: actor.reason)) }
        for (code, owner) in try changes.stepOwners(plans) {
            acts.append(.assign(plan: reference, milestone: code, owner: owner))
        }
        if fromRegister {
            acts.append(.tighten(plan: reference, deadline: try await plans.registerDeadline(of: record, rules)))
        }
        return acts
    }
}

extension PlanAct {
    /// Assets that it brings into the scope.
    fileprivate var assets: [Int64] {
        switch self {
        case .revise(_, let content): content.assets
        case .extendScope(_, let assets, _): assets
        default: []
        }
    }
}

extension PlanWork {
    /// The by-when of a plan's risks as the register has it today.
    func registerDeadline(of record: PlanRecord, _ rules: RulesOption) async throws -> PlanDeadline {
        let loaded = try await LoadedAssessment(workspace, rules, asOf: nil)
        return try drafter.deadline(loaded.planSources(record.content.risks))
    }

    func cost(_ option: CostOption, for content: PlanContent) async throws -> PlanCost {
        try option.cost(
            over: content.cost,
            year: FinancialYear(of: content.deadline.value),
            shares: try await shares(of: content.assets),
            organisations: workspace.estate.organisations.map(\.id)
        )
    }

    /// Reads a draft from a file.
    func content(of file: String, for record: PlanRecord) async throws -> PlanContent {
        let bytes: [UInt8]
        do throws(BoundedFile.Fault) {
            bytes = try BoundedFile.read(file, limit: 1 << 20).bytes
        } catch {
            throw Failure("cannot read \(visible(file)): it \(error.message)")
        }
        let text = TextDecoder.text(bytes)
        let assets = try await work.assets().values
        let ids = Dictionary(assets.map { ($0.name, $0.id) }) { first, _ in first }
        let content = try await explainingErrors {
            try PlanFile.read(text, file: file, record: record) { name in
                ids[name] ?? Int64(name).flatMap { id in assets.contains { $0.id == id } ? id : nil }
            }
        }
        for payer in content.cost?.split.organisations ?? [] { try check(organisation: payer) }
        return content
    }

    /// The mean of the shares that organisations have in assets, in whole percent; empty when nobody has any.
    private func shares(of assets: [Int64]) async throws -> [String: Int] {
        let summaries = try await explainingErrors { try await work.store.assets(includingRetired: true) }
        let wanted = Set(assets)
        var sums: [String: Int] = [:]
        for summary in summaries where wanted.contains(summary.id.rawValue) {
            let own = summary.target.organisations
            let service = workspace.estate.services.first { $0.id == summary.target.service }
            for (organisation, percent) in own.isEmpty ? service?.organisations ?? [:] : own {
                sums[organisation, default: 0] += percent
            }
        }
        return wholePercent(sums)
    }
}

/// Weights as whole percent that total 100; what is left after rounding down goes to the largest remainders. An
/// organisation whose part comes to nothing is left out.
func wholePercent(_ weights: [String: Int]) -> [String: Int] {
    let total = weights.values.reduce(0, +)
    guard total > 0 else { return [:] }
    let parts = weights.sorted { $0.key < $1.key }.map { key, weight in
        (key: key, percent: weight * 100 / total, remainder: weight * 100 % total)
    }
    let rest = 100 - parts.reduce(0) { $0 + $1.percent }
    let order = parts.indices.sorted { (parts[$1].remainder, $0) < (parts[$0].remainder, $1) }
    var result = Dictionary(uniqueKeysWithValues: parts.map { ($0.key, $0.percent) })
    for index in order.prefix(rest) { result[parts[index].key, default: 0] += 1 }
    return result.filter { $0.value > 0 }
}
