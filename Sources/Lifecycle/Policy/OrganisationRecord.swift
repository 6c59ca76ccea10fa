package import EstateModel

/// What a council holds and demands: the side of judging that is its own.
package struct OrganisationRecord: Hashable, Sendable {
    /// A right to prolonged support, as the council recorded it.
    package struct Entitlement: Hashable, Sendable {
        /// Empty lists everywhere mean all hosts.
        package struct Scope: Hashable, Sendable {
            package var hosts: [String]
            package var tags: [String]
            package var sites: [String]

            package init(hosts: [String] = [], tags: [String] = [], sites: [String] = []) {
                self.hosts = hosts
                self.tags = tags
                self.sites = sites
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
            if scope.hosts.isEmpty, scope.tags.isEmpty, scope.sites.isEmpty { return true }
            return !Set(scope.hosts).isDisjoint(with: host.names) || !Set(scope.tags).isDisjoint(with: host.tags)
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
