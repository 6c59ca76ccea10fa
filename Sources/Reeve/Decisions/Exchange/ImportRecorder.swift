import ArgumentParser
import Crypto
import Decisions
import EstateFiles
import EstateModel
import Foundation
import Store

/// What imports of the council's own registers and plans have in common.
struct ImportedFileOptions: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Show what would be recorded; record nothing.")
    var isDryRun = false

    @Option(help: ArgumentHelp("Whose it is: an organisation of estate.yaml.", valueName: "id"))
    var organisation: String?

    @Option(
        help: ArgumentHelp("What its next edition replaces; default: the file's name.", valueName: "name")
    )
    var name: String?

    @Option(
        help: ArgumentHelp(
            "Who imports it: an id under 'people' in estate.yaml; default: this account's name.",
            valueName: "person"
        )
    )
    var by: String?

    func validate() throws {
        guard let name else { return }
        let isVisible = visible(name, limit: 200) == name && name.contains { !$0.isWhitespace }
        guard isVisible else { throw ValidationError("--name must be one visible line of at most 200 characters.") }
    }
}

/// Keeps the rows of a file of the council's beside what was found, with where they came from.
struct ImportRecorder {
    enum Kind: String, CaseIterable {
        case register
        case plan
    }

    /// One row to keep.
    struct Row {
        var line: Int
        var words: [String: String]
    }

    /// Rows of a plan or register, and bytes that one row may take.
    private static let largestRow = 1 << 20
    private static let largestFile = 32 << 20

    let workspace: Workspace
    let path: String
    let options: ImportedFileOptions
    let bytes: [UInt8]
    private let importedBy: String

    /// - Throws: ``Failure`` when the file cannot be read or an option names what the estate does not have.
    init(_ workspace: Workspace, path: String, options: ImportedFileOptions) throws {
        try workspace.check(organisation: options.organisation)
        self.workspace = workspace
        self.path = path
        self.options = options
        importedBy = try Self.person(options.by, workspace)
        do throws(BoundedFile.Fault) {
            bytes = try BoundedFile.read(path, limit: Self.largestFile).bytes
        } catch {
            throw Failure("cannot read \(visible(path)): it \(error.message)")
        }
        // A .xlsx is a ZIP archive, a .xls a compound file.
        guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw Failure("\(visible(path)) is a workbook; save the sheet as CSV and import that")
        }
        guard !bytes.starts(with: Array("%PDF-".utf8)) else {
            throw Failure("\(visible(path)) is a PDF; save it as text, cells divided by tabs, and import that")
        }
    }

    var file: String { visible(URL(fileURLWithPath: path).lastPathComponent, limit: 200) }
    private var name: String { options.name ?? file }

    /// Keeps the rows, all or none, and says so; a dry run keeps nothing.
    func record(_ kind: Kind, _ rows: [Row], settings: String) async throws {
        let count = rows.count == 1 ? "1 row" : "\(rows.count) rows"
        guard !options.isDryRun else {
            return Terminal.message("Nothing was recorded: \(count) would stand under '\(visible(name))'.")
        }
        let source = ImportedSource(
            kind: kind.rawValue,
            name: name,
            file: file,
            sha256: SHA256.hash(data: Data(bytes)).hexadecimal,
            organisation: options.organisation,
            settings: settings,
            importedAt: SystemClock.now,
            importedBy: importedBy,
            rows: try rows.map { ImportedSource.Row(line: $0.line, body: try Self.body($0)) }
        )
        let lock = try workspace.hold()
        let store = try await workspace.openStore(creating: true)
        let before = try await explainingErrors { () -> Int? in
            let known = try await store.imports(kind: kind.rawValue).first { $0.name == name }
            if let known, known.organisation != options.organisation {
                let owner = known.organisation ?? "no organisation"
                throw Failure(
                    "'\(visible(name))' was imported for \(visible(owner)); give the same --organisation, "
                        + "or another --name"
                )
            }
            return try await store.keepImport(source)
        }
        _ = consume lock
        let change = before.map { ", in place of the \($0) that it had" } ?? ""
        Terminal.message("Recorded \(count) of the council's own \(kind.rawValue) '\(visible(name))'\(change).")
    }

    private static func body(_ row: Row) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(row.words)
        guard data.count <= largestRow else {
            throw Failure("line \(row.line) takes more than \(largestRow >> 20) MiB; a quote may be missing before it")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func person(_ id: String?, _ workspace: Workspace) throws -> String {
        guard let id else { return visible(NSUserName(), limit: 100) }
        if let person = workspace.roles.person(id) { return person.name }
        let people = workspace.estate.roles.people.map(\.id)
        throw Failure(
            "'\(visible(id, limit: 60))' is not among the people of estate.yaml\(suggestion(for: id, among: people))"
        )
    }
}
