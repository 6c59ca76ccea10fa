import ArgumentParser
import EstateModel
import Store

struct ImportListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the council's own registers and plans that were imported."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var kind: String
        var name: String
        var file: String
        var organisation: String?
        var rows: Int
        var importedAt: Instant
        var importedBy: String
        var sha256: String
    }

    func run() async throws {
        let store = try await Workspace(estate).openStore()
        let sources = try await explainingErrors { try await store.imports() }
        let rows = sources.map { source in
            Row(
                kind: source.kind,
                name: source.name,
                file: source.file,
                organisation: source.organisation,
                rows: source.rows.count,
                importedAt: source.importedAt,
                importedBy: source.importedBy,
                sha256: source.sha256
            )
        }
        try Listing(
            rows,
            columns: [
                .init("Kind") { $0.kind },
                .init("Name", canShrink: true) { $0.name },
                .init("Organisation") { $0.organisation ?? "—" },
                .init("Rows", isNumber: true) { String($0.rows) },
                .init("Imported") { $0.importedAt.description },
                .init("By", canShrink: true) { $0.importedBy },
                .init("SHA-256", canShrink: true) { $0.sha256 },
            ],
            whenEmpty: "no register or plan of the council's own was imported"
        ).print(format.format)
    }
}

struct ImportRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take the rows of an imported register or plan out again."
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "register or plan.")
    var kind: ImportRecorder.Kind

    @Argument(help: "Its name, as `reeve import list` shows it.")
    var name: String

    func run() async throws {
        let workspace = try Workspace(estate)
        let lock = try workspace.hold()
        let store = try await workspace.openStore()
        let names = try await explainingErrors { try await store.imports(kind: kind.rawValue).map(\.name) }
        guard try await explainingErrors({ try await store.removeImport(kind: kind.rawValue, name: name) }) else {
            let hint = suggestion(for: name, among: names, listedBy: "reeve import list")
            throw Failure("no \(kind.rawValue) was imported as '\(visible(name, limit: 100))'\(hint)")
        }
        _ = consume lock
        Terminal.message("Took out the council's own \(kind.rawValue) '\(visible(name, limit: 200))'.")
    }
}

extension ImportRecorder.Kind: ExpressibleByArgument {}
