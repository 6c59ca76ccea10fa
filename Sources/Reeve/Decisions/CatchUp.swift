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
                for entry in entries {
                    guard case .risk(let act) = entry.act, let first = act.firstSeen,
                        let key = session.book.risks[act.risk]?.key
                    else { continue }
                    try transaction.lowerFirstDetected(of: key, to: first.on)
                }
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

    /// The first scan of a day, or of the last one before it with any: what is first seen on a day on which none ran
    /// came into sight by time.
    ///
    /// - Parameter scans: the first of each day, newest first.
    private static func sighting(on day: CalendarDay, _ scans: [Sighting]) -> Sighting? {
        scans.first { $0.on <= day }.map { Sighting(scan: $0.scan, on: day) }
    }

    private static func firstScans(_ store: InventoryStore) async throws -> [Sighting] {
        let scans = try await explainingErrors { try await store.scans() }
        let days = Dictionary(grouping: scans, by: \.startedAt.londonDay)
        return days.compactMap { day, scans in scans.map(\.id.rawValue).min().map { Sighting(scan: $0, on: day) } }
            .sorted { $0.on > $1.on }
    }

    /// Nil before the first scan: nothing was looked at.
    private static func update(_ loaded: LoadedAssessment) async throws -> RiskUpdate? {
        guard let scan = loaded.lastScan else { return nil }
        let sighting = Sighting(scan: scan.id.rawValue, on: scan.startedAt.londonDay)
        let method = SHA256.hash(data: Data(loaded.workspace.policies.risk.scoring.methodText.utf8)).hexadecimal
        let scans = try await firstScans(loaded.store)
        let sights = loaded.assessment.register.risks.compactMap { row -> RiskUpdate.Sight? in
            guard let reference = loaded.references[row.key] else { return nil }
            return RiskUpdate.Sight(
                reference: reference,
                key: row.key,
                label: row.label,
                assets: row.assets.map(\.id),
                score: ScoreEntry(row.score, seen: sighting, method: method),
                firstSeen: Self.sighting(on: row.firstDetected, scans)
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
        let lastReads = try await explainingErrors { try await store.lastScans(of: Array(merged.keys)) }
        for (part, whole) in merged {
            var survey = surveys[whole.rawValue]
            // What a scan read of the part is not gone because the same scan, or one before it, read the other.
            if let read = survey?.readWhole, let own = lastReads[part], read <= own.rawValue { survey?.readWhole = nil }
            surveys[part.rawValue] = survey
        }
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
