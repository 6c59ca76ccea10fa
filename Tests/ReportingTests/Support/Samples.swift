import EstateModel
import Reporting
import Risk

/// The day of every sample report.
let today = day("2026-11-20")

func day(_ text: String) -> CalendarDay {
    CalendarDay(text)!
}

/// A small estate from which the real register builder makes a report.
struct SampleEstate {
    var assets: [AssetContext] = []
    var findings: [Finding] = []
    var exceptions: [RiskKey: ExceptionStanding] = [:]
    var firstDetected: [RiskKey: CalendarDay] = [:]
    var targets: [String: TargetRelease] = [:]
    var news: [RiskKey: RiskNews] = [:]
    var closed: [ClosedRisk] = []
    /// By organisation.
    var lastReports: [String: CalendarDay] = [:]
    var unidentifiedSoftware = 0
    var coverage = ReportModel.Coverage(targets: 0, reached: 0, read: 0, failures: [], partial: [])
    var rulesAreComplete = true

    static let organisations = [
        OrganisationContext(id: "northbrook", name: "Northbrook Borough Council", psnSubmission: day("2027-03-01")),
        OrganisationContext(id: "westmere", name: "Westmere District Council"),
    ]

    /// Adds a patched server with every rating given; returns its id.
    @discardableResult
    mutating func add(
        _ name: String,
        _ service: AssetContext.Service? = nil,
        of organisations: [String: Int] = ["northbrook": 100],
        change: (inout AssetContext) -> Void = { _ in }
    ) -> Int64 {
        var asset = AssetContext(id: Int64(assets.count + 1), name: name, organisations: organisations)
        asset.service = service
        asset.ratings = ImpactRatings(data: 3, availability: 3, privilege: 2, internetFacing: false)
        var updates = UpdateState()
        updates.pending = []
        updates.listsRefreshed = today
        asset.updates = updates
        asset.firstSeen = day("2026-01-05")
        asset.lastSeen = today
        change(&asset)
        assets.append(asset)
        return asset.id
    }

    mutating func judge(_ id: Int64, _ verdict: Verdict, fields: [String: String] = [:]) {
        let name = assets.first { $0.id == id }?.name ?? ""
        findings.append(
            Finding(assetID: id, assetName: name, subject: Fact(kind: "sample", fields: fields), verdict: verdict)
        )
    }

    /// The report of one organisation, or of the whole estate.
    func model(of organisation: String? = nil) -> ReportModel {
        var input = RegisterInput(asOf: today, findings: findings, assets: assets)
        input.organisations = Self.organisations
        input.decisions = SampleDecisions(exceptions: exceptions, targets: targets)
        input.firstDetected = firstDetected
        if let first = assets.first { input.unidentifiedSoftware[first.id] = unidentifiedSoftware }
        let builder = RegisterBuilder()
        let register = builder.register(input)
        let organisations = Self.organisations.map {
            ReportModel.Organisation(id: $0.id, name: $0.name, lastReport: lastReports[$0.id])
        }
        var model = ReportModel(
            estateName: "Northbrook and Westmere shared service",
            marking: "OFFICIAL-SENSITIVE",
            organisation: organisations.first { $0.id == organisation },
            organisations: organisations,
            register: register,
            references: assignReferences(existing: [:], keys: register.risks.map(\.key)),
            headline: builder.headline(input, register, organisation: organisation),
            coverage: coverage,
            provenance: provenance,
            matrix: builder.policies.scoring.matrix
        )
        model.news = news
        model.closed = closed.filter { organisation == nil || $0.organisation == organisation }
        return model
    }

    private var provenance: ReportModel.Provenance {
        ReportModel.Provenance(
            reeveVersion: "1.0.0",
            scan: 42,
            scanStarted: Instant("2026-11-20T02:00:00Z"),
            ruleCount: 180,
            rulesDigest: String(repeating: "0123456789abcdef", count: 4),
            rulesAreComplete: rulesAreComplete,
            policyDigest: String(repeating: "fedcba9876543210", count: 4),
            logEnd: "217:" + String(repeating: "00112233", count: 8)
        )
    }
}

/// A verdict of a rule that knows the product.
func verdict(
    _ product: String,
    _ name: String,
    _ release: String?,
    _ status: SupportStatus,
    until: String? = nil,
    kind: String = "os"
) -> Verdict {
    var verdict = Verdict(status: status, confidence: .high)
    verdict.product = product
    verdict.productName = name
    verdict.productKind = kind
    verdict.release = release
    verdict.supportEnd = until.map(day)
    verdict.rule = "\(kind)/\(product).yaml"
    verdict.reasons = ["The host says \(name) \(release ?? "without a release").", "The calendar is the vendor's."]
    verdict.sources = [
        SourceReference(id: product, url: "https://example.org/\(product)/lifecycle", verified: day("2026-11-01"))
    ]
    return verdict
}
