import ArgumentParser
import EstateModel
import RegisterExchange
import StrictYAML

struct ImportPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Record the council's own strategic plan, in seven columns.",
        discussion: """
            Ref #, Theme, Area, Action, Linked to Ref #, By Whom and By When, as a CSV file or as text that was made from \
            a document, cells divided by tabs. A date that is not clear is kept as it is written and told with its line; \
            --plan-year says what Q1 and October mean. The next edition of the file replaces its rows.

            Exit status: 0 every row was recorded, 3 some were left out, 1 it could not be done.
            """
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "The file to read.")
    var file: String

    @Option(help: ArgumentHelp("The year that the plan is for: 2026/27 or 2026.", valueName: "year"))
    var planYear: PlanYear?

    @Option(help: "What stands between the fields of a CSV file: comma, semicolon or tab.")
    var separator: CSVDocument.Separator = .comma

    @OptionGroup var options: ImportedFileOptions

    func run() async throws {
        let recorder = try ImportRecorder(Workspace(estate), path: file, options: options)
        let context = PlanDateContext(year: planYear)
        let table = try await explainingErrors { try read(recorder, context) }
        Terminal.result(summary(table))
        guard !table.rows.isEmpty else {
            throw Failure("no row of \(visible(file)) could be read; what was there before is unchanged")
        }
        let rows = zip(table.rows, table.lines).map { ImportRecorder.Row(line: $1, words: $0.words) }
        try await recorder.record(.plan, rows, settings: context.words)
        if table.notes.contains(where: { $0.kind == .refused }) { throw ExitStatus.partial.error }
    }

    /// A text with the table in it is read as laid out, anything else as CSV.
    private func read(_ recorder: ImportRecorder, _ context: PlanDateContext) throws -> PlanTable {
        let text = TextDecoder.spreadsheetText(recorder.bytes)
        if let table = PlanTable(text: text, context: context), !table.rows.isEmpty || separator != .tab {
            return table
        }
        do {
            return try PlanTable(csv: text, file: recorder.file, separator: separator, context: context)
        } catch let error {
            guard !text.prefix(4096).contains("Ref") else { throw error }
            throw Failure(
                "\(visible(file)) has no table with the columns \(PlanTable.columns.joined(separator: ", ")), "
                    + "neither in text with tabs nor as CSV"
            )
        }
    }

    private func summary(_ table: PlanTable) -> String {
        let unclear = table.notes.filter { $0.kind == .unclearDate }
        let refused = table.notes.filter { $0.kind == .refused }
        let others = table.notes.filter { $0.kind != .unclearDate && $0.kind != .refused }
        let dated = table.rows.filter { $0.byWhen.precision != nil }.count
        let count = table.rows.filter { $0.byWhen.unclear != nil }.count
        let undated = table.rows.count - dated - count
        var lines = [
            "\(table.rows.count) rows: \(dated) with a date, \(count) with a date that stays unclear, "
                + "\(undated) without a date; \(refused.count) not read"
        ]
        for (title, notes) in [("Not read", refused), ("Unclear", unclear), ("To look at", others)] where !notes.isEmpty
        {
            lines.append("\(title):")
            lines += notes.map { "  \(visible($0.description, limit: 300))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension PlanYear: ExpressibleByArgument {
    init?(argument: String) {
        self.init(words: argument)
    }
}

extension CSVDocument.Separator: ExpressibleByArgument {}
