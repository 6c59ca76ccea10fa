import Decisions
import EstateFiles
import EstateModel
import Store

/// A correction of the inventory by hand: with no scan going on meanwhile, and with its entry in the log.
struct AssetCorrection: ~Copyable {
    let store: InventoryStore
    private let work: DecisionWork
    private let option: CorrectionOption
    private let lock: EstateLock

    init(_ estate: EstateOption, _ option: CorrectionOption) async throws {
        let workspace = try Workspace(estate)
        let opened = try await DecisionWork(workspace)
        let held = try workspace.hold()
        self.option = option
        work = opened
        store = opened.store
        lock = held
    }

    var view: AssetView { AssetView(store: store, scan: nil) }

    /// Corrects the inventory and logs it, both or neither.
    ///
    /// - Parameters:
    ///   - assets: those that are concerned: a post of each of their organisations must allow it.
    ///   - correct: corrects and says what to log; nil when nothing is to be done.
    /// - Returns: what was logged.
    @discardableResult
    func log(
        of assets: [AssetID],
        _ correct: @escaping @Sendable (DecisionBook, Instant, AuditTransaction) throws -> AssetAct?
    ) async throws -> AssetAct? {
        let actor = try await actor(for: assets)
        let seen = try await work.workspace.seen(by: store)
        var needs = DecisionNeeds()
        needs.assets = Set(assets.map(\.rawValue))
        let reason = option.reason
        return try await work.ledger.writing(needs: needs) { session, at, transaction in
            guard let act = try correct(session.book, at, transaction) else { return nil }
            try session.append(AuditContent(at: at, actor: actor, reason: reason, seen: seen, act: .asset(act)))
            return act
        }
    }

    private func actor(for assets: [AssetID]) async throws -> Actor {
        let organisations = try await work.organisations(of: assets.map(\.rawValue))
        if let person = option.by {
            return try work.workspace.actor(person, for: .keepInventory, of: organisations)
        }
        guard work.workspace.estate.roles.people.isEmpty else {
            throw Failure("estate.yaml names people: say with --by who of them corrects the inventory")
        }
        return .account(String.currentAccount)
    }
}
