import Assessment
import Decisions
import EstateModel
import Lifecycle
import Planning
import Risk
import Store

/// What scans have learnt of the assets of plans that are claimed to be done: what is due for the program to log.
struct PlanSight: Sendable {
    private let assets: [Int64: ScannedAsset]
    private let lastScan: ScannedAsset.Reading?

    /// - Parameter loaded: the estate judged today.
    init(_ loaded: LoadedAssessment) async throws {
        var needs = PlanWork.needs
        needs.all.insert(.asset)
        let book = try await DecisionLedger(store: loaded.store).book(needs)
        let claimed = book.plans.claimedAssets
        assets = claimed.isEmpty ? [:] : try await loaded.scannedAssets(claimed, book.assets)
        lastScan = loaded.lastScan.map(ScannedAsset.Reading.init)
    }

    /// Claims that scans prove, and claims that a scan contradicts, each with the reason to log it for. Of a plan that
    /// was claimed since the sight was taken nothing is said.
    func dueActs(_ book: PlanBook, at instant: Instant) -> [(act: PlanAct, reason: String)] {
        book.completions(assets: assets, lastScan: lastScan, at: instant).map { ($0, $0.completionReason) }
    }
}

extension LoadedAssessment {
    /// What scans have learnt of assets, by the ids that were asked for.
    ///
    /// - Parameter decided: what people decided about assets; one is out of use only when somebody said so in the log.
    func scannedAssets(_ ids: [Int64], _ decided: [Int64: AssetRecord]) async throws -> [Int64: ScannedAsset] {
        let products = products(on: Set(ids))
        return try await explainingErrors {
            let scans = try await store.scans()
            let readings = Dictionary(scans.map { ($0.id, ScannedAsset.Reading($0)) }) { first, _ in first }
            var assets: [Int64: ScannedAsset] = [:]
            for id in ids {
                guard let detail = try await assetDetail(id) else { continue }
                // Of one that was merged into another, that one counts.
                let own = detail.summary.id.rawValue
                let known = own == id ? products[id] : self.products(on: [own])[own]
                assets[id] = ScannedAsset(
                    id: id,
                    isRetired: detail.summary.isRetired && decided[own]?.isRetired == true,
                    isMerged: own != id,
                    readings: detail.lastComplete.compactMapValues { readings[$0.scan] },
                    products: known ?? []
                )
            }
            return assets
        }
    }

    /// Which assets still have what risks are about, or may have it: rules that do not know a product cannot tell.
    func presence(_ risks: [RiskKey: [Int64]]) -> [RiskKey: [Int64]] {
        // What is not about a product as such, such as missing updates, carries a prefix.
        let products = risks.filter { !$0.key.product.contains(":") }
        guard !products.isEmpty else { return [:] }
        let found = self.products(on: Set(products.values.joined()))
        return products.reduce(into: [:]) { present, risk in
            guard pack.product(risk.key.product) != nil else { return present[risk.key] = risk.value }
            let product = ScannedAsset.Product(risk.key.product, risk.key.release)
            let still = risk.value.filter { found[$0]?.contains(product) == true }
            if !still.isEmpty { present[risk.key] = still }
        }
    }

    /// Nil when the inventory has no such asset.
    private func assetDetail(_ id: Int64) async throws -> AssetDetail? {
        do {
            return try await store.asset(AssetID(rawValue: id))
        } catch  where error.code == .noSuchAsset {
            return nil
        }
    }

    /// Under the names that plans and the register use; what is only a part of something else is left out.
    func products(on ids: Set<Int64>) -> [Int64: Set<ScannedAsset.Product>] {
        var products: [Int64: Set<ScannedAsset.Product>] = [:]
        for finding in assessment.findings where ids.contains(finding.assetID) {
            let verdict = finding.verdict
            guard let product = verdict.product, verdict.status != .component, verdict.role != .component,
                verdict.role != .leftover
            else { continue }
            products[finding.assetID, default: []].insert(ScannedAsset.Product(product, verdict.release))
        }
        let register = assessment.register
        for row in register.risks + register.approaching + register.unknowns + register.deviations {
            for asset in row.assets where ids.contains(asset.id) {
                products[asset.id, default: []].insert(ScannedAsset.Product(row.key.product, row.key.release))
            }
        }
        return products
    }
}

extension PlanWork {
    /// Judges the estate when a plan is claimed to be done, and logs what scans say about it.
    func logCompletions(_ rules: RulesOption) async throws {
        let claimed = try await book().records.filter { $0.state == .claimedDone }
        guard !claimed.isEmpty else { return }
        _ = try await LoadedAssessment(workspace, rules, asOf: nil, logging: true)
        let book = try await book()
        for record in claimed {
            guard let now = book[record.reference], now.state != record.state else { continue }
            let scan = now.proof.map { "scan \($0.scan) no longer sees" } ?? "a scan still sees"
            Terminal.message("\(now.reference) is \(now.state.label): \(scan) \(now.content.subject.label).")
        }
    }
}

extension ScannedAsset.Reading {
    init(_ scan: ScanRecord) {
        self.init(scan: scan.id.rawValue, startedAt: scan.startedAt, isFinished: scan.state == .finished)
    }
}

extension PlanAct {
    /// Why the program logs it.
    fileprivate var completionReason: String {
        switch self {
        case .verify(_, let proof):
            "verified as done: scan \(proof.scan) and those after it no longer see what it was about"
        case .refuteClaim(_, _, let reason): "back in progress: \(reason)"
        default: "it became due"
        }
    }
}
