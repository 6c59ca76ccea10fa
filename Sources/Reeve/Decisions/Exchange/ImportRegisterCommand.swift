import ArgumentParser
import Decisions
import EstateModel
import Planning
import RegisterExchange
import Store
import StrictYAML

struct ImportRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Record the council's own risk register from a CSV file.",
        discussion: """
            A mapping says which column is which field and what the register's words mean; docs/register-exchange.md \
            describes it. The rows stand beside the risks that Reeve found and never change their scores; `reeve export` \
            shows them as the council's own. The next edition of the file replaces its rows.

            Exit status: 0 every row was recorded, 3 some were left out, 1 it could not be done.
            """
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "The file to read.")
    var file: String

    @Option(help: ArgumentHelp("The mapping, a YAML file.", valueName: "file"))
    var mapping: String

    @OptionGroup var options: ImportedFileOptions

    func run() async throws {
        let workspace = try Workspace(estate)
        let recorder = try ImportRecorder(workspace, path: file, options: options)
        let (mapping, imported) = try await explainingErrors { () -> (RegisterMapping, RegisterImport) in
            let mapping = try RegisterMapping(yaml: try mappingText(), file: visible(self.mapping))
            return (mapping, try RegisterImport(bytes: recorder.bytes, file: recorder.file, mapping: mapping))
        }
        Terminal.result(imported.summary.text)
        guard !imported.rows.isEmpty else {
            throw Failure("no row of \(visible(file)) could be read; what was there before is unchanged")
        }
        let rows = zip(imported.rows, imported.lines).map { ImportRecorder.Row(line: $1, words: $0.words) }
        try await warnOfLinks(imported.rows, workspace)
        try await recorder.record(.register, rows, settings: mapping.context.words)
        if imported.summary.rowsRefused > 0 { throw ExitStatus.partial.error }
    }

    private func mappingText() throws -> String {
        do throws(BoundedFile.Fault) {
            return TextDecoder.spreadsheetText(try BoundedFile.read(mapping, limit: 1 << 20).bytes)
        } catch {
            throw Failure("cannot read the mapping \(visible(mapping)): it \(error.message)")
        }
    }

    /// A link to a reference that was never given is probably a slip; it is kept as it is written.
    private func warnOfLinks(_ rows: [RegisterTableRow], _ workspace: Workspace) async throws {
        let links = Set(rows.flatMap(\.linkedTo))
        guard !links.isEmpty else { return }
        var known: Set<String> = []
        if let store = try? await workspace.openStore() {
            known = try await explainingErrors { Set(try await store.riskReferences().map(\.reference)) }
            var needs = DecisionNeeds()
            needs.all = [.plan]
            known.formUnion(
                try await DecisionLedger(store: store).book(needs).plans.records.map(\.reference.description)
            )
        }
        let missing = links.subtracting(known).sorted()
        guard !missing.isEmpty else { return }
        let names = missing.prefix(10).map { visible($0, limit: 40) }.joined(separator: ", ")
        let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
        Terminal.message("reeve: warning: linked to references that Reeve never gave: \(names)\(more).")
    }
}
