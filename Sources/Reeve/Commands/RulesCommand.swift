import ArgumentParser
import EstateModel
import Foundation
import Lifecycle
import StrictYAML

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Check, test, ask, draft and change the lifecycle rules.",
        subcommands: [
            RulesCheck.self, RulesTest.self, RulesJudge.self, RulesList.self, RulesStale.self, RulesCompare.self,
            RulesUpdate.self, RulesDiff.self, RulesDraft.self, RulesBundle.self, RulesVerify.self,
            RulesInstall.self,
        ]
    )
}

/// The rules that a `rules` command works on: no estate is needed.
struct RulePackOption: ParsableArguments {
    @OptionGroup var rules: RulesOption

    @Option(name: .customLong("estate"), help: ArgumentHelp("Also the local rules of this estate.", valueName: "dir"))
    var estate: String?

    func load() throws -> RulePack {
        try RulesLocation.load(rules, local: estate.map { $0 + "/rules" }, keepingTests: true)
    }

    /// - Throws: ``Failure`` with the nearest id when no rule knows the product.
    func require(product id: String, in pack: RulePack) throws {
        guard pack.product(id) == nil else { return }
        let hint = suggestion(for: id, among: pack.products.map(\.id), listedBy: "reeve rules list")
        throw Failure("no rule knows a product '\(visible(id, limit: 80))' in \(try places())\(hint)")
    }

    /// Where the rules are read from: an installed program has its own, which are not those of a checkout beside it.
    func places() throws -> String {
        try RulesLocation.directories(rules, local: estate.map { $0 + "/rules" })
            .map { visible($0.path) }.joined(separator: " and ")
    }

    /// Whoever stands in an estate and forgets to name it would take the shipped rules' health for that of his own.
    func tellUnreadRules() {
        let files = FileManager.default
        guard estate == nil, files.fileExists(atPath: "estate.yaml"), files.fileExists(atPath: "rules") else { return }
        Terminal.message("rules/ of this directory was not read; add --estate . to read it as well")
    }
}

struct RulesTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests inside the rule files.",
        discussion: "Exit status 1 when one fails."
    )

    @OptionGroup var pack: RulePackOption

    @Option(help: "Only this product's.")
    var product: String?

    func run() async throws {
        let pack = try pack.load()
        for diagnostic in pack.diagnostics where diagnostic.severity == .error {
            Terminal.message(diagnostic.description)
        }
        if let product { try self.pack.require(product: product, in: pack) }
        let results = RuleTester(pack: pack).run().filter { product == nil || $0.product == product }
        for result in results where !result.passed {
            Terminal.result("\(result.location): FAILED \(result.product): \(result.title)\n")
            for difference in result.differences {
                Terminal.result("    \(difference.key): expected \(difference.expected), got \(difference.actual)\n")
            }
            for reason in result.verdict.reasons { Terminal.result("    | \(visible(reason, limit: 300))\n") }
        }
        let failed = results.count { !$0.passed }
        let tested = product.map { visible($0, limit: 80) } ?? "\(pack.products.count) products"
        Terminal.message("\(results.count - failed) passed, \(failed) failed, in \(tested)")
        self.pack.tellUnreadRules()
        if failed > 0 || !pack.isComplete { throw ExitStatus.failure.error }
    }
}

struct RulesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the products that rules know.")

    @OptionGroup var pack: RulePackOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var product: String
        var name: String
        var kind: String
        var releases: Int
        var tests: Int
        var file: String
    }

    func run() async throws {
        let pack = try pack.loadSaying()
        let rows = pack.products.map { product in
            Row(
                product: product.id,
                name: product.name,
                kind: product.kind.rawValue,
                releases: product.cycles.count,
                tests: product.tests.count,
                file: product.location.file
            )
        }
        try Listing(
            rows.sorted { $0.product < $1.product },
            columns: [
                .init("Product") { $0.product },
                .init("Name", canShrink: true) { $0.name },
                .init("Kind") { $0.kind },
                .init("Releases", isNumber: true) { String($0.releases) },
                .init("Tests", isNumber: true) { String($0.tests) },
            ]
        ).print(format.format)
    }
}
