import ArgumentParser
import EstateModel
import Forecast
import Risk

struct ForecastReplacements: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replacements",
        abstract: "Say how long each candidate replacement would last: 36 months of security fixes is the least.",
        discussion: """
            Its life is counted from the day on which the old release ends, or from today when that is past. Candidates \
            are those that the rules name, and the longest-lived release of the same product when none of them lasts.
            """
    )

    @OptionGroup var options: ForecastOptions
    @OptionGroup var horizon: YearsOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var product: String
        var release: String?
        var label: String
        var ends: CalendarDay?
        var hosts: Int
        var replacement: String?
        var replacementProduct: String?
        var replacementRelease: String?
        var namedByRule: Bool
        var securityEnd: CalendarDay?
        var goLive: CalendarDay?
        var monthsLeft: Int?
        var lastsLongEnough: Bool?
    }

    func run() async throws {
        let loaded = try await options.load(options.workspace())
        let forecast = loaded.forecast(years: horizon.years, organisation: options.organisation)
        let finder = ReplacementFinder(pack: loaded.pack, asOf: forecast.asOf)
        let endings = (forecast.over + forecast.endings).filter { $0.ending != .hardwareLife }
        try Listing(
            endings.flatMap { rows($0, finder.replacements(of: $0)) },
            columns: [
                .init("What", canShrink: true) { $0.label },
                .init("Ends") { $0.ends?.description ?? "—" },
                .init("Hosts", isNumber: true) { String($0.hosts) },
                .init("Replacement", canShrink: true) { $0.replacement ?? "—" },
                .init("Security until") { $0.securityEnd?.description ?? "—" },
                .init("Months", isNumber: true) { $0.monthsLeft.map(String.init) ?? "—" },
                .init("Lasts 36 months", canShrink: true, value: Self.judgement),
            ],
            whenEmpty: "nothing is over or ends within \(horizon.years) years"
        ).print(format.format)
        // What no rule knows has no ending, and so no replacement here.
        guard format.format == .table else { return }
        let sentence = loaded.coverage(of: options.organisation).sentence
        Terminal.message(wrappedForTerminal(sentence, width: Terminal.width))
    }

    private static func judgement(_ row: Row) -> String {
        guard row.replacement != nil else { return "no rule names one" }
        switch row.lastsLongEnough {
        case true?: return row.namedByRule ? "yes" : "yes; not named by its rule"
        case false?: return "no"
        case nil: return "not known"
        }
    }

    private func rows(_ ending: SupportEnding, _ replacements: [Replacement]) -> [Row] {
        func row(_ replacement: Replacement?) -> Row {
            Row(
                product: ending.product,
                release: ending.release,
                label: ending.label,
                ends: ending.day,
                hosts: ending.holders.count,
                replacement: replacement?.label,
                replacementProduct: replacement?.product,
                replacementRelease: replacement?.release,
                namedByRule: replacement?.isNamed ?? false,
                securityEnd: replacement?.securityEnd,
                goLive: replacement?.goLive,
                monthsLeft: replacement?.monthsLeft,
                lastsLongEnough: replacement?.lastsLongEnough
            )
        }
        return replacements.isEmpty ? [row(nil)] : replacements.map(row)
    }
}
