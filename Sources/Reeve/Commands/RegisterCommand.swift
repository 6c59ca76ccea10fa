import ArgumentParser
import EstateModel
import Reporting
import Risk
import Store

struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Show the risk register, worst first.",
        discussion: "Exit status 2 when a risk is unmanaged: no security fixes, and no exception that covers it."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Option(help: "Only this organisation's register.")
    var organisation: String?

    @OptionGroup var since: SinceOption

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, logging: true)
        let model = try await ReportModelBuilder(loaded).model(organisation: organisation, since: since.day)
        if format.format == .table {
            let retired = try await explainingErrors { try await loaded.store.assets(includingRetired: true) }
                .filter(\.isRetired).map(\.name)
            let text = RegisterText(model, retired: Set(retired), width: Terminal.width).text
            Terminal.result(text)
        } else {
            try Listing(model.risks.map { RegisterLine($0, model) }, columns: RegisterLine.columns).print(format.format)
        }
        if model.headline.unmanaged > 0 { throw ExitStatus.findings.error }
    }
}
