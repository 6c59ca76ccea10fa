import ArgumentParser
import Decisions
import EstateFiles
import EstateModel
import Risk
import Store

/// Who does something that is logged, and why.
struct ActorOption: ParsableArguments {
    @Option(help: ArgumentHelp("Who does it: an id under 'people' in estate.yaml.", valueName: "person"))
    var by: String

    @Option(help: "Why, for whoever reads the log later.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason says nothing.") }
        guard reason.utf8.count <= 1000 else { throw ValidationError("--reason is longer than 1000 bytes.") }
    }
}

/// What somebody saw when they looked whether a control works.
struct CheckOption: ParsableArguments {
    @Option(help: ArgumentHelp("The day of the look; today by default.", valueName: "YYYY-MM-DD"))
    var checkedOn: CalendarDay?

    @Option(help: ArgumentHelp("Where the proof is kept: a ticket, a document, a report.", valueName: "where"))
    var evidence: String

    @Option(help: ArgumentHelp("What was seen, as a sentence.", valueName: "text"))
    var fact: String

    func validate() throws {
        for (name, text) in [("--evidence", evidence), ("--fact", fact)] where text.utf8.count > 1000 {
            throw ValidationError("\(name) is longer than 1000 bytes.")
        }
    }

    func check(_ result: ControlCheck.Result) -> ControlCheck {
        ControlCheck(result, on: checkedOn ?? SystemClock.now.londonDay, evidence: evidence, fact: fact)
    }
}

struct ControlRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record a control that was seen to work."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var actor: ActorOption
    @OptionGroup var seen: CheckOption

    @Option(help: "What it does.")
    var kind: Control.Kind

    @Option(help: ArgumentHelp("An asset that it protects; may be repeated.", valueName: "asset"))
    var asset: [String]

    @Option(help: ArgumentHelp("The post that keeps it working.", valueName: "post"))
    var owner: String

    @Option(help: ArgumentHelp("What it is, in one line.", valueName: "text"))
    var about: String

    func validate() throws {
        guard about.utf8.count <= 1000 else { throw ValidationError("--about is longer than 1000 bytes.") }
        guard asset.count <= 10_000 else { throw ValidationError("--asset names more than 10,000 assets.") }
    }

    func run() async throws {
        let work = try await ControlWork(estate)
        guard work.workspace.roles.post(owner) != nil else {
            let posts = work.workspace.estate.roles.posts.map(\.id)
            throw Failure("there is no post '\(visible(owner, limit: 60))'\(suggestion(for: owner, among: posts))")
        }
        var assets: [ProtectedAsset] = []
        for name in asset { assets.append(try await work.asset(name)) }
        let description = ControlDescription(kind, assets: assets.map(\.id), ownerPost: owner, about: about)
        let check = seen.check(.pass)
        let entry = try await work.log(actor, for: Set(assets.flatMap(\.organisations))) { book in
            .control(.record(control: book.numbers.nextControl, description: description, check: check))
        }
        guard case .control(let act) = entry.act else { return }
        Terminal.result("\(act.control)\n")
        let place = assets.count == 1 ? "1 asset" : "\(assets.count) assets"
        Terminal.message("Recorded \(act.control) for \(place): \(kind.label).")
    }
}

struct ControlCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Record another look at a control.",
        discussion: "With --failed the control counts no more until a later check passes."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var actor: ActorOption
    @OptionGroup var seen: CheckOption

    @Argument(help: "The control: C-0001.")
    var control: String

    @Flag(help: "It was seen not to work.")
    var failed = false

    func run() async throws {
        let work = try await ControlWork(estate)
        let id = control
        let check = seen.check(failed ? .fail : .pass)
        try await work.log(actor, for: work.organisations(of: id), control: id) { _ in
            .control(.check(control: id, check: check))
        }
        Terminal.message("\(visible(id, limit: 40)) \(failed ? "counts no more" : "was seen to work") on \(check.on).")
    }
}

struct ControlRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take a control out of use; what it was stays in the log."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var actor: ActorOption

    @Argument(help: "The control: C-0001.")
    var control: String

    func run() async throws {
        let work = try await ControlWork(estate)
        let id = control
        try await work.log(actor, for: work.organisations(of: id), control: id) { _ in .control(.retire(control: id)) }
        Terminal.message("\(visible(id, limit: 40)) is out of use.")
    }
}

/// An asset that a control protects, with those that have a share in it.
struct ProtectedAsset: Sendable {
    var id: Int64
    var organisations: [String]
}

/// What the commands that change controls share.
struct ControlWork {
    let workspace: Workspace
    private let store: InventoryStore
    private let ledger: DecisionLedger

    init(_ estate: EstateOption) async throws {
        workspace = try Workspace(estate)
        store = try await workspace.openStore()
        ledger = DecisionLedger(store: store)
    }

    func asset(_ name: String) async throws -> ProtectedAsset {
        let summary = try await AssetView(store: store, scan: nil).detail(of: name).summary
        return reference(summary)
    }

    /// Those that have a share in any asset of a control; empty when there is no such control.
    func organisations(of control: String) async throws -> Set<String> {
        var needs = DecisionNeeds()
        needs.controls = [control]
        guard let record = try await ledger.book(needs).controls[control] else { return [] }
        let assets = try await explainingErrors { try await store.assets(includingRetired: true) }
        return Set(assets.filter { record.assets.contains($0.id.rawValue) }.flatMap { reference($0).organisations })
    }

    @discardableResult
    func log(
        _ who: ActorOption,
        for organisations: Set<String>,
        control: String? = nil,
        _ act: @escaping @Sendable (DecisionBook) throws -> Act
    ) async throws -> AuditEntry {
        var needs = DecisionNeeds()
        if let control { needs.controls = [control] }
        return try await ledger.append(
            by: try workspace.actor(who.by, for: .keepControls, of: organisations),
            reason: who.reason,
            seen: try await workspace.seen(by: store),
            needs: needs,
            act
        )
    }

    private func reference(_ summary: AssetSummary) -> ProtectedAsset {
        let own = summary.target.organisations
        let service = workspace.estate.services.first { $0.id == summary.target.service }
        let shares = own.isEmpty ? service?.organisations ?? [:] : own
        return ProtectedAsset(id: summary.id.rawValue, organisations: shares.keys.sorted())
    }
}

extension Control.Kind: ExpressibleByArgument {}
