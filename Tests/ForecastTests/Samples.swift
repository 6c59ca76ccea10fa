import EstateModel
import Lifecycle
import Risk

/// Findings and assets made by hand.
enum Samples {
    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(daysSinceEpoch: 0) }

    static func finding(
        _ asset: Int64,
        _ product: String,
        _ release: String?,
        _ status: SupportStatus = .supported,
        until: String? = nil,
        change: (inout Verdict) -> Void = { _ in }
    ) -> Finding {
        var verdict = Verdict(status: status)
        verdict.product = product
        verdict.productName = product.uppercased()
        verdict.productKind = "server-app"
        verdict.release = release
        verdict.releaseLabel = release.map { "\(product.uppercased()) \($0)" }
        verdict.clock = "vendor"
        verdict.supportEnd = until.map(day)
        verdict.securityEnd = until.map(day)
        change(&verdict)
        return Finding(
            assetID: asset,
            assetName: "host\(asset)",
            subject: Fact(kind: "registry", fields: ["displayName": product]),
            verdict: verdict
        )
    }

    static func asset(_ id: Int64, _ organisations: [String: Int], service: String? = nil) -> AssetContext {
        var asset = AssetContext(id: id, name: "host\(id)", organisations: organisations)
        asset.service = service.map { AssetContext.Service(id: $0, name: $0) }
        return asset
    }

    static let rules = RulePack(files: [
        RuleFile(
            path: "db.yaml",
            text: """
                rule: 1
                product: db
                name: DB
                kind: database
                family: databases
                sources: {s: {url: "https://db.example", verified: 2026-01-01}}
                source: s
                identify: [{from: registry, where: {displayName: '^DB$'}, version: displayVersion}]
                cycles:
                  - {cycle: "1", released: 2015-01-01, phases: [{phase: full, until: 2026-12-31}], replace-by: ["2", "3"]}
                  - {cycle: "2", released: 2018-01-01, phases: [{phase: full, until: 2028-06-30}]}
                  - {cycle: "3", released: 2021-01-01, phases: [{phase: full, until: 2029-12-30}]}
                  - {cycle: "4", released: 2024-01-01, phases: [{phase: full, until: 2029-12-31}]}
                  - {cycle: "5", released: 2027-06-01, phases: [{phase: full, until: 2035-12-31}]}

                """
        )
    ])
}
