import ArgumentParser
import Assessment
import Decisions
import EstateFiles
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
        var account: String?
        var scan: Int64?
        var policyDigest: String?
        var digest: String
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let names = workspace.organisationNames
        let store = try await workspace.openStore()
        let rows = try await DecisionLedger(store: store).entries().map { entry in
            Row(
                entry: entry.sequence,
                at: entry.at,
                who: entry.actor.summary,
                what: entry.act.summary(organisations: names),
                reason: entry.content.reason,
                account: entry.content.seen.account,
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
            log does not hold together, and with --signatures when an exception is in force on a decision that was not signed \
            though policy.yaml asks for signatures.
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

    @Flag(
        help: """
            Also decide everything again from the log alone, compare what was signed with it, and check each signature \
            with ssh-keygen and the estate's file allowed-signers.
            """
    )
    var signatures = false

    func run() async throws {
        let anchors = try known.map { text -> AuditHead in
            let parts = text.split(separator: ":")
            guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0, parts[1].utf8.count == 64 else {
                throw ValidationError("--known takes SEQUENCE:HASH, as `reeve audit verify` printed it.")
            }
            return AuditHead(sequence: sequence, digest: parts[1].lowercased())
        }
        let workspace = try Workspace(estate)
        let ledger = DecisionLedger(store: try await workspace.openStore())
        let head = try await ledger.provenHead(anchors: anchors, organisations: workspace.organisationNames)
        Terminal.result("\(head.sequence):\(head.digest)\n")
        let entries = head.sequence == 1 ? "The one entry holds" : "All \(head.sequence) entries hold"
        Terminal.message("\(entries) together, and the records beside them are what they say.")
        if signatures { try await checkSignatures(ledger, workspace) }
    }

    /// Each as of the moment at which it was logged: a key may have left the file's dates since.
    private func checkSignatures(_ ledger: DecisionLedger, _ workspace: Workspace) async throws {
        let allowedSigners = workspace.directory.allowedSigners
        let review = try await ledger.review()
        if let fault = review.fault { throw Failure("what was signed is not what the log says: \(fault)") }
        for decision in review.signed {
            let signature = decision.signature
            let verdict = try await KeySignature.verify(
                Array(signature.armoured.utf8),
                over: Array(signature.text.utf8),
                namespace: DecisionText.namespace,
                allowedSigners: allowedSigners,
                at: decision.at
            )
            let place = "entry \(decision.sequence): the signature of \(visible(signature.principal, limit: 80)) under "
            guard case .valid(let principal) = verdict, principal == signature.principal else {
                throw Failure("\(place)\(decision.exception) cannot be confirmed with \(visible(allowedSigners))")
            }
            // Whoever has left estate.yaml since signed in their time.
            if let name = workspace.roles.person(decision.actor.person)?.signsAs, name != principal {
                let who = visible(decision.actor.name, limit: 80)
                throw Failure("\(place)\(decision.exception) is not \(who)'s, who signs as \(visible(name, limit: 80))")
            }
        }
        let count = review.signed.count
        Terminal.message(count == 1 ? "The one signature is right." : "All \(count) signatures are right.")
        try reportUnsigned(review, workspace)
    }

    /// A signature that was never given is missed by no arithmetic: somebody must be told that there is none.
    private func reportUnsigned(_ review: SignatureReview, _ workspace: Workspace) throws {
        func told(_ unsigned: [SignatureReview.Unsigned]) -> String {
            let shown = unsigned.prefix(8).map { decision in
                let council = workspace.organisationNames[decision.organisation] ?? decision.organisation
                return "\(decision.exception) for \(council) by \(visible(decision.actor.name, limit: 80)) "
                    + "(entry \(decision.sequence))"
            }
            return shown.joined(separator: ", ") + (unsigned.count > 8 ? " and \(unsigned.count - 8) more" : "")
        }
        let inForce = review.unsignedInForce
        if workspace.policies.exceptions.requiresSignature, !inForce.isEmpty {
            throw Failure(
                "exceptions are in force on decisions that nobody signed, and policy.yaml asks for signatures: "
                    + "\(told(inForce)); revoke them and ask anew, or restore the database from a backup"
            )
        }
        guard !review.unsigned.isEmpty else { return }
        Terminal.message("Decided without a signature: \(told(review.unsigned)).")
    }
}

extension DecisionLedger {
    /// The end of a log that holds together, with records that are what it says.
    ///
    /// - Parameter organisations: names by id.
    /// - Throws: ``Failure`` with the first entry that was changed, or the first record that no entry explains.
    func provenHead(anchors: [AuditHead] = [], organisations: [String: String]) async throws -> AuditHead {
        switch try await verify(anchors: anchors) {
        case .sound(let head): return head
        case .unexplained(let record):
            throw Failure(
                "the log holds together, but what is stored of \(record) is not what it says: somebody changed the "
                    + "record beside the log; restore the database from a backup"
            )
        case .broken(let fault):
            let subject =
                await subject(of: fault.sequence, organisations).map { "; what stands there says: \($0)" } ?? ""
            throw Failure("the log of decisions does not hold together: \(fault.explanation)\(subject)")
        }
    }
}
