package import EstateModel

/// A product that holds up the upgrade of others, as people recorded it: an application whose supplier certifies it for
/// one system only, an old guest that a newer virtualisation host would not run.
///
/// Products and releases are words of the rule pack; whether they exist is not checked here.
package struct RecordedUpgradeBlock: Hashable, Sendable {
    package typealias Word = ApprovedProductList.Word

    package var product: Word
    /// In which releases it holds others up; nil means every release.
    package var releases: [Word]?
    /// What cannot be upgraded before it, on the same host or on the virtualisation host under it. Never empty.
    package var held: [Word]
    /// The hosts on which it does so.
    package var scope: RecordedScope
    /// Who says so: `Idox, letter SUP-12 of 2 March 2026`.
    package var reference: String

    package init(product: Word, releases: [Word]?, held: [Word], scope: RecordedScope = .all, reference: String) {
        self.product = product
        self.releases = releases
        self.held = held
        self.scope = scope
        self.reference = reference
    }
}

extension RecordedScope {
    /// The targets that it names, by their own tags or those of the service that they serve; whose they are does not
    /// matter.
    ///
    /// - Parameter serviceTags: by the service's id.
    package func named(among targets: [Target], serviceTags: [String: Set<String>]) -> [Target] {
        guard case .some(let hostNames, let groupIDs, let tagWords, let siteIDs) = self else { return targets }
        let (hosts, groups, tags, sites) = (Set(hostNames), Set(groupIDs), Set(tagWords), Set(siteIDs))
        return targets.filter { target in
            let inherited = target.service.flatMap { serviceTags[$0] } ?? []
            return hosts.contains(target.name) || !groups.isDisjoint(with: target.groups)
                || !tags.isDisjoint(with: target.tags) || !tags.isDisjoint(with: inherited)
                || target.site.map(sites.contains) ?? false
        }
    }
}
