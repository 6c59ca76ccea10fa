import EstateModel
import Risk

/// Builds small estates for register tests.
struct SampleEstate {
    var assets: [AssetContext] = []
    var findings: [Finding] = []

    /// Adds a host with every rating given, owned by Darlington unless told otherwise; returns its id.
    @discardableResult
    mutating func add(
        _ name: String,
        service: AssetContext.Service? = nil,
        organisations: [String: Int] = ["darlington": 100],
        change: (inout AssetContext) -> Void = { _ in }
    ) -> Int64 {
        var asset = AssetContext(id: Int64(assets.count + 1), name: name, organisations: organisations)
        asset.service = service
        asset.ratings = ImpactRatings(data: 3, availability: 3, privilege: 2, internetFacing: false)
        asset.updates = UpdateState()
        asset.updates?.pending = []
        asset.updates?.listsRefreshed = today
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

    var input: RegisterInput {
        var input = RegisterInput(asOf: today, findings: findings, assets: assets)
        input.organisations = [
            OrganisationContext(id: "darlington", name: "Darlington", psnSubmission: day("2027-03-01")),
            OrganisationContext(id: "stockton", name: "Stockton"),
        ]
        return input
    }

    func register(_ policies: RiskPolicies = RiskPolicies()) -> Register {
        RegisterBuilder(policies: policies).register(input)
    }

    func headline(organisation: String? = nil) -> Headline {
        let builder = RegisterBuilder()
        return builder.headline(input, builder.register(input), organisation: organisation)
    }
}

let portal = AssetContext.Service(id: "planning", name: "Planning portal", owner: "Head of Planning")

/// A verdict of a rule that knows the product.
func verdict(
    _ product: String,
    _ release: String?,
    _ status: SupportStatus,
    until: String? = nil,
    kind: String = "os",
    role: Verdict.Role = .product
) -> Verdict {
    var verdict = Verdict(status: status, role: role, confidence: .high)
    verdict.product = product
    verdict.productName = ["debian": "Debian", "mysql": "MySQL", "esxi": "ESXi"][product]
    verdict.productKind = kind
    verdict.release = release
    verdict.supportEnd = until.map(day)
    verdict.rule = "\(kind)/\(product).yaml"
    verdict.sources = [SourceReference(id: product, url: "https://example.org/\(product)", verified: day("2026-11-01"))]
    return verdict
}

let debian11 = verdict("debian", "11", .unsupported, until: "2026-08-31")
let debian12 = verdict("debian", "12", .extendedFree, until: "2028-06-30")
let debian13 = verdict("debian", "13", .supported, until: "2030-06-30")
