import ArgumentParser
import EstateModel
import Lifecycle
import RuleExchange
import StrictYAML

struct RulesStale: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stale",
        abstract: "List the sources that nobody has looked at for longer than the data may be old, oldest first.",
        discussion: """
            Only sources on which something rests that may still be supported; --all also lists those whose releases are \
            all over. Look at the source, correct the dates, and set its `verified` to the day of looking.
            """
    )

    @OptionGroup var pack: RulePackOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Flag(help: "Also sources of releases that are all over, and sources that nothing rests on.")
    var all = false

    struct Row: Encodable {
        var product: String
        var name: String
        var source: String
        var link: String?
        var verified: CalendarDay
        var maximumAge: String
        var staleSince: CalendarDay
        var openReleases: [String]
        var isRolling: Bool
        var rule: String
    }

    func run() async throws {
        let pack = try pack.loadSaying()
        let day = asOf.resolved
        let stale = StaleSource.all(in: pack, asOf: day)
        let rows = stale.filter { all || $0.matters }.map { item in
            Row(
                product: item.product.id,
                name: item.product.name,
                source: item.source.id,
                link: item.source.url ?? item.source.reference,
                verified: item.verified,
                maximumAge: item.limit.description,
                staleSince: item.staleSince,
                openReleases: item.openReleases,
                isRolling: item.isRolling,
                rule: item.location.description
            )
        }
        try Listing(
            rows,
            columns: [
                .init("Looked at") { $0.verified.description },
                .init("Too old since") { $0.staleSince.description },
                .init("May be") { $0.maximumAge },
                .init("Product") { $0.product },
                .init("Releases", isNumber: true) { $0.isRolling ? "rolling" : String($0.openReleases.count) },
                .init("Source", canShrink: true) { $0.link ?? $0.source },
                .init("Rule", canShrink: true) { $0.rule },
            ],
            whenEmpty: "no source is older than its rule allows"
        ).print(format.format)
        guard format.format == .table else { return }
        let sources = pack.products.reduce(0) { $0 + $1.sources.count }
        let hidden = all ? 0 : stale.count - rows.count
        let more = hidden == 0 ? "" : "; \(hidden) more on which only releases rest that are over (--all)"
        Terminal.message("\(rows.count) of \(sources) sources are too old on \(day.longDescription)\(more)")
    }
}
