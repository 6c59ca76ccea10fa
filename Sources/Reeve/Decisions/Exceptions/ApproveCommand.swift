import ArgumentParser
import Decisions
import EstateFiles
import EstateModel
import Foundation

/// How a decision is signed.
struct SigningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The SSH key that signs: a private key, or a public one whose private half is in the agent.",
            valueName: "file"
        )
    )
    var key: String?

    @Flag(help: "Only print the text that is to be signed, for ssh-keygen -Y sign elsewhere.")
    var printText = false

    @Option(
        help: ArgumentHelp(
            "A printed text, with its signature beside it as FILE.sig, instead of --key.",
            valueName: "file"
        )
    )
    var signed: String?

    @Flag(help: "Do not ask before signing.")
    var yes = false

    func validate() throws {
        guard [key != nil, printText, signed != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("--key, --print-text and --signed exclude each other.")
        }
    }
}

struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract:
            "Approve an exception with your SSH key: the risk is recognised, the mitigation and the plan approved.",
        discussion: """
            Read `reeve exception show` first. What is signed is a text of a few lines that names the assets, the plan, the \
            period and the end of the log, so that the signature is good for nothing else. The key's owner stands in the estate's \
            file allowed-signers under the name that `signs-as` gives the person in estate.yaml; OpenSSH alone can check it.

            To sign on another machine: --print-text > decision.txt, then `ssh-keygen -Y sign -n reeve-decision@1 -f KEY \
            decision.txt` there, then --signed decision.txt.
            """
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var signing: SigningOptions

    @Option(help: ArgumentHelp("For which council, when you decide for several.", valueName: "organisation"))
    var organisation: String?

    @Option(
        help: ArgumentHelp("An earlier last day than was asked for.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var until: CalendarDay?

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let choice = ExceptionDeciding.Choice(verdict: .approve, organisation: organisation, until: until)
        let deciding = try await ExceptionDeciding(work, exception.id, by: actor, choice)
        guard let record = try await deciding.decide(signing) else { return }
        let message = work.outcome(try await work.record(record.id))
        Terminal.message(wrappedForTerminal(message, width: Terminal.messageColumns))
    }
}

struct ExceptionReject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Refuse a request; of several councils one refusal is enough."
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var signing: SigningOptions

    @Option(help: ArgumentHelp("For which council, when you decide for several.", valueName: "organisation"))
    var organisation: String?

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let choice = ExceptionDeciding.Choice(verdict: .reject, organisation: organisation, until: nil)
        let deciding = try await ExceptionDeciding(work, exception.id, by: actor, choice)
        guard let record = try await deciding.decide(signing) else { return }
        Terminal.message("\(record.id) is rejected. Its risks stay open.")
    }
}

extension ExceptionDeciding {
    /// Signs as the options say and logs it; nil when only the text was printed.
    fileprivate func decide(_ signing: SigningOptions) async throws -> ExceptionRecord? {
        try await checkBeforeSigning()
        if signing.printText {
            Terminal.result(text)
            return nil
        }
        return try await log(try await signature(signing))
    }

    private func signature(_ signing: SigningOptions) async throws -> SignedDecision? {
        let allowed = work.work.workspace.directory.allowedSigners
        if let file = signing.signed { return try await SignedDecision(file: file, allowedSigners: allowed) }
        guard let key = signing.key else {
            if !needsSignature { return nil }
            throw Failure("a decision is signed: name your SSH key with --key, or use --print-text and --signed")
        }
        let text = text
        Terminal.message(Self.forTheEye(text, width: Terminal.messageColumns))
        if !signing.yes { try confirm() }
        return try await SignedDecision(signing: text, key: key, allowedSigners: allowed)
    }

    /// What is signed has its lines as they are; here the rest of a long one stands further in, so that nothing that
    /// somebody wrote into a request can look like a line of its own.
    static func forTheEye(_ text: String, width: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard displayWidth(String(line)) > width else { return String(line) }
            return wrapped(String(line), width: width - 4).joined(separator: "\n    ")
        }.joined(separator: "\n")
    }

    /// Nobody signs by a slip of the finger.
    private func confirm() throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                "nobody can be asked here, so nothing was signed and nothing was decided: read the text above, and give "
                    + "--yes to sign it without being asked"
            )
        }
        Terminal.message("Sign this as \(actor.summary)? Type \(record.id) to sign:")
        guard readLine()?.trimmingCharacters(in: .whitespaces) == record.id else {
            throw Failure("nothing was signed and nothing was decided")
        }
    }
}

extension ExceptionWork {
    /// What an approval came to.
    fileprivate func outcome(_ found: (record: ExceptionRecord, book: DecisionBook)) -> String {
        let record = found.record
        if let approval = record.approval {
            let scheduled = approval.effectiveOn > board.day ? "from \(approval.effectiveOn.longDescription) " : ""
            return "\(record.id) is approved: it holds \(scheduled)until \(approval.expiresOn.longDescription)."
        }
        let open = record.openOrganisations(in: found.book)
        let signedBefore = record.decisions.map(\.organisation).filter(open.contains).map(council)
        let names = open.map(council).joined(separator: " and ")
        let again =
            signedBefore.isEmpty
            ? "" : " The plan's days changed since \(signedBefore.joined(separator: " and ")) signed: sign again."
        return "The approval is recorded. \(record.id) holds once \(names) approved it too.\(again)"
    }
}
