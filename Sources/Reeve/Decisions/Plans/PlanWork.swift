import ArgumentParser
import Assessment
import Decisions
import EstateFiles
import EstateModel
import Planning
import Risk

/// What the commands about plans share.
struct PlanWork {
    let work: DecisionWork

    static let needs: DecisionNeeds = {
        var needs = DecisionNeeds()
        needs.all = [.plan]
        return needs
    }()

    init(_ estate: EstateOption) async throws {
        work = try await DecisionWork(estate)
    }

    init(_ work: DecisionWork) {
        self.work = work
    }

    var workspace: Workspace { work.workspace }
    var calendar: WorkingCalendar { workspace.policies.risk.calendar.calendar }

    /// Plans with the exceptions that say how they stand.
    func decisions() async throws -> DecisionBook { try await work.ledger.book(.standing) }

    func book() async throws -> PlanBook { try await work.ledger.book(Self.needs).plans }

    func record(_ reference: PlanReference) async throws -> PlanRecord {
        guard let record = try await book()[reference] else { throw Self.unknown(reference) }
        return record
    }

    static func unknown(_ reference: PlanReference) -> Failure {
        Failure("there is no plan \(reference); `reeve plan list --all` lists them")
    }

    // MARK: Acts

    /// Logs one act on a plan for those that have a share in its assets.
    @discardableResult
    func log(_ who: ActorOption, _ action: DecisionAction, _ act: PlanAct) async throws -> PlanRecord {
        let actor = try workspace.actor(who.by, for: action, of: try await organisations(of: act.plan))
        return try await log(actor, who.reason, [act])
    }

    /// Logs acts on one plan, all of them or none.
    @discardableResult
    func log(_ actor: Actor, _ reason: String, _ acts: [PlanAct]) async throws -> PlanRecord {
        let calendar = self.calendar
        return try await log(actor, reason) { book in
            for act in acts { try Self.checkDays(of: act, book, by: actor, calendar) }
            return acts
        }
    }

    /// Logs acts on one plan that are made from the state as it is when nobody else can write.
    ///
    /// - Parameter seen: what lay before the person; nil for the last scan and the policy.
    /// - Returns: the plan after them.
    @discardableResult
    func log(
        _ actor: Actor,
        _ reason: String,
        seen: Seen? = nil,
        _ acts: @escaping @Sendable (DecisionBook) throws -> [PlanAct]
    ) async throws -> PlanRecord {
        let last = try await workspace.seen(by: work.store)
        let record = try await work.ledger.writing(needs: Self.needs) { session, at, _ -> PlanRecord? in
            var plan: PlanReference?
            for act in try acts(session.book) {
                let content = AuditContent(at: at, actor: actor, reason: reason, seen: seen ?? last, act: .plan(act))
                try session.append(content)
                plan = act.plan
            }
            return plan.flatMap { session.book.plans[$0] }
        }
        guard let record else { throw Failure("nothing was logged") }
        return record
    }

    func organisations(of plan: PlanReference) async throws -> Set<String> {
        try await work.organisations(of: record(plan).content.assets)
    }

    /// Refuses days on which nobody works, together with all else that is wrong with an act.
    static func checkDays(
        of act: PlanAct,
        _ book: DecisionBook,
        by actor: Actor,
        _ calendar: WorkingCalendar
    ) throws {
        var items = act.workingDayFaults(calendar: calendar)
        guard !items.isEmpty else { return }
        var plans = book.plans
        do throws(PlanFault) {
            try plans.apply(act, by: PlanActor(actor), at: SystemClock.now)
        } catch {
            items = error.items + items
        }
        throw DecisionFault(act.plan.description, items.map { DecisionFault.Gap(.plan, $0.message, "") })
    }

    /// Refuses an exception that does not allow a plan to end after its by-when: it must rest on the plan, and hold.
    func check(exception id: String, for plan: PlanReference) async throws {
        var needs = DecisionNeeds()
        needs.exceptions = [id]
        let shown = visible(id, limit: 40)
        let book = try await work.ledger.book(needs)
        guard let record = book.exceptions[id] else {
            throw Failure("there is no exception '\(shown)'; `reeve exception` lists them")
        }
        guard record.request.plan == plan.description else {
            let other = record.request.plan.map { "on \(visible($0, limit: 40))" } ?? "on no plan"
            throw Failure("\(shown) rests \(other), not on \(plan); name the exception that rests on this plan")
        }
        switch record.condition(in: book, asOf: SystemClock.now.londonDay) {
        case .live: return
        case .scheduled(let first):
            throw Failure("\(shown) begins on \(first.longDescription), so it allows nothing yet; do it then")
        case .suspended: throw Failure("\(shown) is suspended, so it allows nothing; have it resumed first")
        case .undecided, .expired, .over:
            let state = record.state == .approved ? "over" : record.state.label
            throw Failure("\(shown) is \(state), so it allows nothing; have it approved first")
        }
    }

    /// What was worked out from a plan that was read, such as who may approve it, must be about what is there now.
    static func check(_ book: DecisionBook, stillHolds record: PlanRecord) throws {
        let reference = record.reference
        guard book.plans[reference]?.content == record.content else {
            throw Failure("\(reference) was changed meanwhile; read it again, then do this once more")
        }
    }

    /// Organisations that own the assets of an approved plan or pay for it, and for which nobody approved it.
    func unheard(_ record: PlanRecord, owners: Set<String>) -> Set<String> {
        record.unheard(owners: owners, policy: workspace.policies.risk.approval)
    }

    // MARK: Names

    /// A post as it stands in a plan: its title. What is no post of estate.yaml is refused.
    func postTitle(_ text: String) throws -> String {
        let posts = workspace.estate.roles.posts
        let lowered = text.lowercased()
        if let post = posts.first(where: { $0.id == text || $0.title.lowercased() == lowered }) { return post.title }
        let hint = suggestion(for: text, among: posts.flatMap { [$0.id, $0.title] })
        throw Failure("there is no post '\(visible(text, limit: 60))'\(hint)")
    }

    /// Names of assets by their ids.
    func names(of assets: some Sequence<Int64>) async throws -> [Int64: String] {
        let known = try await work.assets()
        return Dictionary(assets.map { ($0, known[$0]?.name ?? "asset \($0)") }) { first, _ in first }
    }

    var peopleNames: [String: String] {
        Dictionary(workspace.estate.roles.people.map { ($0.id, $0.name) }) { first, _ in first }
    }

    var organisationNames: [String: String] { workspace.organisationNames }
}

/// The plan that a command is about.
struct PlanArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The plan: P-0001.", valueName: "plan"))
    var plan: PlanReference
}

extension PlanReference: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument.uppercased())
    }
}

extension PlanKind: ExpressibleByArgument {}

extension Milestone.Code: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(word: argument)
    }

    public static var allValueStrings: [String] { allCases.map { "\($0.rawValue) (\($0.word))" } }
}
