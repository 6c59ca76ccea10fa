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
    private(set) var assessment: Assessment
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
        let loaded = try await explainingErrors {
            () -> (Assessment, [RiskKey: RiskReference], ScanRecord?, Assessment.Question) in
            try workspace.estate.checkEntitlements(against: pack)
            try workspace.estate.checkProducts(against: pack)
            let known = try await store.knownRisks()
            var question = Assessment.Question(
                estate: workspace.estate,
                policies: workspace.policies,
                pack: pack,
                asOf: asOf ?? SystemClock.now.londonDay
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
            return (assessment, known, scans.max { $0.id < $1.id }, question)
        }
        self.workspace = workspace
        self.pack = pack
        self.store = store
        assessment = loaded.0
        lastScan = loaded.2
        let register = loaded.0.register
        let rows = register.risks + register.approaching + register.unknowns + register.deviations
        let new = rows.filter { loaded.1[$0.key] == nil }
        var known = loaded.1
        let isOfToday = asOf == nil && scan == nil
        if isOfToday, try await Self.isClockBelievable(store) {
            known = try await explainingErrors {
                let days = new.isEmpty ? [:] : try await FirstSights(store, loaded.3).days(of: new)
                let keys = Set(rows.map(\.key))
                return try await store.references(of: keys, known: known, firstDetected: days, on: register.asOf)
            }
            references = known.mapValues(\.reference)
            if !new.isEmpty { assessment.take(firstDetected: known.mapValues(\.firstDetected)) }
            if logging { try await log() }
        } else {
            references = assignReferences(existing: known.mapValues(\.reference), keys: Set(rows.map(\.key)))
            let days = FirstSights.earliest(of: new, loaded.3)
            if !new.isEmpty {
                assessment.take(firstDetected: known.mapValues(\.firstDetected).merging(days) { kept, _ in kept })
            }
        }
    }

    /// What is judged under a clock that cannot be believed is shown, and nothing of it is kept.
    private static func isClockBelievable(_ store: InventoryStore) async throws -> Bool {
        guard let doubt = try await DecisionLedger(store: store).clockDoubt() else { return true }
        Terminal.message("Nothing is logged: \(doubt.text). Please \(doubt.remedy).")
        return false
    }

    /// Logs what became due, and takes what follows from it.
    private mutating func log() async throws {
        guard try await !CatchUp(self).run().isEmpty else { return }
        let book = try await DecisionLedger(store: store).book(.standing)
        let known = try await explainingErrors { try await store.knownRisks() }
        let outlook = DecisionOutlook(book, references: references, asOf: assessment.register.asOf)
        assessment.take(decisions: outlook, firstDetected: known.mapValues(\.firstDetected))
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

    /// Gives every risk its reference and the day on which it was first seen, and keeps them. Whoever else does so at
    /// the same moment may have taken a number that was free when it was looked at: then the next one is tried.
    func references(
        of keys: Set<RiskKey>,
        known: [RiskKey: RiskReference],
        firstDetected: [RiskKey: CalendarDay],
        on day: CalendarDay
    ) async throws(StoreError) -> [RiskKey: RiskReference] {
        var known = known
        while true {
            let references = assignReferences(existing: known.mapValues(\.reference), keys: keys)
            let new = references.filter { known[$0.key] == nil }
            if new.isEmpty { return known }
            try await addKnownRisks(
                Dictionary(
                    uniqueKeysWithValues: new.map { key, reference in
                        (key, RiskReference(reference: reference, firstDetected: firstDetected[key] ?? day))
                    }
                )
            )
            known = try await knownRisks()
        }
    }

    private func addKnownRisks(_ risks: [RiskKey: RiskReference]) async throws(StoreError) {
        try await addRiskReferences(
            risks.map { key, risk in
                StoredRiskReference(key: key.description, reference: risk.reference, firstDetected: risk.firstDetected)
            }
        )
    }
}
