import ArgumentParser
import EstateModel
import Risk

struct LitrafCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "litraf",
        abstract: "Score services by the Legacy IT Risk Assessment Framework.",
        discussion: """
            The second score, beside the register's own: seven likelihoods and six impacts for each service. Scans fill \
            what they can (L1, L5 in part, L6); everything else is what the council answers, under 'litraf' of the service \
            in services.yaml. While a criterion is open the score is a range, and nothing is assumed.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Option(help: ArgumentHelp("Only this service, with every criterion and what it rests on.", valueName: "id"))
    var service: String?

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day)
        let scored = try await LitrafScores(loaded)
        let chosen = try service.map { [try scored.service(named: $0)] } ?? scored.services
        switch format.format {
        case .table:
            let text = LitrafText(asOf: scored.asOf, width: Terminal.width)
            Terminal.result(service == nil ? text.overview(chosen) : chosen.map(text.detail).joined())
            if chosen.isEmpty { Terminal.message("reeve: there is no service; services.yaml names them") }
        case .json:
            try Listing(chosen.map { LitrafDocument($0, asOf: scored.asOf) }, columns: []).print(.json)
        case .csv:
            try Listing(chosen.flatMap(LitrafLine.lines), columns: LitrafLine.columns).print(.csv)
        }
    }
}
