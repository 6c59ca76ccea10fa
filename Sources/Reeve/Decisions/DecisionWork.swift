import Decisions
import EstateFiles
import EstateModel
import Store

/// An asset that a decision is about, with those that have a share in it.
struct OwnedAsset: Sendable {
    var id: Int64
    var name: String
    /// Sorted ids; its own or else those of its service.
    var organisations: [String]
    var service: String?
}

/// What every command shares that changes the state of decisions: who may, what lay before them, and the log.
struct DecisionWork {
    let workspace: Workspace
    let store: InventoryStore
    let ledger: DecisionLedger

    init(_ estate: EstateOption) async throws {
        try await self.init(Workspace(estate))
    }

    init(_ workspace: Workspace) async throws {
        self.workspace = workspace
        store = try await workspace.openStore()
        ledger = DecisionLedger(store: store)
        // What is only read is shown by that clock all the same, and must not pass for today.
        guard let doubt = try await ledger.clockDoubt() else { return }
        Terminal.message("Days are told by a clock that nobody should believe: \(doubt.text). Please \(doubt.remedy).")
    }

    init(_ workspace: Workspace, store: InventoryStore) {
        self.workspace = workspace
        self.store = store
        ledger = DecisionLedger(store: store)
    }

    // MARK: What decisions are about

    /// - Parameter name: an asset's number, name or host name.
    func asset(_ name: String) async throws -> OwnedAsset {
        let services = Dictionary(workspace.estate.services.map { ($0.id, $0) }) { first, _ in first }
        return owned(try await AssetView(store: store, scan: nil).detail(of: name).summary, services)
    }

    /// Every asset that was ever known, by id.
    func assets() async throws -> [Int64: OwnedAsset] {
        let summaries = try await explainingErrors { try await store.assets(includingRetired: true) }
        let services = Dictionary(workspace.estate.services.map { ($0.id, $0) }) { first, _ in first }
        return Dictionary(summaries.map { ($0.id.rawValue, owned($0, services)) }) { first, _ in first }
    }

    /// Those that have a share in any of the assets.
    func organisations(of assets: some Sequence<Int64>) async throws -> Set<String> {
        let known = try await self.assets()
        return Set(assets.flatMap { known[$0]?.organisations ?? [] })
    }

    func check(post: String) throws {
        guard workspace.roles.post(post) == nil else { return }
        let posts = workspace.estate.roles.posts.map(\.id)
        throw Failure("there is no post '\(visible(post, limit: 60))'\(suggestion(for: post, among: posts))")
    }

    // MARK: Acts

    /// Logs one act of a person.
    ///
    /// - Parameters:
    ///   - organisations: a post of each must allow the action; empty for what concerns none in particular.
    ///   - act: made from the state as it is when nobody else can write; a new record takes its number from it.
    @discardableResult
    func log(
        _ who: ActorOption,
        _ action: DecisionAction,
        of organisations: Set<String>,
        needs: DecisionNeeds,
        _ act: @escaping @Sendable (DecisionBook) throws -> Act
    ) async throws -> AuditEntry {
        try await ledger.append(
            by: try workspace.actor(who.by, for: action, of: organisations),
            reason: who.reason,
            seen: try await workspace.seen(by: store),
            needs: needs,
            act
        )
    }

    private func owned(_ summary: AssetSummary, _ services: [String: BusinessService]) -> OwnedAsset {
        let own = summary.target.organisations
        let service = summary.target.service.flatMap { services[$0] }
        let shares = own.isEmpty ? service?.organisations ?? [:] : own
        return OwnedAsset(
            id: summary.id.rawValue,
            name: summary.name,
            organisations: shares.keys.sorted(),
            service: summary.target.service
        )
    }
}
