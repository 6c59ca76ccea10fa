import ArgumentParser
import Decisions
import EstateFiles
import EstateModel
import Risk

struct ExceptionRequestCommand: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Ask to keep something unsupported for a time.",
        discussion: """
            Everything that is missing is listed at once, and what was given is kept as a draft: complete it with \
            `reeve exception amend`. The scope is the assets that have the risk today, or those named with --asset; an asset \
            that comes later is never covered.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var actor: ActorOption
    @OptionGroup var options: RequestOptions

    @Option(help: ArgumentHelp("A risk, as R-0001; may be repeated. Needed.", valueName: "risk"))
    var risk: [String] = []

    @Option(help: ArgumentHelp("Only this asset of those that have the risk; may be repeated.", valueName: "asset"))
    var asset: [String] = []

    @Flag(help: "Only write it down; hand it in later.")
    var draft = false

    var neededOptions: [NeededOption] {
        [NeededOption("--risk <risk>", "a risk, as R-0001; may be repeated", isGiven: !risk.isEmpty)]
    }

    func validate() throws {
        guard risk.count <= 100 else { throw ValidationError("--risk names more than 100 risks.") }
        guard asset.count <= 10_000 else { throw ValidationError("--asset names more than 10,000 assets.") }
    }

    func run() async throws {
        let work = try await ExceptionWork(estate, rules)
        let scoping = try await RequestScoping(work, risks: risk, assets: asset)
        var request = ExceptionRequest(risks: scoping.risks, scope: scoping.scope)
        request.ownerPost = scoping.owner
        request.plan = scoping.plan
        try options.apply(to: &request, work.work)
        for note in scoping.notes + scoping.planNotes(chosen: request.plan) { Terminal.message(note) }
        let asked = request
        let handing = try await work.handIn(asked, by: actor, id: nil, submitting: !draft) {
            .draft(exception: $0, request: asked)
        }
        Terminal.result("\(handing.id)\n")
        try work.tell(handing, submitting: !draft)
    }
}

struct ExceptionAmend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend",
        abstract: "Complete or change a request that is a draft or was sent back, and hand it in."
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var options: RequestOptions

    @Option(
        help: ArgumentHelp("The assets anew, one or more of those that have the risk today.", valueName: "asset")
    )
    var asset: [String] = []

    @Flag(help: "Only write it down; hand it in later.")
    var draft = false

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let before = try await work.record(exception.id).record.request
        var request = before
        if !asset.isEmpty {
            request.scope = try await RequestScoping(work, risks: request.risks, assets: asset).scope
        }
        try options.apply(to: &request, work.work)
        let asked = request
        let isSame = asked == before
        let handing = try await work.handIn(asked, by: actor, id: exception.id, submitting: !draft) {
            isSame ? nil : .amend(exception: $0, request: asked)
        }
        try work.tell(handing, submitting: !draft)
    }
}

extension ExceptionWork {
    /// Says what became of a request; everything that is missing at once.
    func tell(_ handing: Handing, submitting: Bool) throws {
        guard submitting else { return Terminal.message("\(handing.id) is written down as a draft.") }
        guard !handing.gaps.isEmpty else {
            let text =
                "\(handing.id) is handed in. Next: an adviser's view (`reeve exception advise`), then the decision "
                + "(`reeve exception show \(handing.id)`, `reeve approve \(handing.id)`)."
            return Terminal.message(wrappedForTerminal(text, width: Terminal.messageColumns))
        }
        let count = handing.gaps.count
        let lines = handing.gaps.map { "  - \($0.message); \($0.remedy)" }.joined(separator: "\n")
        let text = """
            \(handing.id) is kept as a draft. It cannot be handed in: \
            \(count == 1 ? "one thing is missing" : "\(count) things are missing").
            \(lines)
            Complete it with `reeve exception amend \(handing.id)`.
            """
        throw Failure(wrappedForTerminal(text, width: Terminal.messageColumns))
    }
}

/// The assets that a request is about, from the risks that it names.
struct RequestScoping {
    let risks: [String]
    let scope: ExceptionScope
    /// What was found and not asked for, as sentences.
    private(set) var notes: [String] = []
    /// The post of the assets' owner when estate.yaml has exactly that post.
    let owner: String?
    /// The plan that ends the risk, when there is one.
    let plan: String?

    init(_ work: ExceptionWork, risks named: [String], assets: [String]) async throws {
        let board = work.board
        var all = Set<String>()
        for name in named {
            let reference = name.uppercased()
            guard let row = board.row(reference) else {
                let hint = suggestion(for: reference, among: board.references, listedBy: "reeve register")
                throw Failure("no risk '\(visible(name, limit: 40))' is in today's register\(hint)")
            }
            all.insert(reference)
            guard row.key.organisation != nil else { continue }
            // Each council's side of shared assets is a risk of its own, and each SIRO decides.
            for sibling in board.siblings(of: reference) where all.insert(sibling).inserted {
                let council = work.council(board.row(sibling)?.key.organisation)
                notes.append("\(sibling) is the same risk of \(council), which shares the assets: it is included.")
            }
        }
        let rows = all.sorted().compactMap(board.row)
        let products = Set(rows.map { [$0.key.product, $0.key.release ?? ""] })
        guard products.count == 1, let first = rows.first else {
            let labels = Set(rows.map(\.label)).sorted().joined(separator: " and ")
            throw Failure("one exception is about one product release, not about \(labels); ask for each by itself")
        }
        let known = Set(rows.flatMap { $0.assets.map(\.id) })
        var chosen = known
        if !assets.isEmpty {
            chosen = []
            for name in assets {
                let asset = try await work.work.asset(name)
                guard known.contains(asset.id) else {
                    throw Failure("\(visible(asset.name, limit: 80)) does not have the risk; leave it out")
                }
                chosen.insert(asset.id)
            }
        }
        risks = all.sorted()
        scope = ExceptionScope(assets: chosen, product: first.key.product, release: first.key.release)
        let posts = work.work.workspace.estate.roles.posts
        let titles = Set(rows.flatMap(\.owners))
        owner = titles.count == 1 ? posts.first { titles.contains($0.title) || titles.contains($0.id) }?.id : nil
        plan = rows.compactMap(\.decision.plan?.reference).first
    }

    /// Which plan the request rests on, and which one stands in the register.
    func planNotes(chosen: String?) -> [String] {
        guard let plan else { return [] }
        guard let chosen, chosen.uppercased() != plan else { return ["\(plan) is the plan for it."] }
        return ["It rests on \(visible(chosen, limit: 40)); the plan in the register is \(plan)."]
    }
}

extension ExceptionWork {
    /// A council's name; `no organisation` for nil.
    func council(_ id: String?) -> String {
        guard let id else { return "no organisation" }
        return visible(work.workspace.estate.organisations.first { $0.id == id }?.name ?? id, limit: 80)
    }
}
