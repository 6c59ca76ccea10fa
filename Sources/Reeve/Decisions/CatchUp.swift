import Assessment
import Crypto
import Decisions
import EstateModel
import Foundation
import Lifecycle
import Risk
import Store

/// Logs what scans and the clock have brought about since somebody last looked, so that no state changes without an
/// entry: risks that are new, changed, back or gone, and exceptions that ended or no longer hold.
struct CatchUp {
    private let store: InventoryStore
    private let update: RiskUpdate?
    private let plans: PlanSight
    private let facts: @Sendable (DecisionBook) -> [String: ExceptionFacts]
    private let seen: Seen

    init(_ loaded: LoadedAssessment) async throws {
        store = loaded.store
        seen = Seen(
            scan: loaded.lastScan?.id.rawValue,
            rulePack: loaded.pack.sha256,
            policy: loaded.workspace.policyDigest,
            account: String.currentAccount
        )
        let board = RiskBoard(loaded)
        facts = { board.facts(of: $0) }
        update = try await Self.update(loaded)
        plans = try await PlanSight(loaded)
    }

    /// - Returns: what was logged, in this order.
    @discardableResult
    func run() async throws -> [AuditEntry] {
        let now = SystemClock.now
        return try await explainingErrors {
            // Most often nothing is due; then nobody who writes is held up.
            let isDue = try await store.readAuditLog { transaction in
                var session = try session(transaction)
                return try !append(to: &session, transaction, now: now).isEmpty
            }
            guard isDue else { return [] }
            return try await store.appendToAuditLog { transaction in
                try transaction.checkEnd()
                var session = try session(transaction)
                let entries = try append(to: &session, transaction, now: now)
                try transaction.take(session)
                return entries
            }
        }
    }

    private func session(_ transaction: AuditTransaction) throws -> DecisionSession {
        var needs = DecisionNeeds.standing
        if let update { needs.risks = update.concerned(try transaction.riskOutlines()) }
        return try DecisionLedger.session(transaction, needs)
    }

    private func append(
        to session: inout DecisionSession,
        _ transaction: AuditTransaction,
        now: Instant
    ) throws -> [AuditEntry] {
        let at = try transaction.moment(for: session.book, now: now)
        func content(_ act: Act, _ reason: String) -> AuditContent {
            AuditContent(at: at, actor: .system, reason: reason, seen: seen, act: act)
        }
        var entries: [AuditEntry] = []
        for record in session.book.assets.values.sorted(by: { $0.id < $1.id }) where record.isRetired {
            guard let scan = try transaction.returnOfRetired(AssetID(rawValue: record.id)) else { continue }
            let act = AssetAct.restore(asset: record.id, scan: scan.rawValue)
            entries.append(try session.append(content(.asset(act), "scan \(scan.rawValue) met it again")))
        }
        if let update {
            let known = Set(try transaction.riskOutlines().map(\.id))
            for (act, reason) in update.acts(known: known, in: session.book) {
                entries.append(try session.append(content(.risk(act), reason)))
            }
        }
        for (act, reason) in plans.dueActs(session.book.plans, at: at) {
            entries.append(try session.append(content(.plan(act), reason)))
        }
        for act in session.book.dueActs(asOf: at.londonDay, facts: facts(session.book)) {
            entries.append(try session.append(content(.exception(act), act.systemReason)))
        }
        return entries
    }

    /// Nil before the first scan: nothing was looked at.
    private static func update(_ loaded: LoadedAssessment) async throws -> RiskUpdate? {
        guard let scan = loaded.lastScan else { return nil }
        let sighting = Sighting(scan: scan.id.rawValue, on: scan.startedAt.londonDay)
        let method = SHA256.hash(data: Data(loaded.workspace.policies.risk.scoring.methodText.utf8)).hexadecimal
        let sights = loaded.assessment.register.risks.compactMap { row -> RiskUpdate.Sight? in
            guard let reference = loaded.references[row.key] else { return nil }
            return RiskUpdate.Sight(
                reference: reference,
                key: row.key,
                label: row.label,
                assets: row.assets.map(\.id),
                score: ScoreEntry(row.score, seen: sighting, method: method)
            )
        }
        return RiskUpdate(scan: sighting, sights: sights, surveys: try await surveys(loaded)) { loaded.presence($0) }
    }

    private static func surveys(_ loaded: LoadedAssessment) async throws -> [Int64: RiskUpdate.Survey] {
        let store = loaded.store
        let (assets, merged) = try await explainingErrors {
            (try await store.assets(includingRetired: true), try await store.mergedAssets())
        }
        let whole = Dictionary(loaded.assessment.hosts.map { ($0.summary.id, $0.readWhole) }) { first, _ in first }
        var surveys: [Int64: RiskUpdate.Survey] = [:]
        for asset in assets {
            let read = whole[asset.id] ?? nil
            surveys[asset.id.rawValue] = RiskUpdate.Survey(
                asset: asset.id.rawValue,
                name: asset.name,
                readWhole: read?.rawValue
            )
        }
        for (part, whole) in merged { surveys[part.rawValue] = surveys[whole.rawValue] }
        return surveys
    }
}

extension ExceptionAct {
    /// Why the program itself logs it.
    fileprivate var systemReason: String {
        switch self {
        case .expire: "its last day is over"
        case .supersede(_, let renewal): "its renewal \(renewal) is in force"
        case .closeRemediated: "what it covered is gone: all its risks are closed"
        case .suspend(_, _, let causes): causes.map(\.detail).joined(separator: "; ")
        default: "it became due"
        }
    }
}
