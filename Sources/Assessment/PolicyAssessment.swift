package import Compliance
package import EstateFiles
package import EstateModel
package import Lifecycle
import Risk
package import Store
package import StrictYAML

/// Every demand of the council's policy held against hosts, one host at a time, and against its contracts.
package struct PolicyAssessment: Sendable {
    /// What one host contributes.
    package struct HostResult: Sendable {
        package var verdicts: [PolicyVerdict]
        /// Ids of those that have a share in it, sorted.
        package var organisations: [String]
        /// Places in ``PolicyAssessment/agreements`` of those that cover it.
        package var agreements: [Int]
    }

    package let demands: CouncilDemands
    /// Contracts, paid cover, and what local rules say of suppliers' contracts.
    package let agreements: [Agreement]
    private let services: [String: BusinessService]

    /// - Throws: ``InvalidFile`` when the policy or a contract names a product, release or kind that no rule has.
    package init(
        _ estate: Estate,
        policies: CouncilPolicies,
        pack: RulePack,
        asOf: CalendarDay
    ) throws(InvalidFile) {
        try estate.checkProducts(against: pack)
        demands = CouncilDemands(
            lifecycle: policies.lifecycle,
            plan: policies.risk.plan,
            approved: estate.approvedProducts.map(ApprovedProducts.init),
            catalogue: ProductCatalogue(pack),
            asOf: asOf
        )
        agreements = Agreement.all(of: estate, pack: pack)
        services = Dictionary(estate.services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Pure: the same host, judged by the same rules, gives the same verdicts.
    package func result(
        of summary: AssetSummary,
        _ collection: HostCollection,
        _ report: HostReport
    ) -> HostResult {
        let asset = PolicyAsset(summary, collection, service: summary.target.service.flatMap { services[$0] })
        let findings = report.findings(assetID: summary.id.rawValue, assetName: summary.name)
        let installed = Set(findings.compactMap(\.verdict.product))
        return HostResult(
            verdicts: demands.verdicts(on: asset, findings: findings),
            organisations: asset.organisations,
            agreements: agreements.indices.filter { agreements[$0].covers(asset, products: installed) }
        )
    }

    /// - Parameter hostCounts: how many hosts each of ``agreements`` covers.
    package func agreementVerdicts(hostCounts: [Int]) -> [PolicyVerdict] {
        demands.verdicts(on: agreements, hostCounts: hostCounts)
    }
}

extension PolicyAsset {
    /// A host as scanned, with what the estate's files say of it and of the service that it serves.
    init(_ summary: AssetSummary, _ collection: HostCollection, service: BusinessService?) {
        let target = summary.target
        self.init(id: summary.id.rawValue, name: summary.name)
        names = [summary.name, target.name]
        groups = Set(target.groups)
        tags = Set(target.tags).union(service?.tags ?? [])
        site = target.site
        let shares = target.organisations.isEmpty ? service?.organisations ?? [:] : target.organisations
        organisations = shares.keys.sorted()
        internetFacing =
            target.ratings.completed(by: service?.ratings).internetFacing
            ?? (tags.contains("internet-facing") ? true : nil)
        isDevice = collection.hardware?.placement.map { $0 == .physical }
        softwareIsComplete = collection.completeness[.software] == .complete
        updates = collection.updates
    }
}

extension Estate {
    /// Refuses products, releases and kinds that no rule has: a list with a misspelt name would allow nothing.
    ///
    /// - Throws: ``InvalidFile`` with the place of each and the word that was probably meant.
    package func checkProducts(against pack: RulePack) throws(InvalidFile) {
        let sink = DiagnosticSink()
        let products = Dictionary(pack.products.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = products.keys.sorted()
        func rule(_ id: String, at location: SourceLocation) -> ProductRule? {
            if products[id] == nil {
                sink.error(at: location, "no rule has the product '\(visible(id, limit: 60))'; \(hint(id, ids))")
            }
            return products[id]
        }
        for contract in contracts {
            for (id, location) in zip(contract.products, contract.productLocations) { _ = rule(id, at: location) }
        }
        for block in upgradeBlocks {
            check(block.releases ?? [], of: rule(block.product.text, at: block.product.location), sink)
            for word in block.held { _ = rule(word.text, at: word.location) }
        }
        let kinds = ProductRule.Kind.allCases.map(\.rawValue)
        for kind in approvedProducts?.kinds ?? [] where !kinds.contains(kind.text) {
            let word = visible(kind.text, limit: 60)
            sink.error(at: kind.location, "there is no kind of product '\(word)'; \(hint(kind.text, kinds))")
        }
        let approvals = (approvedProducts?.approvals ?? []) + (approvedProducts?.deviations.map(\.approval) ?? [])
        for approval in approvals {
            let rule = rule(approval.product.text, at: approval.product.location)
            check(approval.releases ?? [], of: rule, sink, otherwise: "so write all")
        }
        try sink.throwIfErrors()
    }

    /// - Parameter otherwise: what to do where a rule has no releases.
    private func check(
        _ releases: [ApprovedProductList.Word],
        of rule: ProductRule?,
        _ sink: DiagnosticSink,
        otherwise: String = "so leave 'releases' out"
    ) {
        guard let rule else { return }
        let cycles = rule.cycles.map(\.id)
        for release in releases where !cycles.contains(release.text) {
            let advice = cycles.isEmpty ? "its rule has none, \(otherwise)" : hint(release.text, cycles)
            let word = visible(release.text, limit: 60)
            sink.error(at: release.location, "'\(rule.id)' has no release '\(word)'; \(advice)")
        }
    }
}
