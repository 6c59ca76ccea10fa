import ArgumentParser
import Decisions
import EstateModel
import Risk

/// What somebody saw when they looked whether a control works.
struct CheckOption: ParsableArguments, NeedingOptions {
    @Option(
        help: ArgumentHelp("The day of the look; today by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var checkedOn: CalendarDay?

    @Option(help: ArgumentHelp("Where the proof is kept: a ticket, a document, a report. Needed.", valueName: "where"))
    var evidence: String?

    @Option(help: ArgumentHelp("What was seen, as a sentence. Needed.", valueName: "text"))
    var fact: String?

    var neededOptions: [NeededOption] {
        [
            NeededOption("--evidence <where>", "where the proof is kept: a ticket, a document, a report", evidence),
            NeededOption("--fact <text>", "what was seen, as a sentence", fact),
        ]
    }

    var isGiven: Bool { checkedOn != nil || evidence != nil || fact != nil }

    func validate() throws {
        for (name, text) in [("--evidence", evidence), ("--fact", fact)] where (text ?? "").utf8.count > 1000 {
            throw ValidationError("\(name) is longer than 1000 bytes.")
        }
    }

    func check(_ result: ControlCheck.Result) -> ControlCheck {
        ControlCheck(result, on: checkedOn ?? SystemClock.now.londonDay, evidence: evidence ?? "", fact: fact ?? "")
    }
}

struct ControlRecordCommand: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record a control that was seen to work."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var actor: ActorOption
    @OptionGroup var seen: FirstCheckOption

    @Option(help: "What it does. Needed.")
    var kind: Control.Kind?

    @Option(help: ArgumentHelp("An asset that it protects; may be repeated. Needed.", valueName: "asset"))
    var asset: [String] = []

    @Option(help: ArgumentHelp("The post that keeps it working. Needed.", valueName: "post"))
    var owner: String?

    @Option(help: ArgumentHelp("What it is, in one line. Needed.", valueName: "text"))
    var about: String?

    var neededOptions: [NeededOption] {
        [
            NeededOption("--kind <kind>", "what it does; --help lists the kinds", isGiven: kind != nil),
            NeededOption("--asset <asset>", "what it protects; may be repeated", isGiven: !asset.isEmpty),
            NeededOption("--owner <post>", "the post that keeps it working", owner),
            NeededOption("--about <text>", "what it is, in one line", about),
        ]
    }

    func validate() throws {
        guard (about ?? "").utf8.count <= 1000 else { throw ValidationError("--about is longer than 1000 bytes.") }
        guard asset.count <= 10_000 else { throw ValidationError("--asset names more than 10,000 assets.") }
    }

    func run() async throws {
        guard let kind, let owner, let about else { return }
        let work = try await ControlWork(estate)
        var faults = FailureList()
        try await faults.take { try work.work.check(post: owner) }
        var assets: [OwnedAsset] = []
        for name in asset { try await faults.take { assets.append(try await work.work.asset(name)) } }
        let organisations = Set(assets.flatMap(\.organisations))
        try await faults.take { _ = try work.work.workspace.actor(actor.by, for: .keepControls, of: organisations) }
        try faults.throwIfAny()
        let description = ControlDescription(
            kind,
            assets: assets.map(\.id),
            ownerPost: owner,
            about: about,
            probe: seen.probe
        )
        let check = try await seen.check(of: assets, work.work)
        let entry = try await work.log(actor, for: organisations) { book in
            .control(.record(control: book.numbers.nextControl, description: description, check: check))
        }
        guard case .control(let act) = entry.act else { return }
        Terminal.result("\(act.control)\n")
        let place = assets.count == 1 ? "1 asset" : "\(assets.count) assets"
        let recheck =
            seen.probe.map { " Each scan re-checks it (\($0.text)): \(visible(check.fact, limit: 200))." } ?? ""
        Terminal.message("Recorded \(act.control) for \(place): \(kind.label).\(recheck)")
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
        Terminal.message(
            "\(visible(id, limit: 40)) \(failed ? "counts no more" : "was seen to work") on \(check.on.longDescription)."
        )
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

/// What the commands that change controls share.
struct ControlWork {
    let work: DecisionWork

    init(_ estate: EstateOption) async throws {
        work = try await DecisionWork(estate)
    }

    /// Those that have a share in any asset of a control; empty when there is no such control.
    func organisations(of control: String) async throws -> Set<String> {
        var needs = DecisionNeeds()
        needs.controls = [control]
        guard let record = try await work.ledger.book(needs).controls[control] else { return [] }
        return try await work.organisations(of: record.assets)
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
        return try await work.log(who, .keepControls, of: organisations, needs: needs, act)
    }
}

extension Control.Kind: ExpressibleByArgument {}
