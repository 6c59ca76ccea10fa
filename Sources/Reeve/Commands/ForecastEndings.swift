import ArgumentParser
import EstateFiles
import EstateModel
import Forecast
import Reporting

struct ForecastEndings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endings",
        abstract: "List what falls out of support, by quarter (the default)."
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
        case csv
        case ics

        /// `text` is another word for a table.
        init?(argument: String) { self.init(rawValue: argument == "text" ? "table" : argument) }
    }

    @OptionGroup var options: ForecastOptions
    @OptionGroup var horizon: YearsOption

    @Option(help: "How to print: table, json, csv (a row for each organisation and service) or ics (a calendar).")
    var format: Format = .table

    func run() async throws {
        let workspace = try options.workspace()
        let costs = try workspace.costs()
        let loaded = try await options.load(workspace)
        let forecast = loaded.forecast(years: horizon.years, organisation: options.organisation)
        let view = ForecastView(
            forecast: forecast,
            costs: costs,
            organisations: workspace.estate.organisations.map(\.id),
            organisation: options.organisation
        )
        switch format {
        case .table:
            try ForecastTable(view).print()
            let text = view.summary(coverage: loaded.coverage(of: options.organisation))
            Terminal.message(wrappedForTerminal(text, width: Terminal.width))
        case .csv: Terminal.result(ForecastRows(view).csv)
        case .json:
            let coverage = CoverageRow(loaded.coverage(of: options.organisation))
            Terminal.result(try StableJSON.encode(ForecastDocument(view, coverage: coverage)))
        case .ics: Terminal.result(calendar(forecast, loaded).text)
        }
    }

    private func calendar(_ forecast: SupportForecast, _ loaded: LoadedAssessment) -> CalendarFile {
        let estate = loaded.workspace.estate
        let organisation = estate.organisations.first { $0.id == options.organisation }
        let midnight = Int64(forecast.asOf.daysSinceEpoch) * 86_400
        return CalendarFile(
            forecast,
            scope: organisation?.id ?? estate.name,
            name: "End of support, \(visible(organisation?.name ?? estate.name, limit: 80))",
            stamp: Instant(secondsSinceEpoch: midnight)
        )
    }
}
