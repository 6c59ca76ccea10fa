package import EstateModel

/// What a council holds and demands: the side of judging that is its own.
package struct OrganisationRecord: Hashable, Sendable {
    /// A right to prolonged support, as the council recorded it.
    package struct Entitlement: Hashable, Sendable {
        /// Empty lists of hosts, tags, groups and sites mean all hosts; else those of any of them.
        package struct Scope: Hashable, Sendable {
            package var hosts: [String]
            package var tags: [String]
            package var sites: [String]
            package var groups: [String]
            /// Whose contract it is: only hosts in which one of them has a share are covered. Empty means everybody.
            package var organisations: [String]

            package init(
                hosts: [String] = [],
                tags: [String] = [],
                sites: [String] = [],
                groups: [String] = [],
                organisations: [String] = []
            ) {
                self.hosts = hosts
                self.tags = tags
                self.sites = sites
                self.groups = groups
                self.organisations = organisations
            }
        }

        package var id: String
        package var scope: Scope
        /// First and last day; nil is unbounded.
        package var from: CalendarDay?
        package var until: CalendarDay?
        /// `PO 45012, year 2`.
        package var evidence: String?

        package init(
            id: String,
            scope: Scope = Scope(),
            from: CalendarDay? = nil,
            until: CalendarDay? = nil,
            evidence: String? = nil
        ) {
            self.id = id
            self.scope = scope
            self.from = from
            self.until = until
            self.evidence = evidence
        }

        func covers(_ host: HostContext) -> Bool {
            let owners = scope.organisations
            if !owners.isEmpty, !owners.contains(where: host.organisations.contains) { return false }
            if scope.hosts.isEmpty, scope.tags.isEmpty, scope.sites.isEmpty, scope.groups.isEmpty { return true }
            return scope.hosts.contains(where: host.names.contains) || scope.tags.contains(where: host.tags.contains)
                || scope.groups.contains(where: host.groups.contains)
                || (host.site.map(scope.sites.contains) ?? false)
        }
    }

    package var name: String?
    package var entitlements: [Entitlement]
    package var policy: CouncilPolicy

    package init(name: String? = nil, entitlements: [Entitlement] = [], policy: CouncilPolicy = CouncilPolicy()) {
        self.name = name
        self.entitlements = entitlements
        self.policy = policy
    }
}
