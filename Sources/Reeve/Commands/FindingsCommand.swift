import ArgumentParser
import Assessment
import EstateModel
import Forecast
import Lifecycle
import Risk
import Store

struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "List what was judged on every asset, and how.",
        discussion: "Exit status 2 when something gets no security fixes any more."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var past: PastScanOption
    @OptionGroup var format: FormatOption

    @Option(help: "Only these statuses (unsupported, unknown, …); may be repeated.")
    var status: [SupportStatus] = []

    @Option(help: "Only this asset: its number, name or host name.")
    var asset: String?

    @Flag(help: "Also what is supported without anything to say about it.")
    var all = false

    struct Row: Encodable {
        var asset: String
        var what: String
        var release: String?
        var status: SupportStatus
        var supportEnd: CalendarDay?
        var endLabel: String?
        var clock: String?
        var behind: Int?
        var withinPolicy: Bool?
        var flags: [String]
        var confidence: Confidence
        var rule: String?
        /// The SHA-256 of the rules that judged it, by which the judgement can be repeated.
        var rulePack: String
    }

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, past: past)
        var only: Int64?
        if let asset {
            only = try await AssetView(store: loaded.store, scan: nil).detail(of: asset).summary.id.rawValue
        }
        let findings = loaded.assessment.findings.filter { isWanted($0) && (only == nil || $0.assetID == only) }
        let rows = findings.map { row($0, rulePack: loaded.pack.sha256) }.sorted {
            order($0).lexicographicallyPrecedes(order($1))
        }
        try Listing(
            rows,
            columns: [
                .init("Asset") { $0.asset },
                .init("What", canShrink: true) { $0.what },
                .init("Status") { $0.status.rawValue },
                .init("Until") { $0.supportEnd?.description ?? "—" },
                .init("By whose calendar", canShrink: true) { $0.clock ?? "—" },
                .init("Policy") { row in row.behind.map { $0 == 0 ? "N" : "N-\($0)" } ?? "—" },
                .init("Sure") { $0.confidence.rawValue },
                .init("Flags", canShrink: true) { $0.flags.joined(separator: " ") },
            ]
        ).print(format.format)
        if format.format == .table { Terminal.message(summary(loaded, shown: rows.count)) }
        if findings.contains(where: { $0.verdict.status == .unsupported }) { throw ExitStatus.findings.error }
    }

    private func isWanted(_ finding: Finding) -> Bool {
        if !status.isEmpty { return status.contains(finding.verdict.status) }
        return all || finding.verdict.status != .supported || !finding.verdict.flags.isEmpty
            || finding.verdict.generation?.withinPolicy == false
    }

    private func row(_ finding: Finding, rulePack: String) -> Row {
        let verdict = finding.verdict
        return Row(
            asset: finding.assetName,
            what: verdict.role == .distributionPackage
                ? "packages of \(verdict.releaseLabel ?? verdict.product ?? "the distribution")"
                : verdict.releaseLabel ?? verdict.productName ?? finding.subject.fields["model"] ?? "—",
            release: verdict.release,
            status: verdict.status,
            supportEnd: verdict.supportEnd,
            endLabel: verdict.endLabel,
            clock: verdict.clock,
            behind: verdict.generation?.behind,
            withinPolicy: verdict.generation?.withinPolicy,
            flags: verdict.flags,
            confidence: verdict.confidence,
            rule: verdict.rule,
            rulePack: rulePack
        )
    }

    /// Worst first, then by asset; rows that differ at all never change places from run to run.
    private func order(_ row: Row) -> [String] {
        let ranks: [SupportStatus] = [
            .unsupported, .unknown, .unknownNewer, .extendedPaid, .extendedFree, .securityOnly, .supported, .component,
        ]
        return [
            String(ranks.firstIndex(of: row.status) ?? 0), row.asset, row.what, row.release ?? "",
            row.supportEnd?.description ?? "", row.clock ?? "", row.rule ?? "", row.flags.joined(separator: " "),
        ]
    }

    private func summary(_ loaded: LoadedAssessment, shown: Int) -> String {
        wrappedForTerminal(
            "\(shown) of \(loaded.assessment.findings.count) findings as of "
                + "\(loaded.assessment.register.asOf.longDescription). \(loaded.coverage().sentence)",
            width: Terminal.width
        )
    }
}

extension SupportStatus: ExpressibleByArgument {}
