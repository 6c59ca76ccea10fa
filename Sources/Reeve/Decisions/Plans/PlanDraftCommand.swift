import ArgumentParser
import Assessment
import Decisions
import EstateModel
import Forecast
import Lifecycle
import Planning
import Risk
import Store

struct PlanDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Draft a plan from one or more risks of the register.",
        discussion: """
            The by-when is the register's, with every day that was weighed for it; the milestones are counted back \
            from it over working days. Risks of several councils about the same product may share a plan.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var actor: ActorOption

    @Argument(help: ArgumentHelp("The risks that it ends: R-0001.", valueName: "risk"))
    var risks: [String]

    @Option(help: "What is done about the product; what fits it by default.")
    var kind: PlanKind?

    @Option(help: ArgumentHelp("The post that answers for the plan; the assets' owner by default.", valueName: "post"))
    var owner: String?

    @Option(help: ArgumentHelp("The plan's title.", valueName: "text"))
    var title: String?

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: nil)
        let plans = PlanWork(DecisionWork(loaded.workspace, store: loaded.store))
        let sources = try loaded.planSources(risks)
        let drafter = plans.drafter
        let owner = try self.owner.map(plans.postTitle)
        let draft = try drafter.draft(sources, kind: kind, title: title, owner: owner)
        let organisations = try await plans.work.organisations(of: draft.content.assets)
        let who = try plans.workspace.actor(actor.by, for: .plan, of: organisations)
        let seen = Seen(
            scan: loaded.lastScan?.id.rawValue,
            rulePack: loaded.pack.sha256,
            policy: loaded.workspace.policyDigest,
            account: String.currentAccount
        )
        let record = try await plans.log(who, actor.reason, seen: seen) { book in
            guard let next = book.plans.nextReference else { throw Failure("every plan number has been given") }
            return [.draft(plan: next, content: draft.content)]
        }
        Terminal.result("\(record.reference)\n")
        let others = try await plans.book().records.filter { other in
            other.reference != record.reference && !other.state.isFinal
                && !Set(other.content.risks).isDisjoint(with: record.content.risks)
        }
        let text = DraftText(record, others, draft.missingWorkingDays, loaded, sources).text
        Terminal.message(wrappedForTerminal(text, width: Terminal.messageColumns))
    }
}

extension PlanWork {
    var drafter: PlanDrafter {
        PlanDrafter(policy: workspace.policies.planning, calendar: calendar, asOf: SystemClock.now.londonDay)
    }
}

extension LoadedAssessment {
    /// The rows of the register that references name.
    func planSources(_ texts: [String]) throws -> [PlanDrafter.Source] {
        let register = assessment.register
        let rows = register.risks + register.approaching + register.deviations
        let known = Dictionary(references.map { ($0.value, $0.key) }) { first, _ in first }
        return try Set(texts.map { $0.uppercased() }).sorted().map { reference in
            guard let key = known[reference] else {
                let hint = suggestion(for: reference, among: Array(known.keys), listedBy: "reeve register")
                throw Failure("there is no risk '\(visible(reference, limit: 40))'\(hint)")
            }
            guard let row = rows.first(where: { $0.key == key }) else {
                throw Failure(
                    "\(reference) is not in today's register: what it was about is no longer seen, or is in order"
                )
            }
            return PlanDrafter.Source(reference: reference, row: row)
        }
    }
}

/// What a person reads after drafting.
private struct DraftText {
    private let record: PlanRecord
    /// Open plans about any of the same risks.
    private let others: [PlanRecord]
    private let missingWorkingDays: Int
    private let loaded: LoadedAssessment
    private let sources: [PlanDrafter.Source]

    init(
        _ record: PlanRecord,
        _ others: [PlanRecord],
        _ missingWorkingDays: Int,
        _ loaded: LoadedAssessment,
        _ sources: [PlanDrafter.Source]
    ) {
        self.record = record
        self.others = others
        self.missingWorkingDays = missingWorkingDays
        self.loaded = loaded
        self.sources = sources
    }

    var text: String {
        let content = record.content
        let deadline = content.deadline
        var text = "Drafted \(record.reference): \(visible(content.title, limit: 200)).\n"
        text += "By when: \(deadline.value.longDescription). \(deadline.explanation)\n\n"
        text += PlanTables.milestones(record, asOf: loaded.assessment.register.asOf).text(
            width: Terminal.messageColumns
        )
        if missingWorkingDays > 0 {
            text +=
                "\nThe steps would need \(days(missingWorkingDays)) more than there are until the by-when, so they are "
            text +=
                "squeezed; the by-when does not move. `reeve plan edit \(record.reference) --from-today` counts them "
            text += "forward instead; a plan that ends later needs an exception.\n"
        }
        if let sentence = lateAtOnce { text += "\n\(sentence)\n" }
        for other in others {
            let shared = content.risks.filter(other.content.risks.contains).joined(separator: ", ")
            text += "\n\(other.reference), \(other.state.label), is about \(shared) too.\n"
        }
        if let sentence = otherRisks { text += "\n\(sentence)\n" }
        if content.kind.needsTarget { text += "\n\(targets)\n" }
        return text + "\n`reeve plan show \(record.reference)` says what is missing before it can be proposed."
    }

    /// Days of the policy count from when the risk was first seen, and a plan that is made late does not move them.
    private var lateAtOnce: String? {
        guard let standing = record.standing(asOf: loaded.assessment.register.asOf, mayEndLater: false),
            !standing.late.isEmpty
        else {
            return nil
        }
        let reasons = standing.reasons.prefix(standing.late.count).joined(separator: " ")
        return
            "It is \(standing.rating.rawValue) from its first day: \(reasons) The policy counts its days from when the "
            + "risk was first seen, and a plan does not move them."
    }

    private func days(_ count: Int) -> String { count == 1 ? "1 working day" : "\(count) working days" }

    /// The same product elsewhere, which one plan could end with it.
    private var otherRisks: String? {
        let key = sources[0].row.key
        let register = loaded.assessment.register
        let others = (register.risks + register.approaching).filter { row in
            row.key.product == key.product && row.key.release == key.release
                && !sources.contains { $0.row.key == row.key }
        }.compactMap { loaded.references[$0.key] }
        guard !others.isEmpty else { return nil }
        let shown = others.sorted().prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
        return
            "The register has \(sources[0].row.label) under \(shown) too; name them to `plan draft` to end them together."
    }

    private var targets: String {
        let row = sources[0].row
        let found = ReplacementFinder(pack: loaded.pack, asOf: loaded.assessment.register.asOf).candidates(
            product: row.key.product,
            release: row.key.release,
            named: row.verdict?.replaceBy ?? [],
            goLive: record.content.goLive
        )
        guard !found.isEmpty else {
            return "The target is still open: `reeve plan edit \(record.reference) --target-name NAME …` names it."
        }
        let lines = found.map { target in
            let id = [target.product, target.release].compactMap(\.self).joined(separator: "/")
            let end = target.securityEnd.map { "security fixes until \($0.longDescription)" } ?? "no published end"
            let isShort = target.lastsLongEnough == false ? ", too short" : ""
            return "  \(id.isEmpty ? target.label : id)  \(target.label), \(end)\(isShort)\n"
        }
        return "The target is still open; the rules know\n" + lines.joined()
            + "`reeve plan edit \(record.reference) --target PRODUCT/RELEASE …` sets it."
    }
}
