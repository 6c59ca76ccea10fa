import ArgumentParser
import Forecast

struct ForecastSpread: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spread",
        abstract: "Count the different releases of each family of products, the most first."
    )

    @OptionGroup var options: ForecastOptions
    @OptionGroup var format: FormatOption

    @Option(help: "Only families with at least so many releases.")
    var least: Int = 2

    struct Row: Encodable {
        struct Release: Encodable {
            var product: String
            var release: String?
            var label: String
            var hosts: Int
            var unsupported: Int
        }

        var family: String
        var name: String
        var releases: Int
        var hosts: Int
        var unsupportedReleases: Int
        var spread: [Release]
    }

    func run() async throws {
        let loaded = try await options.load(options.workspace())
        let spreads = ReleaseSpread.spreads(of: loaded.findings(of: options.organisation), pack: loaded.pack)
        try Listing(
            spreads.filter { $0.distinct >= least }.map(row),
            columns: [
                .init("Family", canShrink: true) { $0.name },
                .init("Releases", isNumber: true) { String($0.releases) },
                .init("Unsupported", isNumber: true) { String($0.unsupportedReleases) },
                .init("Hosts", isNumber: true) { String($0.hosts) },
                .init("Which, with their hosts", canShrink: true) { row in
                    row.spread.map { "\($0.label) (\($0.hosts))" }.joined(separator: ", ")
                },
            ],
            whenEmpty: "no family has \(least) releases"
        ).print(format.format)
        guard format.format == .table else { return }
        let sentence = loaded.coverage(of: options.organisation).sentence
        Terminal.message(wrappedForTerminal(sentence, width: Terminal.width))
    }

    private func row(_ spread: ReleaseSpread) -> Row {
        Row(
            family: spread.family,
            name: spread.name,
            releases: spread.distinct,
            hosts: spread.assets,
            unsupportedReleases: spread.releases.count { $0.release != nil && $0.unsupported > 0 },
            spread: spread.releases.map {
                Row.Release(
                    product: $0.product,
                    release: $0.release,
                    label: $0.label,
                    hosts: $0.assets,
                    unsupported: $0.unsupported
                )
            }
        )
    }
}
