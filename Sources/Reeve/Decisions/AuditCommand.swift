import ArgumentParser
import Decisions
import EstateModel

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Read the log of decisions, and prove that nobody changed it.",
        subcommands: [AuditLogCommand.self, AuditVerify.self],
        defaultSubcommand: AuditLogCommand.self
    )
}

struct AuditLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List what was decided, oldest first."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var entry: Int64
        var at: Instant
        var who: String
        var what: String
        var reason: String
        var scan: Int64?
        var policyDigest: String?
        var digest: String
    }

    func run() async throws {
        let store = try await Workspace(estate).openStore()
        let rows = try await DecisionLedger(store: store).entries().map { entry in
            Row(
                entry: entry.sequence,
                at: entry.at,
                who: entry.actor.summary,
                what: entry.act.summary,
                reason: entry.content.reason,
                scan: entry.content.seen.scan,
                policyDigest: entry.content.seen.policy,
                digest: entry.digest
            )
        }
        try Listing(
            rows,
            columns: [
                .init("Entry", isNumber: true) { String($0.entry) },
                .init("When") { $0.at.description },
                .init("Who", canShrink: true) { $0.who },
                .init("What", canShrink: true) { $0.what },
                .init("Why", canShrink: true) { $0.reason },
            ],
            whenEmpty: "nothing was decided yet"
        ).print(format.format)
    }
}

struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every entry against the chain of hashes.",
        discussion: """
            Names the first entry that was changed, lost or put elsewhere, and the first record that the log does not \
            explain. Keep the last hash that it prints somewhere \
            else: a log that is cut off at its end, or written anew as a whole, is found by it. Exit status 1 when the \
            log does not hold together.
            """
    )

    @OptionGroup var estate: EstateOption

    @Option(
        help: ArgumentHelp(
            "A hash that the log is known to have had, as SEQUENCE:HASH; may be repeated.",
            valueName: "entry"
        )
    )
    var known: [String] = []

    func run() async throws {
        let anchors = try known.map { text -> AuditHead in
            let parts = text.split(separator: ":")
            guard parts.count == 2, let sequence = Int64(parts[0]), parts[1].utf8.count == 64 else {
                throw ValidationError("--known takes SEQUENCE:HASH, as `reeve audit verify` printed it.")
            }
            return AuditHead(sequence: sequence, digest: String(parts[1]))
        }
        let store = try await Workspace(estate).openStore()
        let ledger = DecisionLedger(store: store)
        switch try await ledger.verify(anchors: anchors) {
        case .intact(let head):
            if let record = try await ledger.unexplainedRecord() {
                throw Failure(
                    "the log holds together, but what is stored of \(record) is not what it says: somebody changed the "
                        + "record beside the log; restore the database from a backup"
                )
            }
            Terminal.result("\(head.sequence):\(head.digest)\n")
            let entries = head.sequence == 1 ? "The one entry holds" : "All \(head.sequence) entries hold"
            Terminal.message("\(entries) together.")
        case .broken(let fault):
            throw Failure("the log of decisions does not hold together: \(fault.explanation) [\(fault.kind.rawValue)]")
        }
    }
}
