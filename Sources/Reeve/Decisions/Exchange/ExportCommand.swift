import ArgumentParser
import EstateModel
import Foundation
import RegisterExchange

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Hand on the register and its plans in a council's own forms.",
        discussion: "Forms:\n"
            + ExportForm.all.map { "  \($0.name): \($0.about)" }.joined(separator: "\n")
            + "\n\nGoes to standard output unless --output names a file. Tables are CSV, or Markdown with --markdown."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption

    @Argument(help: "The form.")
    var form: ExportForm

    @Option(help: "Only this organisation's.")
    var organisation: String?

    @Option(help: ArgumentHelp("Only this risk and its plans; may be repeated.", valueName: "R-0001"))
    var risk: [String] = []

    @Option(help: "Only what Reeve found, or only the council's own rows that were imported: found or own.")
    var only: ExportPart?

    @Flag(
        name: .customLong("public"),
        help: "Leave out hosts, versions and people's own words; committee reports always do."
    )
    var isPublic = false

    @Flag(name: .customLong("markdown"), help: "Write a table as Markdown, for papers.")
    var asMarkdown = false

    @Option(
        help: ArgumentHelp("For committee: what the author says of staff, equalities and law; YAML.", valueName: "file")
    )
    var answers: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String?

    func validate() throws {
        guard !asMarkdown || form.isTable else {
            throw ValidationError("\(form.name) is no table; leave --markdown out.")
        }
        guard answers == nil || form.name == ExportForm.committee.name else {
            throw ValidationError("--answers is for committee reports.")
        }
        guard risk.count <= 10_000 else { throw ValidationError("--risk names more than 10,000 risks.") }
    }

    func run() async throws {
        var options = ExportForm.Options(asMarkdown: asMarkdown)
        if let answers { options.answers = try await explainingErrors { try CommitteeAnswers(file: answers) } }
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, logging: true)
        let isWithholding = isPublic || form.isPublic
        let builder = try await ExportBuilder(loaded, organisation: organisation, isWithholding: isWithholding)
        var register = try await builder.register().only(risk)
        if let only { register = register.only(only) }
        let written = try form.write(register, options)
        try write(written.text)
        tell(written, of: register)
    }

    private func write(_ text: String) throws {
        guard let output else { return Terminal.result(text) }
        do {
            // Whole or not at all: a reader must never meet half a register.
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw Failure(
                "cannot write \(visible(output)): \(visible(error.localizedDescription)) "
                    + "Is its folder there, and has the disk space?"
            )
        }
        Terminal.message("Wrote \(visible(output)).")
    }

    /// What the file itself does not say.
    private func tell(_ written: ExportForm.Written, of register: ExportedRegister) {
        if written.ownRows > 0 {
            let rows = written.ownRows == 1 ? "1 row is" : "\(written.ownRows) rows are"
            Terminal.message("\(rows) the council's own, as it was imported, and not scored by Reeve.")
        }
        if written.ownRows > 0, let key = OwnReference.key(to: register.ownReferences, shown: register.ownRisks) {
            Terminal.message(key)
        }
        for note in written.notes { Terminal.message(note) }
        Terminal.message(
            register.isWithheld
                ? "It names no hosts and no versions; who reads it is still for you to decide."
                : "\(register.marking): it may name hosts and versions; --public leaves them out."
        )
    }
}

extension ExportPart: ExpressibleByArgument {}
