import ArgumentParser
import Assessment
import EstateFiles
import EstateModel
import Lifecycle
import Reporting
import RuleExchange
import Store
import StrictYAML

struct RulesDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say which hosts of an estate another rule pack would judge differently, and why.",
        discussion: """
            OLD and NEW are rule directories, or folders of `reeve rules install`. The estate's own rules are laid over \
            both. Exit status 1 when something becomes worse: a worse status, an earlier end, or a finding that is lost.
            """
    )

    @Argument(help: "The rules in use.")
    var old: String

    @Argument(help: "The rules that somebody proposes.")
    var new: String

    @OptionGroup var estate: EstateOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let workspace = try Workspace(estate)
        let day = asOf.resolved
        let oldPack = try load(old, workspace)
        let newPack = try load(new, workspace)
        let store = try await workspace.openStore()
        let comparison = try await explainingErrors {
            VerdictComparison(
                old: try await judge(store, workspace, oldPack, day),
                oldPack: oldPack,
                new: try await judge(store, workspace, newPack, day),
                newPack: newPack
            )
        }
        try show(comparison, oldPack, newPack, day)
        if comparison.isWorse || !oldPack.isComplete || !newPack.isComplete { throw ExitStatus.failure.error }
    }

    private func judge(
        _ store: InventoryStore,
        _ workspace: Workspace,
        _ pack: RulePack,
        _ day: CalendarDay
    ) async throws -> [Finding] {
        let question = Assessment.Question(
            estate: workspace.estate,
            policies: workspace.policies,
            pack: pack,
            asOf: day
        )
        return try await Assessment.read(from: store, question).findings
    }

    private func load(_ path: String, _ workspace: Workspace) throws -> RulePack {
        var option = RulesOption()
        option.directories = [path]
        let pack = try RulesLocation.load(option, local: workspace.directory.rules, keepingTests: false)
        for diagnostic in pack.diagnostics where diagnostic.severity == .error {
            Terminal.message(diagnostic.description)
        }
        if !pack.isComplete {
            Terminal.message(
                "reeve: warning: some rules of \(visible(path)) cannot be read and are left out of what follows"
            )
        }
        return pack
    }

    private func show(
        _ comparison: VerdictComparison,
        _ oldPack: RulePack,
        _ newPack: RulePack,
        _ day: CalendarDay
    ) throws {
        if format.format == .json {
            let document = VerdictDifferenceJSON(comparison, old: oldPack, new: newPack, asOf: day)
            return Terminal.result(try StableJSON.encode(document))
        }
        try Listing(
            comparison.changes.map(VerdictDifferenceJSON.Change.init),
            columns: [
                .init("") { $0.isWorse ? "worse" : "" },
                .init("Asset") { $0.asset },
                .init("What", canShrink: true) { $0.what },
                .init("Old") { $0.old?.status.rawValue ?? "not judged" },
                .init("Until") { $0.old?.end?.description ?? "—" },
                .init("New") { $0.new?.status.rawValue ?? "not judged" },
                .init("Until") { $0.new?.end?.description ?? "—" },
                .init("Why", canShrink: true) { $0.why.joined(separator: " ") },
            ],
            whenEmpty: "no verdict changes"
        ).print(format.format)
        guard format.format == .table else { return }
        for product in comparison.products {
            let worse = product.worse == 0 ? "" : ", \(product.worse) of them worse"
            Terminal.message("\(product.product): \(product.changes) changes on \(product.hosts) hosts\(worse)")
        }
        Terminal.message(
            "\(comparison.changes.count) verdicts change and \(comparison.unchanged) do not, as of "
                + "\(day.longDescription); rules \(oldPack.sha256.prefix(12)) → \(newPack.sha256.prefix(12))"
        )
    }
}

/// A difference of verdicts for other programs.
struct VerdictDifferenceJSON: Encodable {
    struct Pack: Encodable {
        var sha256: String
        var isComplete: Bool
    }

    struct Side: Encodable {
        var product: String?
        var release: String?
        var status: SupportStatus
        var end: CalendarDay?
        var rule: String?

        init(_ side: VerdictChange.Side) {
            product = side.product
            release = side.release
            status = side.status
            end = side.end
            rule = side.rule
        }
    }

    struct Change: Encodable {
        var asset: String
        var what: String
        var product: String
        var isWorse: Bool
        var old: Side?
        var new: Side?
        var why: [String]

        init(_ change: VerdictChange) {
            asset = change.asset
            what = change.what
            product = change.product
            isWorse = change.isWorse
            old = change.old.map(Side.init)
            new = change.new.map(Side.init)
            why = change.why
        }
    }

    struct Product: Encodable {
        var product: String
        var changes: Int
        var worse: Int
        var hosts: Int
    }

    var asOf: CalendarDay
    var old: Pack
    var new: Pack
    var changes: [Change]
    var products: [Product]
    var unchanged: Int

    init(_ comparison: VerdictComparison, old: RulePack, new: RulePack, asOf: CalendarDay) {
        self.asOf = asOf
        self.old = Pack(sha256: old.sha256, isComplete: old.isComplete)
        self.new = Pack(sha256: new.sha256, isComplete: new.isComplete)
        changes = comparison.changes.map(Change.init)
        products = comparison.products.map {
            Product(product: $0.product, changes: $0.changes, worse: $0.worse, hosts: $0.hosts)
        }
        unchanged = comparison.unchanged
    }
}
