import Decisions
import EstateFiles
import EstateModel
import Planning
import Risk
import Store

/// What the commands that change exceptions share: today's register, and the records that a decision is judged by.
struct ExceptionWork {
    let work: DecisionWork
    let board: RiskBoard
    let assets: [Int64: OwnedAsset]
    private let loaded: LoadedAssessment

    init(_ estate: EstateOption, _ rules: RulesOption) async throws {
        (work, board, loaded) = try await DecisionWork.judged(estate, rules)
        assets = try await work.assets()
    }

    /// The record as it stands, with everything that it refers to.
    func record(_ id: String) async throws -> (record: ExceptionRecord, book: DecisionBook) {
        let book = try await work.ledger.book(needs(id))
        guard let record = book.exceptions[id] else { throw Self.unknown(id, book) }
        return (record, book)
    }

    /// Where the plan stands that ends the need for an exception; nil when it has none that is open.
    func place(of plan: String?) async throws -> PlanPlace? {
        guard let reference = plan.flatMap({ PlanReference($0) }) else { return nil }
        let plans = PlanWork(work)
        guard let record = try await plans.book()[reference] else { return nil }
        return try await plans.place(of: record) { try await plans.schedule($0, loaded, asOf: board.day) }
    }

    func needs(_ id: String) -> DecisionNeeds {
        var needs = DecisionNeeds.standing
        needs.exceptions = [id]
        return needs
    }

    func needs(_ request: ExceptionRequest) -> DecisionNeeds {
        var needs = DecisionNeeds.standing
        needs.risks = Set(request.risks)
        return needs
    }

    func terms(of request: ExceptionRequest) -> ExceptionTerms {
        board.terms(of: request, assets: assets, policies: work.workspace.policies)
    }

    func organisations(of request: ExceptionRequest) -> Set<String> {
        Set(request.scope.assets.flatMap { assets[$0]?.organisations ?? [] })
    }

    /// One of the organisations for which the person may do something, rather one that has not said its word yet.
    func anyAllowed(
        _ person: String,
        _ action: DecisionAction,
        of request: ExceptionRequest,
        before done: [String]
    ) throws -> Set<String> {
        let every = organisations(of: request)
        let all = every.isSubset(of: done) ? every : every.subtracting(done)
        let roles = work.workspace.roles
        let own = all.sorted().first { organisation in
            let permission = roles.mayDo(action, person: person, organisation: organisation, on: board.day)
            if case .allowed = permission { return true } else { return false }
        }
        return own.map { [$0] } ?? all
    }

    /// In the order of the names; those that are called the same have their numbers as well.
    func names(_ ids: [Int64]) -> [String] {
        let named = ids.map { id in (id: id, name: assets[id].map { visible($0.name, limit: 80) }) }
        let counts = Dictionary(grouping: named, by: \.name).mapValues(\.count)
        return named.map { id, name in
            guard let name else { return "asset \(id)" }
            return counts[name] == 1 ? name : "\(name) (asset \(id))"
        }.sorted()
    }

    /// Logs a person's act on an exception.
    @discardableResult
    func log(
        _ who: ActorOption,
        _ action: DecisionAction,
        of organisations: Set<String>,
        needs: DecisionNeeds,
        _ act: @escaping @Sendable (DecisionBook) throws -> ExceptionAct
    ) async throws -> AuditEntry {
        try await work.ledger.append(
            by: try work.workspace.actor(who.by, for: action, of: organisations),
            reason: who.reason,
            seen: try await work.seen(board),
            needs: needs
        ) { .exception(try act($0)) }
    }

    private static func unknown(_ id: String, _ book: DecisionBook) -> Failure {
        let kinds = ["R-": "risk", "P-": "plan", "C-": "control"]
        if let kind = kinds[String(id.prefix(2))] {
            let all = "`reeve exception` lists the exceptions"
            return Failure("\(visible(id, limit: 60)) is a \(kind), no exception: see `reeve \(kind)`; \(all)")
        }
        let hint = suggestion(for: id, among: book.exceptions.keys.sorted(), listedBy: "reeve exception")
        return Failure("there is no exception '\(visible(id, limit: 60))'\(hint)")
    }
}

// MARK: - Handing in

extension ExceptionWork {
    /// What became of an attempt to hand a request in.
    struct Handing: Sendable {
        var id: String
        /// Everything that is missing; empty when it was submitted.
        var gaps: [DecisionFault.Gap]
    }

    /// Writes a request down and hands it in when nothing is missing. What is missing keeps it a draft, never lost.
    ///
    /// - Parameter first: the act that writes it down; gives nil when it is written already.
    func handIn(
        _ request: ExceptionRequest,
        by who: ActorOption,
        id: String?,
        submitting: Bool,
        _ first: @escaping @Sendable (String) -> ExceptionAct?
    ) async throws -> Handing {
        var needs = needs(request)
        if let id { needs.exceptions = [id] }
        let actor = try work.workspace.actor(who.by, for: .requestException, of: organisations(of: request))
        let seen = try await work.seen(board)
        let terms = terms(of: request)
        return try await work.ledger.writing(needs: needs) { session, at, _ -> Handing in
            let id = id ?? session.book.numbers.nextException
            func content(_ act: ExceptionAct) -> AuditContent {
                AuditContent(at: at, actor: actor, reason: who.reason, seen: seen, act: .exception(act))
            }
            if let act = first(id) { try session.append(content(act)) }
            guard submitting else { return Handing(id: id, gaps: []) }
            do {
                try session.append(content(.submit(exception: id, terms: terms)))
                return Handing(id: id, gaps: [])
            } catch let fault as DecisionFault where !fault.gaps.contains(where: { $0.code == .state }) {
                return Handing(id: id, gaps: fault.gaps)
            }
        }
    }
}
