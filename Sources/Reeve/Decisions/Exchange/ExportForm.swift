import ArgumentParser
import RegisterExchange

/// A form in which the register is handed on.
///
/// A new one is a file under Forms and a line in ``all``.
struct ExportForm: Sendable {
    /// What a form may need besides the register.
    struct Options: Sendable {
        var asMarkdown = false
        var answers: CommitteeAnswers?
    }

    /// As the command line names it.
    let name: String
    /// Completes "writes …": `the strategic plan in seven columns`.
    let about: String
    /// Whether it is read outside the council's ICT: hosts, versions and people's own words are left out.
    var isPublic = false
    /// Whether it is a table that can be Markdown too.
    var isTable = false
    let write: @Sendable (ExportedRegister, Options) throws -> Written

    /// What a form writes.
    struct Written {
        var text: String
        /// Rows of the council's own among it.
        var ownRows: Int
        /// Sentences about what the text itself does not say.
        var notes: [String] = []
    }

    static let all: [ExportForm] = [
        harborough, durham, committee, cyberEssentials, pci, psn, csv, jsonAPI, calendar,
    ]

    /// What a form writes as CSV, or as Markdown for papers.
    struct Table {
        var table: RegisterExchange.TextTable
        var ownRows: Int
        var notes: [String] = []
    }

    init(_ name: String, _ about: String, table: @escaping @Sendable (ExportedRegister) -> Table) {
        self.name = name
        self.about = about
        isTable = true
        write = { register, options in
            let written = table(register)
            let text = options.asMarkdown ? written.table.markdown : written.table.csv
            return Written(text: text, ownRows: written.ownRows, notes: written.notes)
        }
    }

    init(
        _ name: String,
        _ about: String,
        isPublic: Bool = false,
        write: @escaping @Sendable (ExportedRegister, Options) throws -> Written
    ) {
        self.name = name
        self.about = about
        self.isPublic = isPublic
        self.write = write
    }
}

extension ExportForm: ExpressibleByArgument {
    init?(argument: String) {
        guard let form = Self.all.first(where: { $0.name == argument }) else { return nil }
        self = form
    }

    static var allValueStrings: [String] { all.map(\.name) }
    var defaultValueDescription: String { name }
}
