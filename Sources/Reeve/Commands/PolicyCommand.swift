import ArgumentParser
import Assessment
import Compliance
import EstateModel
import Forecast
import Lifecycle
import Reporting
import Store

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Hold the estate against the council's own policy: each demand by itself, beside the vendor's dates.",
        discussion: """
            Approved products, N/N-1, hardware life, patch age, NCSC's advice, warning horizons, contracts and licences. \
            policy.yaml says what is demanded, estate.yaml which contracts there are. Exit status 2 when a demand is \
            breached; advice that is not followed does not count.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text = "table"
        case json
        case csv

        /// `text` is what it was called once.
        init?(argument: String) { self.init(rawValue: argument == "text" ? "table" : argument) }
    }

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var past: PastScanOption

    @Option(help: "Only what this organisation has a share in.")
    var organisation: String?

    @Option(
        help: "Only these: breached, due-soon, unknown or met; may be repeated. The table leaves out met without it."
    )
    var only: [PolicyVerdict.Standing] = []

    @Option(help: "Only this demand (patch-age, contract-end, …); may be repeated.")
    var demand: [PolicyVerdict.Demand] = []

    @Option(help: "How to print: table, json or csv.")
    var format: Format = .text

    func run() async throws {
        let policy = try await LoadedPolicy(self)
        let shown = Set(only.isEmpty ? (format == .text ? [.breached, .dueSoon, .unknown] : Standing.allCases) : only)
        let listed = policy.verdicts.filter { shown.contains($0.standing) }
        switch format {
        case .text:
            Terminal.result(PolicyText(policy, listed: listed, width: Terminal.width).text)
            Terminal.message(wrappedForTerminal(policy.coverage.sentence, width: Terminal.width))
        case .json: Terminal.result(try StableJSON.encode(PolicyDocument(policy, listed: listed)))
        case .csv: Terminal.result(PolicyDocument.csv(listed))
        }
        if policy.tally.isBreached { throw ExitStatus.findings.error }
    }

    private typealias Standing = PolicyVerdict.Standing
}

extension PolicyVerdict.Standing: ExpressibleByArgument {}
extension PolicyVerdict.Demand: ExpressibleByArgument {}
