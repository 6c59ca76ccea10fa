import Decisions
import EstateModel
import Foundation
import Store

/// How a decision about an exception comes about: prepared, signed, checked and logged.
struct ExceptionDeciding {
    let work: ExceptionWork
    let record: ExceptionRecord
    let book: DecisionBook
    let actor: Actor
    let decision: ExceptionDecision
    let reason: String

    /// What an approver chose.
    struct Choice {
        var verdict: ExceptionDecision.Verdict
        var organisation: String?
        var until: CalendarDay?
    }

    init(_ work: ExceptionWork, _ id: String, by who: ActorOption, _ choice: Choice) async throws {
        self.work = work
        (record, book) = try await work.record(id)
        reason = who.reason
        let organisation = try Self.organisation(work, record, book, who.by, choice)
        actor = try work.work.workspace.actor(who.by, for: .decide(record.level), of: [organisation])
        decision = try await explainingErrors { [record, book] in
            try Self.decision(record, book, organisation, choice, reason: who.reason)
        }
    }

    /// The text to be signed, as of the log's end now.
    var text: String { DecisionText.text(subject(book)) }

    var needsSignature: Bool { record.terms?.limits.requiresSignature ?? true }

    /// Everything that speaks against the decision apart from its signature, before anybody is asked to sign. What is
    /// read to an approver is what the log explains: a record that was changed beside it would be signed unseen.
    func checkBeforeSigning() async throws {
        _ = try await work.work.ledger.provenHead(organisations: work.work.workspace.organisationNames)
        let (id, decision, actor, reason) = (record.id, decision, actor, reason)
        let terms = work.terms(of: record.request)
        try await explainingErrors {
            try await work.work.store.readAuditLog { transaction in
                var session = try DecisionLedger.session(transaction, work.needs(id))
                let at = try transaction.moment(for: session.book, now: SystemClock.now)
                var gaps = Self.changes(session.book, id, terms, decision)
                let content = AuditContent(
                    at: at,
                    actor: actor,
                    reason: reason,
                    act: .exception(.decide(exception: id, decision: decision))
                )
                do throws(DecisionFault) {
                    try session.append(content)
                } catch {
                    gaps += error.gaps.filter { $0.code != .signature }
                }
                if !gaps.isEmpty { throw DecisionFault(id, gaps) }
            }
        }
    }

    /// Logs the decision.
    ///
    /// - Parameter signed: nil where the policy asks for no signature.
    func log(_ signed: SignedDecision?) async throws -> ExceptionRecord {
        let (id, actor, reason) = (record.id, actor, reason)
        let seen = try await work.work.seen(work.board)
        let terms = work.terms(of: record.request)
        let roles = work.work.workspace.roles
        return try await work.work.ledger.writing(needs: work.needs(id)) { session, at, transaction in
            let gaps = Self.changes(session.book, id, terms, decision)
            if !gaps.isEmpty { throw DecisionFault(id, gaps) }
            var decision = decision
            if let signed {
                let check = SignatureCheck(subject(session.book), book: session.book, roles: roles, on: at.londonDay)
                decision.signature = try check.accept(
                    text: signed.text,
                    armoured: signed.armoured,
                    digest: { $0 == 0 ? AuditHead.empty.digest : try? transaction.digest(of: $0) },
                    verify: { _, _, _ in signed.outcome }
                )
            }
            try session.append(
                AuditContent(
                    at: at,
                    actor: actor,
                    reason: reason,
                    seen: seen,
                    act: .exception(.decide(exception: id, decision: decision))
                )
            )
            return session.book.exceptions[id] ?? record
        }
    }

    private func subject(_ book: DecisionBook) -> DecisionText.Subject {
        DecisionText.Subject(
            exception: book.exceptions[record.id] ?? record,
            decision: decision,
            actor: actor,
            plan: record.request.plan.flatMap(book.plan),
            before: record.request.before(in: book, as: record.id),
            assetNames: work.assets.mapValues(\.name),
            productLabel: record.request.risks.compactMap { book.risks[$0]?.label }.first,
            log: book.head
        )
    }

    /// A request that was handed in under other facts is not what is approved now.
    private static func changes(
        _ book: DecisionBook,
        _ id: String,
        _ terms: ExceptionTerms,
        _ decision: ExceptionDecision
    ) -> [DecisionFault.Gap] {
        decision.verdict == .approve ? book.exceptions[id]?.gaps(under: terms) ?? [] : []
    }

    private static func decision(
        _ record: ExceptionRecord,
        _ book: DecisionBook,
        _ organisation: String,
        _ choice: Choice,
        reason: String
    ) throws -> ExceptionDecision {
        let request = record.request
        let plan = request.plan.flatMap(book.plan)
        let until = choice.until ?? request.expiresOn
        var statement = reason
        if choice.verdict == .approve, let plan, let removal = plan.finalDate, let until {
            statement = DecisionText.statement(risks: request.risks, plan: plan.id, removal: removal, until: until)
        }
        var decision = ExceptionDecision(
            organisation: organisation,
            verdict: choice.verdict,
            acts: choice.verdict == .approve ? .all : .none,
            statement: statement,
            scopeHash: request.scope.hash,
            requestDigest: try request.digest(),
            planDigest: plan?.digest
        )
        decision.until = choice.until
        return decision
    }

    /// For whom it is decided: as said, or the only one that is left for this person.
    private static func organisation(
        _ work: ExceptionWork,
        _ record: ExceptionRecord,
        _ book: DecisionBook,
        _ person: String,
        _ choice: Choice
    ) throws -> String {
        let all = record.terms?.organisations ?? []
        if let chosen = choice.organisation {
            try work.work.workspace.check(organisation: chosen)
            try check(chosen, work, record, book)
            return chosen
        }
        let open = record.openOrganisations(in: book)
        let roles = work.work.workspace.roles
        func decides(_ id: String) -> Bool {
            let permission = roles.mayDo(
                .decide(record.level),
                person: person,
                organisation: id,
                on: SystemClock.now.londonDay
            )
            if case .allowed = permission { return true } else { return false }
        }
        let own = (open.isEmpty ? all : open).filter(decides)
        // Whoever has nothing left to decide is told that, and not who decides for the others.
        if own.isEmpty, let decided = all.first(where: decides) { try check(decided, work, record, book) }
        if own.count > 1 {
            let names = own.map { "\(work.council($0)) (\($0))" }.joined(separator: " and ")
            throw Failure("say for whom with --organisation: \(names) each decide for themselves")
        }
        guard let only = own.first ?? open.first ?? all.first else {
            throw Failure("\(record.id) was not handed in yet, so there is nothing to decide")
        }
        return only
    }

    /// The book refuses these as well, but knows no organisation by name.
    private static func check(
        _ organisation: String,
        _ work: ExceptionWork,
        _ record: ExceptionRecord,
        _ book: DecisionBook
    ) throws {
        guard record.state == .submitted, let all = record.terms?.organisations else { return }
        let name = work.council(organisation)
        guard all.contains(organisation) else {
            let owners = all.map(work.council).joined(separator: " and ")
            throw Failure("\(record.id) is not decided for \(name), which owns none of its assets: \(owners) decide it")
        }
        guard record.openOrganisations(in: book).contains(organisation) else {
            throw Failure("\(record.id) was decided for \(name) already; to undo it, revoke it")
        }
    }
}
