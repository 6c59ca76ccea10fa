import ArgumentParser
import Decisions
import EstateModel
import Risk

struct ExceptionWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Take back a request.")

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let id = exception.id
        let organisations = work.organisations(of: try await work.record(id).record.request)
        try await work.log(actor, .requestException, of: organisations, needs: work.needs(id)) { _ in
            .withdraw(exception: id)
        }
        Terminal.message("\(id) is withdrawn.")
    }
}

struct ExceptionAdvise: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Record an adviser's view of a request, apart from the decision."
    )

    @OptionGroup var exception: ExceptionArgument

    @Option(help: ArgumentHelp("Who advises: an id under 'people' in estate.yaml. Needed.", valueName: "person"))
    var by: String?

    @Option(help: "What is advised. Needed.")
    var advice: Recommendation.Advice?

    @Option(help: "Why, for whoever decides. Needed.")
    var text: String?

    var neededOptions: [NeededOption] {
        let known = Recommendation.Advice.allCases.map(\.rawValue).joined(separator: ", ")
        return [
            NeededOption("--by <person>", "who advises: an id under 'people' in estate.yaml", by),
            NeededOption("--advice <advice>", "what is advised: \(known)", isGiven: advice != nil),
            NeededOption("--text <text>", "why, for whoever decides", text),
        ]
    }

    func validate() throws {
        guard text.map({ $0.utf8.count <= 4000 }) ?? true else {
            throw ValidationError("--text is longer than 4000 bytes.")
        }
    }

    func run() async throws {
        guard let by, let advice, let text else { return }
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let id = exception.id
        _ = try await work.record(id)
        _ = try await work.work.ledger.append(
            by: try work.work.workspace.actor(by, for: .advise, of: []),
            reason: text,
            seen: try await work.work.seen(work.board),
            needs: work.needs(id)
        ) { _ in .exception(.recommend(exception: id, advice: advice, text: text)) }
        Terminal.message("The advice on \(id) is recorded.")
    }
}

struct ExceptionSendBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-back",
        abstract: "Send a request back for changes, saying which with --reason."
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let id = exception.id
        let record = try await work.record(id).record
        try await work.log(actor, .decide(record.level), of: [], needs: work.needs(id)) { _ in
            .requestChanges(exception: id)
        }
        Terminal.message("\(id) went back to \(visible(record.requestedBy.name, limit: 80)).")
    }
}

struct ExceptionSuspend: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Say that what an exception rests on has changed for the worse.",
        discussion: """
            Most causes are found by Reeve itself: evidence that ages or fails, a score or an exposure that rises, a plan that \
            slips. This is for what no scan sees, such as a weakness that is known to be exploited.
            """
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption

    @Option(help: "What happened. Needed.")
    var cause: SuspensionCause.Kind?

    @Option(help: ArgumentHelp("What it is about: a control, a plan, a vulnerability.", valueName: "name"))
    var about: String?

    var neededOptions: [NeededOption] {
        let known = SuspensionCause.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        return [NeededOption("--cause <cause>", "what happened: \(known)", isGiven: cause != nil)]
    }

    func run() async throws {
        guard let cause else { return }
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let id = exception.id
        let organisations = work.organisations(of: try await work.record(id).record.request)
        let known = SuspensionCause(cause, subject: about, actor.reason)
        try await work.log(actor, .suspend, of: organisations, needs: work.needs(id)) { book in
            let today = book.lastAt.map { max($0, SystemClock.now) } ?? SystemClock.now
            return .suspend(exception: id, since: today.londonDay, causes: [known])
        }
        Terminal.message("\(id) is suspended. After 14 days its risks count as unmanaged.")
    }
}

struct ExceptionResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Say that every cause of a suspension is over; the log and the last scan must agree.",
        discussion: """
            Fresh evidence and plans that are back on their days prove themselves. A band, an exposure or an owner must be \
            back as well; then, as for an exploited weakness or a merged asset, whoever may approve it says in --reason what is \
            different: each council that it concerns for itself. A plan that ends later than was signed needs a new exception.
            """
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let (id, how, board) = (exception.id, actor.reason, work.board)
        let record = try await work.record(id).record
        let organisations = try work.anyAllowed(
            actor.by,
            .resume(record.level),
            of: record.request,
            before: record.suspension?.confirmedFor ?? []
        )
        try await work.log(actor, .resume(record.level), of: organisations, needs: work.needs(id)) { book in
            guard let record = book.exceptions[id] else { throw Failure("there is no exception '\(id)'") }
            let still = record.worsened(board.facts(of: record))
            if let cause = still.first {
                // What was signed was another risk: nobody's word stands in for a decision about this one.
                throw Failure(
                    "\(id) cannot be resumed: \(cause.detail). Put that right and scan again, or revoke it and ask anew"
                )
            }
            let causes = (record.suspension?.causes ?? []).filter { !$0.kind.isProvenByBook }
            return .resume(
                exception: id,
                resolutions: causes.map { Resolution($0.kind, subject: $0.subject, how: how) }
            )
        }
        let after = try await work.record(id).record
        guard after.suspension != nil else { return Terminal.message("\(id) holds again.") }
        let confirmed = after.suspension?.confirmedFor ?? []
        let open = (after.terms?.organisations ?? []).filter { !confirmed.contains($0) }.map(work.council)
        Terminal.message("That is recorded. \(id) holds again once \(open.joined(separator: " and ")) said so too.")
    }
}

struct ExceptionRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End an exception before its last day."
    )

    @OptionGroup var exception: ExceptionArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let work = try await ExceptionWork(exception.estate, exception.rules)
        let id = exception.id
        _ = try await work.record(id)
        try await work.log(actor, .revoke, of: [], needs: work.needs(id)) { _ in .revoke(exception: id) }
        Terminal.message("\(id) is revoked. Its risks are open and unmanaged again.")
    }
}

extension Recommendation.Advice: ExpressibleByArgument {}
extension SuspensionCause.Kind: ExpressibleByArgument {}
