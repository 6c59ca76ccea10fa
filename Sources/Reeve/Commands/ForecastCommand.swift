import ArgumentParser

struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Say what falls out of support when, what it spreads over, and what could replace it.",
        discussion: """
            `reeve forecast` lists what ends by quarter of the financial year (April to March), with costs where \
            costs.yaml of the estate has prices; --format ics makes a calendar of it.
            """,
        subcommands: [ForecastEndings.self, ForecastReplacements.self, ForecastSpread.self],
        defaultSubcommand: ForecastEndings.self
    )
}

/// What every forecast is made from: an estate as it was, rules, and a day.
struct ForecastOptions: ParsableArguments {
    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var past: PastScanOption

    @Option(help: "Only what this organisation has a share in, and its share of the costs.")
    var organisation: String?

    /// The estate's files, so that a fault in them is told before the inventory is read and judged.
    func workspace() throws -> Workspace {
        let workspace = try Workspace(estate)
        try workspace.check(organisation: organisation)
        return workspace
    }

    /// A forecast is read, not decided on: it never gives risks their references.
    func load(_ workspace: Workspace) async throws -> LoadedAssessment {
        try await LoadedAssessment(workspace, rules, asOf: asOf.resolved, past: past)
    }
}

/// How far to look.
struct YearsOption: ParsableArguments {
    @Option(help: "How many years to look ahead, 1 to 25.")
    var years: Int = 5

    func validate() throws {
        guard (1...25).contains(years) else { throw ValidationError("--years must be 1 to 25.") }
    }
}
