import ArgumentParser
import EstateModel
import Forecast
import Lifecycle
import Planning
import Store

/// What is written in a draft, apart from its target, supplier and cost.
struct ContentOption: ParsableArguments {
    @Option(help: ArgumentHelp("The plan's title.", valueName: "text"))
    var title: String?

    @Option(help: "What is done about the product; the steps are counted back again.")
    var kind: PlanKind?

    @Option(
        help: ArgumentHelp(
            "The post that answers for the plan, and does the steps that its owner so far did.",
            valueName: "post"
        )
    )
    var owner: String?

    @Option(help: ArgumentHelp("A step's day, as M4=2027-05-14; may be repeated.", valueName: "step=day"))
    var day: [String] = []

    @Option(
        help: ArgumentHelp("The post that does a step, as M4=server-team; may be repeated.", valueName: "step=post")
    )
    var stepOwner: [String] = []

    @Option(help: ArgumentHelp("A further asset; may be repeated.", valueName: "asset"))
    var asset: [String] = []

    @Option(help: ArgumentHelp("An asset that the plan leaves out; may be repeated.", valueName: "asset"))
    var withoutAsset: [String] = []

    @Option(help: ArgumentHelp("A further risk that it ends: R-0002; may be repeated.", valueName: "risk"))
    var risk: [String] = []

    @Option(help: ArgumentHelp("The plan that ends what this one only bridges: P-0002.", valueName: "plan"))
    var followOn: PlanReference?

    @Option(
        help: ArgumentHelp(
            "A way that was weighed, with its cost if known; may be repeated.",
            valueName: "text[=pounds]"
        )
    )
    var option: [String] = []

    @Option(help: ArgumentHelp("Which of the ways was chosen.", valueName: "text"))
    var chosen: String?

    @Option(help: ArgumentHelp("Calendar days from a decision to the delivery of what is bought.", valueName: "days"))
    var procurementDays: Int?

    @Option(help: ArgumentHelp("Calendar days from the delivery to the end of the work.", valueName: "days"))
    var buildDays: Int?

    @Option(help: ArgumentHelp("The council's own change.", valueName: "reference"))
    var change: String?

    @Option(help: ArgumentHelp("The council's own work plan.", valueName: "reference"))
    var workPlan: String?

    var isEmpty: Bool {
        onlyForDrafts.isEmpty && followOn == nil && asset.isEmpty && stepOwner.isEmpty
    }

    /// What is given here and cannot change after a draft.
    var onlyForDrafts: [String] {
        let given: [(Bool, String)] = [
            (title != nil, "the title"), (kind != nil, "the kind"), (owner != nil, "the owner"),
            (!day.isEmpty, "a step's day"), (!withoutAsset.isEmpty, "the assets"), (!risk.isEmpty, "the risks"),
            (!option.isEmpty || chosen != nil, "what was weighed"),
            (procurementDays != nil || buildDays != nil, "the lead times"), (change != nil, "the change"),
            (workPlan != nil, "the work plan"),
        ]
        return given.filter(\.0).map(\.1)
    }

    func change(_ content: inout PlanContent, _ plans: PlanWork) async throws {
        if let title { content.title = title }
        if let kind { content.kind = kind }
        if let owner {
            let old = content.owner
            content.owner = try plans.postTitle(owner)
            for index in content.milestones.indices where content.milestones[index].owner == old {
                content.milestones[index].owner = content.owner
            }
        }
        let added = try await newAssets(plans)
        var left: [Int64] = []
        for name in withoutAsset { left.append(try await plans.work.asset(name).id) }
        content.assets = Set(content.assets).union(added).subtracting(left).sorted()
        let known = try await explainingErrors { try await plans.work.store.riskReferences() }.map(\.reference)
        for reference in risk.map({ $0.uppercased() }) {
            guard known.contains(reference) else {
                let hint = suggestion(for: reference, among: known, listedBy: "reeve register")
                throw Failure("there is no risk '\(visible(reference, limit: 40))'\(hint)")
            }
            content.risks = Set(content.risks).union([reference]).sorted()
        }
        if let followOn { content.followOn = followOn }
        if let procurementDays { content.procurementLeadDays = procurementDays }
        if let buildDays { content.buildLeadDays = buildDays }
        if let change { content.changeReference = change }
        if let workPlan { content.workPlanReference = workPlan }
        try changeOptions(&content)
    }

    /// Days and owners of steps, after the steps themselves are settled.
    func changeSteps(_ content: inout PlanContent, _ plans: PlanWork) throws {
        for (code, day) in try PlanDays(day, option: "--day").days {
            try edit(code, &content) { $0.current = day }
        }
        for (code, owner) in try stepOwners(plans) { try edit(code, &content) { $0.owner = owner } }
    }

    func stepOwners(_ plans: PlanWork) throws -> [(code: Milestone.Code, owner: String)] {
        try pairs(stepOwner, option: "--step-owner", form: "STEP=POST").map { step, post in
            guard let code = Milestone.Code(word: step) else {
                throw Failure("--step-owner: there is no step '\(visible(step, limit: 40))'; the steps are M0 to M6")
            }
            return (code, try plans.postTitle(post))
        }
    }

    func newAssets(_ plans: PlanWork) async throws -> [Int64] {
        var ids: Set<Int64> = []
        for name in asset { ids.insert(try await plans.work.asset(name).id) }
        return ids.sorted()
    }

    private func edit(
        _ code: Milestone.Code,
        _ content: inout PlanContent,
        _ change: (inout Milestone) -> Void
    ) throws {
        guard let index = content.milestones.firstIndex(where: { $0.code == code }) else {
            throw Failure("the plan has no step \(code.rawValue) (\(code.word))")
        }
        change(&content.milestones[index])
    }

    private func changeOptions(_ content: inout PlanContent) throws {
        if !option.isEmpty {
            content.options = option.map { text in
                // The cost stands after the last sign: a title may hold one.
                guard let sign = text.lastIndex(of: "="), let cost = pence(pounds: text[text.index(after: sign)...])
                else {
                    return PlanContent.Option(title: text, costPence: nil, pointsAfter: nil, isChosen: false)
                }
                return PlanContent.Option(
                    title: String(text[..<sign]),
                    costPence: cost,
                    pointsAfter: nil,
                    isChosen: false
                )
            }
        }
        guard let chosen else { return }
        guard content.options.contains(where: { $0.title == chosen }) else {
            let hint = suggestion(for: chosen, among: content.options.map(\.title))
            throw Failure("'\(visible(chosen, limit: 80))' is none of the ways that were weighed\(hint)")
        }
        for index in content.options.indices {
            content.options[index].isChosen = content.options[index].title == chosen
        }
    }
}

/// What takes the product's place.
struct TargetOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A product's release by its ids, as debian/13: its own end comes from the rules.",
            valueName: "product/release"
        )
    )
    var target: String?

    @Option(help: ArgumentHelp("The name of a target that no rule knows, such as a service.", valueName: "text"))
    var targetName: String?

    @Option(
        help: ArgumentHelp("The last day of the target's own fixes or contract.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var targetEnd: CalendarDay?

    @Option(help: ArgumentHelp("Where the target's end comes from.", valueName: "text"))
    var targetSource: String?

    var isGiven: Bool { target != nil || targetName != nil || targetEnd != nil || targetSource != nil }

    /// - Parameter pack: nil unless ``target`` is given.
    func target(over old: PlanTarget?, goLive: CalendarDay, pack: RulePack?) throws -> PlanTarget {
        var result = try found(pack, goLive: goLive) ?? old
        if let targetName {
            if var known = result {
                known.label = targetName
                result = known
            } else {
                result = PlanTarget(product: nil, release: nil, label: targetName, ownEnd: nil, source: "")
            }
        }
        guard var result else { throw Failure("name the target: --target PRODUCT/RELEASE or --target-name NAME") }
        if let targetEnd { result.ownEnd = targetEnd }
        if let targetSource { result.source = targetSource }
        return result
    }

    private func found(_ pack: RulePack?, goLive: CalendarDay) throws -> PlanTarget? {
        guard let target, let pack else { return nil }
        let parts = target.split(separator: "/", maxSplits: 1).map(String.init)
        let shown = visible(target, limit: 80)
        guard parts.count == 2 else {
            throw Failure("--target takes a product and a release by their ids, as debian/13, not '\(shown)'")
        }
        guard let rule = pack.product(parts[0]) else {
            let hint = suggestion(for: parts[0], among: pack.products.map(\.id), listedBy: "reeve rules list")
            throw Failure(
                "the rules have no product '\(visible(parts[0], limit: 60))'\(hint); for anything else give --target-name"
            )
        }
        guard let cycle = rule.cycle(parts[1]) else {
            let known = rule.cycles.map(\.id)
            let hint = "they have \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")"
            throw Failure("the rules have no release '\(visible(parts[1], limit: 60))' of \(rule.name); \(hint)")
        }
        let last = cycle.phases.last { $0.needs == nil && $0.until.day != nil }
        return PlanTarget(
            product: rule.id,
            release: cycle.id,
            label: rule.label(of: cycle),
            ownEnd: cycle.freeSecurityEnd,
            source: last?.source?.url ?? "the rules for \(rule.id)"
        )
    }
}
