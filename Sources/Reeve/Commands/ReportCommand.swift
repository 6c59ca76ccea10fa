import ArgumentParser
import EstateModel
import Foundation
import Reporting

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a report: html, csv or json.",
        discussion: "Goes to standard output unless --output names a file."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption

    @Argument(help: "The format: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ReportFormat

    @Option(help: "Only this organisation's.")
    var organisation: String?

    @OptionGroup var since: SinceOption

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String?

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, logging: true)
        let model = try await ReportModelBuilder(loaded).model(
            organisation: organisation,
            since: since.day,
            depth: .whole
        )
        let text = try format.render(model)
        guard let output else { return Terminal.result(text) }
        do {
            // Whole or not at all: a reader must never meet half a report.
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw Failure(
                "cannot write \(visible(output)): \(visible(error.localizedDescription)) "
                    + "Is its folder there, and has the disk space?"
            )
        }
        Terminal.message("Wrote \(output).")
    }
}

extension ReportFormat: ExpressibleByArgument {}
