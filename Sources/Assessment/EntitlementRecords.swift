package import EstateFiles
package import Lifecycle
package import StrictYAML

extension OrganisationRecord {
    /// What the estate's files say that its organisations hold and demand.
    package init(_ estate: Estate, policy: CouncilPolicy) {
        self.init(name: estate.name, entitlements: estate.entitlements.map(Entitlement.init), policy: policy)
    }
}

extension OrganisationRecord.Entitlement {
    init(_ record: RecordedEntitlement) {
        var scope = OrganisationRecord.Entitlement.Scope(organisations: record.organisations)
        if case .some(let hosts, let groups, let tags, let sites) = record.scope {
            scope.hosts = hosts
            scope.groups = groups
            scope.tags = tags
            scope.sites = sites
        }
        let evidence = [record.reference, record.evidence].compactMap(\.self).joined(separator: ", ")
        self.init(id: record.id, scope: scope, from: record.starts, until: record.ends, evidence: evidence)
    }
}

extension Estate {
    /// Refuses contracts for things that no rule knows: they would cover nothing, and nobody would be told.
    ///
    /// - Throws: ``InvalidFile`` with the place of each and the id that was probably meant.
    package func checkEntitlements(against pack: RulePack) throws(InvalidFile) {
        let known = pack.entitlements.keys.sorted()
        let unknown = entitlements.filter { pack.entitlements[$0.id] == nil }
        guard !unknown.isEmpty else { return }
        throw InvalidFile(
            unknown.map {
                Diagnostic(at: $0.location, "no rule defines the entitlement '\($0.id)'; \(hint($0.id, known))")
            }
        )
    }
}
