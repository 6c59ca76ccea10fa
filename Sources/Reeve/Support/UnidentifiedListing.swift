import Forecast
import Reporting

/// `reeve software --unidentified`: what no rule knows, the most important first.
struct UnidentifiedListing {
    struct Row: Encodable {
        var number: Int
        var importance: Importance.Rank
        var name: String
        var publisher: String?
        var source: String
        var versions: [String]
        var hosts: Int
        var hostNames: [String]
        var why: [String]

        init(_ software: UnidentifiedSoftware) {
            number = software.number
            importance = software.importance.rank
            name = software.name
            publisher = software.publisher
            source = software.kind
            versions = software.versions
            hosts = software.hosts.count
            hostNames = software.hosts
            why = software.importance.reasons
        }
    }

    private struct Document: Encodable {
        var coverage: CoverageRow
        var software: [Row]
    }

    let rows: [Row]
    let coverage: SoftwareCoverage
    /// Libraries, fonts and the like that a table leaves out.
    let partCount: Int

    init(_ software: [UnidentifiedSoftware], coverage: SoftwareCoverage, withParts: Bool) {
        let shown = withParts ? software : software.filter { $0.importance.rank != .part }
        rows = shown.map(Row.init)
        partCount = software.count - shown.count
        self.coverage = coverage
    }

    func print(_ format: OutputFormat) throws {
        if format == .json {
            Terminal.result(try StableJSON.encode(Document(coverage: CoverageRow(coverage), software: rows)))
            return
        }
        try Listing(rows, columns: Self.columns, whenEmpty: "rules know all software that scans have seen")
            .print(format)
        if format == .table { Terminal.message(wrappedForTerminal(summary, width: Terminal.width)) }
    }

    private static var columns: [Listing<Row>.Column] {
        [
            .init("No.", isNumber: true) { String($0.number) },
            .init("Kind") { $0.importance.rawValue },
            .init("Name", canShrink: true) { $0.name },
            .init("Publisher", canShrink: true) { $0.publisher ?? "—" },
            .init("Source") { $0.source },
            .init("Versions", canShrink: true) { shortened($0.versions) },
            .init("Hosts", isNumber: true) { String($0.hosts) },
            .init("Why", canShrink: true) { $0.why.joined(separator: "; ") },
        ]
    }

    private static func shortened(_ versions: [String]) -> String {
        let shown = versions.prefix(3).joined(separator: ", ")
        return versions.count > 3 ? "\(shown) and \(versions.count - 3) more" : shown.isEmpty ? "—" : shown
    }

    private var summary: String {
        let parts =
            partCount == 0
            ? "" : " Left out: \(partCount) libraries, drivers, language packs and the like; --all lists them."
        let next = rows.isEmpty ? "" : " `reeve rules draft --from-unidentified NUMBER` writes a rule for one."
        return coverage.sentence + parts + next
    }
}
