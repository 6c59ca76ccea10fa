import Decisions
import EstateFiles
import EstateModel
import Risk
import Store

/// The log of decisions as commands use it: joins what the rules of deciding ask for with where the log is kept.
struct DecisionLedger {
    let store: InventoryStore

    /// The state as it stands, as far as it was asked for. Nobody who writes is held up.
    func book(_ needs: DecisionNeeds) async throws -> DecisionBook {
        try await explainingErrors {
            try await store.readAuditLog { try Self.session($0, needs).book }
        }
    }

    /// Why the clock is too far ahead to be believed; nil when it is not.
    func clockDoubt() async throws -> ClockDoubt? {
        let now = SystemClock.now
        return try await explainingErrors {
            try await store.readAuditLog { transaction in
                try transaction.clockDoubt(about: try Self.session(transaction, DecisionNeeds()).book, now: now)
            }
        }
    }

    /// - Throws: ``Failure`` when the clock is too far ahead to be believed: what is recorded under it cannot be taken
    ///   back.
    func requireBelievableClock() async throws {
        if let doubt = try await clockDoubt() { throw Failure("\(doubt.text): \(doubt.remedy)") }
    }

    /// Every risk that the log knows, short.
    func outlines() async throws -> [RiskOutline] {
        try await explainingErrors {
            try await store.readAuditLog { try $0.riskOutlines() }
        }
    }

    /// What the risks of the log are about, for people, by reference.
    func riskLabels() async throws -> [String: String] {
        Dictionary(try await outlines().map { ($0.id, $0.label) }) { first, _ in first }
    }

    /// Validates and writes one act; nobody else writes between the looking and the writing.
    ///
    /// - Parameter act: made from the state as it is then; a new record takes its number from it.
    func append(
        by actor: Actor,
        reason: String,
        seen: Seen,
        needs: DecisionNeeds,
        _ act: @escaping @Sendable (DecisionBook) throws -> Act
    ) async throws -> AuditEntry {
        try await writing(needs: needs) { session, at, _ in
            let content = AuditContent(at: at, actor: actor, reason: reason, seen: seen, act: try act(session.book))
            return try session.append(content)
        }
    }

    /// Validates and writes whatever a closure appends, all of it or nothing; nobody else writes meanwhile.
    ///
    /// - Parameter body: gets the state, the moment to put on entries, and the log as it is then.
    func writing<Value: Sendable>(
        needs: DecisionNeeds,
        _ body: @escaping @Sendable (inout DecisionSession, _ at: Instant, AuditTransaction) throws -> Value
    ) async throws -> Value {
        let now = SystemClock.now
        return try await explainingErrors {
            try await store.appendToAuditLog { transaction in
                try transaction.checkEnd()
                var session = try Self.session(transaction, needs)
                let value = try body(&session, try transaction.moment(for: session.book, now: now), transaction)
                try transaction.take(session)
                return value
            }
        }
    }

    /// What a check of the log and of the records beside it found.
    enum Soundness {
        case sound(AuditHead)
        case broken(AuditBreak)
        /// The log holds together, but what is stored of this record is not what it says.
        case unexplained(String)
    }

    /// Whether the log still is what was written, and whether the records that commands read follow from it: a chain
    /// that holds proves nothing about them, and no trigger guards them.
    ///
    /// - Parameter anchors: heads that the log is known to have had.
    func verify(anchors: [AuditHead]) async throws -> Soundness {
        try await explainingErrors {
            let known = anchors + (await signedHeads())
            let start = (verifier: AuditVerifier(anchors: known), comparison: StateComparison())
            var (verifier, comparison) = try await store.foldAuditLog(start) { both, sequence, body, digest in
                both.verifier.read(sequence: sequence, body: body, digest: digest)
                both.comparison.read(body: body)
                return !both.verifier.isFinished
            }
            switch verifier.verdict() {
            case .broken(let fault): return .broken(fault)
            case .intact(let head):
                comparison = try await store.foldDecisionStates(comparison) { comparison, kind, id, body, outline in
                    comparison.compare(kind: kind, id, body: body, outline: outline)
                }
                return comparison.unexplained.map { .unexplained(visible($0, limit: 80)) } ?? .sound(head)
            }
        }
    }

    /// Ends of the log that signed decisions name. Records that cannot be read name none, and are found to be odd.
    private func signedHeads() async -> [AuditHead] {
        var needs = DecisionNeeds()
        needs.all = [.exception]
        let decisions = (try? await book(needs))?.exceptions.values.flatMap(\.decisions) ?? []
        return decisions.compactMap { $0.signature.flatMap { DecisionText.log(of: $0.text) } }.filter {
            $0.sequence > 0
        }
    }

    /// Decides everything again from the log alone, and compares what was signed with it.
    func review() async throws -> SignatureReview {
        try await explainingErrors {
            try await store.foldAuditLog(SignatureReview()) { review, sequence, body, digest in
                review.read(
                    sequence: sequence,
                    body: String(decoding: body, as: UTF8.self),
                    digest: String(decoding: digest, as: UTF8.self)
                )
            }
        }
    }

    /// What an entry says that it is about, whether or not it is to be believed; nil when it cannot be read.
    ///
    /// - Parameter organisations: what they are called, by id.
    func subject(of sequence: Int64, _ organisations: [String: String]) async -> String? {
        guard let row = try? await store.auditEntries(from: sequence, through: sequence).first,
            let entry = try? AuditEntry(sequence: sequence, body: row.body, digest: row.digest, previous: "")
        else { return nil }
        let what = entry.act.summary(organisations: organisations)
        return "\(visible(what, limit: 120)), by \(visible(entry.actor.name, limit: 80))"
    }

    /// Every entry, oldest first.
    func entries() async throws -> [AuditEntry] {
        try await explainingErrors {
            var previous = AuditHead.empty.digest
            return try await store.auditEntries().map { row in
                defer { previous = row.digest }
                return try AuditEntry(sequence: row.sequence, body: row.body, digest: row.digest, previous: previous)
            }
        }
    }

    static func session(_ transaction: AuditTransaction, _ needs: DecisionNeeds) throws -> DecisionSession {
        try DecisionSession(
            head: try transaction.head().map { AuditHead(sequence: $0.sequence, digest: $0.digest) } ?? .empty,
            needs: needs,
            load: { try transaction.state(kind: $0.rawValue, id: $1) },
            loadAll: { kind in
                try transaction.states(kind: kind.rawValue).map {
                    StoredState(kind, $0.id, body: $0.body, outline: $0.outline)
                }
            }
        )
    }
}

extension DecisionBook {
    /// What lowers the risks of each asset, as scores count it.
    var scoredControls: [AssetID: [Control]] {
        var scored: [AssetID: [Control]] = [:]
        for record in controls.values.sorted(by: { $0.id < $1.id }) {
            for asset in record.assets { scored[AssetID(rawValue: asset), default: []].append(record.scored) }
        }
        return scored
    }
}

extension AuditTransaction {
    /// Every risk that the log knows, short.
    func riskOutlines() throws -> [RiskOutline] {
        try outlines(kind: StoredState.Kind.risk.rawValue)
            .concurrentMap(inBatchesOf: 2000) { RiskOutline(id: $0.id, text: $0.outline) }.compactMap(\.self)
    }

    /// The moment to put on a new entry.
    ///
    /// - Throws: ``DecisionFault`` when the clock is behind the log or behind the newest scan: a clock that was set
    ///   back
    ///   would bring what is over to life again.
    func moment(for book: DecisionBook, now: Instant) throws -> Instant {
        if let scan = try newestScanStart(), now.adding(seconds: 300) < scan {
            let text = "this machine's clock says \(now), but the newest scan began at \(scan)"
            throw DecisionFault("the log", .log, text, "set the clock; time in the log only goes forward")
        }
        if let doubt = try clockDoubt(about: book, now: now) {
            throw DecisionFault("the log", .log, doubt.text, doubt.remedy)
        }
        return try book.moment(now: now)
    }

    /// Why the clock is too far ahead to be believed; nil when it is not.
    func clockDoubt(about book: DecisionBook, now: Instant) throws -> ClockDoubt? {
        book.clockDoubt(now: now, newestScan: try newestScanStart(), confirmed: SystemClock.confirmed)
    }

    /// Nothing is chained to an entry that is not what it says.
    func checkEnd() throws {
        let rows = try lastTwo()
        guard let last = rows.last else { return }
        let previous = rows.count == 2 ? rows[0].digest : AuditHead.empty.digest
        guard last.sequence < .max, AuditChain.digest(previous: previous, body: last.body) == last.digest,
            last.sequence == (rows.count == 2 ? rows[0].sequence + 1 : 1)
        else {
            throw Failure(
                "the last entry of the log of decisions is not what was written; nothing was logged: run "
                    + "`reeve audit verify`, and restore the database from a backup"
            )
        }
    }

    /// Writes what a session appended, and the records that changed by it.
    func take(_ session: DecisionSession) throws {
        for entry in session.entries {
            try append(AuditRow(sequence: entry.sequence, body: entry.body, digest: entry.digest))
        }
        for state in session.changedStates {
            try keep(
                DecisionStateRow(kind: state.kind.rawValue, id: state.id, body: state.body, outline: state.outline)
            )
        }
    }
}

extension Workspace {
    /// Who may decide what, as estate.yaml says.
    var roles: RoleBook {
        RoleBook(
            people: estate.roles.people,
            posts: estate.roles.posts,
            delegations: estate.roles.delegations,
            organisations: organisationNames
        )
    }

    /// What organisations are called, by id.
    var organisationNames: [String: String] {
        Dictionary(estate.organisations.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// What lies before whoever acts now.
    func seen(by store: InventoryStore) async throws -> Seen {
        let scans = try await explainingErrors { try await store.scans() }
        return Seen(scan: scans.map(\.id.rawValue).max(), policy: policyDigest, account: String.currentAccount)
    }

    /// The person as an actor.
    ///
    /// - Throws: ``Failure`` with why not, and who may.
    func actor(_ person: String, for action: DecisionAction, of organisations: Set<String>) throws -> Actor {
        let day = SystemClock.now.londonDay
        var actors: [Actor] = []
        for organisation in organisations.isEmpty ? [nil] : organisations.sorted().map(Optional.some) {
            switch roles.mayDo(action, person: person, organisation: organisation, on: day) {
            case .allowed(let actor): actors.append(actor)
            case .refused(let why): throw Failure(why)
            }
        }
        return try actors[0].together(with: actors.dropFirst())
    }
}
