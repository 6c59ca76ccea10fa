package import EstateModel

/// What the council's demands need to know of a host beside the verdicts on what it runs. Nil means not learnt.
package struct PolicyAsset: Hashable, Sendable {
    /// The store's id.
    package var id: Int64
    package var name: String
    /// Every name that a record may call it by.
    package var names: Set<String>
    package var groups: Set<String>
    package var tags: Set<String>
    package var site: String?
    /// Ids of those that have a share in it, sorted.
    package var organisations: [String]
    package var internetFacing: Bool?
    /// Whether it is a device of its own, which ages; false for guests and containers.
    package var isDevice: Bool?
    /// Whether all its software was read: what was not read may be anything.
    package var softwareIsComplete: Bool
    package var updates: UpdateState?

    package init(id: Int64, name: String) {
        self.id = id
        self.name = name
        names = [name]
        groups = []
        tags = []
        organisations = []
        softwareIsComplete = true
    }
}

/// The hosts that a record is about.
package struct AssetScope: Hashable, Sendable {
    /// Nil means every host; else a host that any of the sets names.
    package struct Members: Hashable, Sendable {
        package var hosts: Set<String>
        package var groups: Set<String>
        package var tags: Set<String>
        package var sites: Set<String>

        package init(
            hosts: Set<String> = [],
            groups: Set<String> = [],
            tags: Set<String> = [],
            sites: Set<String> = []
        ) {
            self.hosts = hosts
            self.groups = groups
            self.tags = tags
            self.sites = sites
        }
    }

    package var members: Members?
    /// Only hosts in which one of them has a share; empty means every host.
    package var organisations: Set<String>

    package init(_ members: Members? = nil, organisations: Set<String> = []) {
        self.members = members
        self.organisations = organisations
    }

    package func covers(_ asset: PolicyAsset) -> Bool {
        if !organisations.isEmpty, !asset.organisations.contains(where: organisations.contains) { return false }
        guard let members else { return true }
        return !members.hosts.isDisjoint(with: asset.names) || !members.groups.isDisjoint(with: asset.groups)
            || !members.tags.isDisjoint(with: asset.tags) || (asset.site.map(members.sites.contains) ?? false)
    }
}
