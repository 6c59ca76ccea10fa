import Assessment
import Decisions
import EstateFiles
import EstateModel
import Lifecycle
import Risk
import Store

/// The estate judged on a day: what `findings`, `register`, `explain` and `report` share.
struct LoadedAssessment {
    let workspace: Workspace
    let store: InventoryStore
    let pack: RulePack
    let assessment: Assessment
    let references: [RiskKey: String]
    /// The newest scan of the inventory that was judged; nil when there is none.
    let lastScan: ScanRecord?

    /// - Parameters:
    ///   - asOf: the day of judgement; nil for today. Only a judgement of today gives new risks their references.
    ///   - past: the state of the inventory that is judged; nil for now.
    ///   - keepsEvidence: whether all evidence of every installation is wanted, and not the strongest alone.
    ///   - logging: whether a judgement of today is logged: risks that are new, changed, back or gone, and exceptions
    ///     that ended or no longer hold.
    init(
        _ estate: EstateOption,
        _ rules: RulesOption,
        asOf: CalendarDay?,
        past: PastScanOption? = nil,
        keepsEvidence: Bool = false,
        logging: Bool = false
    ) async throws {
        let workspace = try Workspace(estate)
        try await self.init(
            workspace,
            rules,
            asOf: asOf,
            past: past,
            keepsEvidence: keepsEvidence,
            logging: logging
        )
    }

    init(
        _ workspace: Workspace,
        _ rules: RulesOption,
        asOf: CalendarDay?,
        past: PastScanOption? = nil,
        keepsEvidence: Bool = false,
        logging: Bool = false
    ) async throws {
        let pack = try workspace.loadRules(rules)
        let store = try await workspace.openStore()
        let scan = try await store.scan(named: past?.text, option: "--scan")
        let loaded = try await explainingErrors { () -> (Assessment, [RiskKey: RiskReference], ScanRecord?) in
            try workspace.estate.checkEntitlements(against: pack)
            try workspace.estate.checkProducts(against: pack)
            let known = try await store.knownRisks()
            var question = Assessment.Question(
                estate: workspace.estate,
                policies: workspace.policies,
                pack: pack,
                asOf: asOf ?? SystemClock.now.day
            )
            question.scan = scan
            question.firstDetected = known.mapValues(\.firstDetected)
            let book = try await DecisionLedger(store: store).book(.standing)
            question.controls = book.scoredControls
            question.decisions = DecisionOutlook(
                book,
                references: known.mapValues(\.reference),
                asOf: question.asOf
            )
            question.keepsEvidence = keepsEvidence
            let assessment = try await Assessment.read(from: store, question)
            let scans = try await store.scans().filter { scan == nil || $0.id == scan }
            return (assessment, known, scans.max { $0.id < $1.id })
        }
        self.workspace = workspace
        self.pack = pack
        self.store = store
        assessment = loaded.0
        lastScan = loaded.2
        let register = loaded.0.register
        let keys = (register.risks + register.approaching + register.unknowns + register.deviations).map(\.key)
        let known = loaded.1
        references = assignReferences(existing: known.mapValues(\.reference), keys: Set(keys))
        if asOf == nil, scan == nil {
            let new = references.filter { known[$0.key] == nil }
                .mapValues { RiskReference(reference: $0, firstDetected: loaded.0.register.asOf) }
            try await explainingErrors { try await store.addKnownRisks(new) }
            if logging { try await CatchUp(self).run() }
        }
    }
}

/// A risk's reference and the day on which it was first seen, as the store keeps them.
struct RiskReference: Hashable, Sendable {
    var reference: String
    var firstDetected: CalendarDay
}

extension InventoryStore {
    /// The risks that ever got a reference. Keys that this release cannot read are left alone in the store.
    func knownRisks() async throws(StoreError) -> [RiskKey: RiskReference] {
        var known: [RiskKey: RiskReference] = [:]
        for entry in try await riskReferences() {
            guard let key = RiskKey(entry.key) else { continue }
            known[key] = RiskReference(reference: entry.reference, firstDetected: entry.firstDetected)
        }
        return known
    }

    func addKnownRisks(_ risks: [RiskKey: RiskReference]) async throws(StoreError) {
        try await addRiskReferences(
            risks.map { key, risk in
                StoredRiskReference(key: key.description, reference: risk.reference, firstDetected: risk.firstDetected)
            }
        )
    }
}
