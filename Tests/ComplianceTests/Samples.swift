import EstateModel
import Lifecycle
import Risk

@testable import Compliance

/// Hosts, findings and demands that tests bend one thing in.
enum Samples {
    static let today = day("2026-11-21")

    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? CalendarDay(daysSinceEpoch: 0) }

    static func asset(_ name: String = "db01", _ change: (inout PolicyAsset) -> Void = { _ in }) -> PolicyAsset {
        var asset = PolicyAsset(id: 1, name: name)
        asset.groups = ["databases"]
        asset.tags = ["psn"]
        asset.site = "hall"
        asset.organisations = ["north"]
        asset.internetFacing = false
        asset.isDevice = false
        var updates = UpdateState()
        updates.pending = []
        updates.listsRefreshed = today
        asset.updates = updates
        change(&asset)
        return asset
    }

    static func finding(
        _ product: String?,
        _ release: String?,
        kind: String = "database",
        status: SupportStatus = .supported,
        _ change: (inout Verdict) -> Void = { _ in }
    ) -> Finding {
        var verdict = Verdict(status: status)
        verdict.product = product
        verdict.productName = product
        verdict.release = release
        verdict.releaseLabel = product.flatMap { product in release.map { "\(product) \($0)" } }
        verdict.productKind = kind
        change(&verdict)
        return Finding(assetID: 1, assetName: "db01", subject: Fact(kind: "dpkg", fields: [:]), verdict: verdict)
    }

    /// A supported operating system, so that nothing is said of a missing one.
    static let system = finding("debian", "13", kind: "os")

    static func demands(
        approved: ApprovedProducts? = nil,
        lifecycle: CouncilPolicy = CouncilPolicy(settle: Span(days: 180)),
        plan: PlanPolicy = PlanPolicy(),
        rules: [RuleFile] = [ladder],
        asOf: CalendarDay = today
    ) -> CouncilDemands {
        CouncilDemands(
            lifecycle: lifecycle,
            plan: plan,
            approved: approved,
            catalogue: ProductCatalogue(RulePack(files: rules)),
            asOf: asOf
        )
    }

    /// Four generations of one database; the newest has not settled on ``today``.
    static let ladder = RuleFile(
        path: "database/stonedb.yaml",
        text: """
            rule: 1
            product: stonedb
            name: StoneDB
            kind: database
            sources: {page: {url: "https://stonedb.example/", verified: 2026-11-01}}
            identify:
              - {from: dpkg, where: {name: '^stonedb$'}, version: {take: version}, identity: high}
            cycles:
              - {cycle: "1", label: StoneDB 1, generation: 1, match: {version: "1"}, released: 2018-01-01, phases: [{phase: full, until: 2024-01-01, source: page}]}
              - {cycle: "2", label: StoneDB 2, generation: 2, match: {version: "2"}, released: 2020-01-01, phases: [{phase: full, until: 2027-01-01, source: page}]}
              - {cycle: "3", label: StoneDB 3, generation: 3, match: {version: "3"}, released: 2023-01-01, phases: [{phase: full, until: 2030-01-01, source: page}]}
              - {cycle: "4", label: StoneDB 4, generation: 4, match: {version: "4"}, released: 2026-10-01, phases: [{phase: full, until: 2032-01-01, source: page}]}

            """,
        layer: .shipped
    )
}

extension PolicyVerdict.Standing {
    /// How far from met.
    var badness: Int {
        switch self {
        case .met: 0
        case .dueSoon: 1
        case .unknown: 2
        case .breached: 3
        }
    }
}
