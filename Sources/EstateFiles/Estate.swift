package import EstateModel
package import StrictYAML

/// Everything that an estate directory says: who owns what, how to log in, and what to scan.
package struct Estate: Hashable, Sendable {
    /// For headings: `Darlbrook and Stockvale shared services`.
    package var name: String
    /// In file order; never empty.
    package var organisations: [Organisation]
    /// In file order.
    package var sites: [Site]
    /// In file order; holds references to secrets, never secrets.
    package var credentials: [CredentialReference]
    /// In file order.
    package var jumpHosts: [JumpHost]
    /// By the name of a jump host, the way to it: the nearest to us first, itself last. Targets hold theirs already.
    package var routes: [String: [JumpHost]]
    /// In file order.
    package var windows: [ScanWindow]
    /// What one scan may cost the estate, the sites' limits included.
    package var scanLimits: ScanLimits
    /// In file order.
    package var groups: [TargetGroup]
    /// In the order of the files, ranges expanded; names are unique.
    package var targets: [Target]
    /// In file order; empty when there is no services.yaml.
    package var services: [BusinessService]
    /// In file order: contracts for prolonged support.
    package var entitlements: [RecordedEntitlement]
    /// In file order: support contracts, licences, leases and services.
    package var contracts: [RecordedContract]
    /// In file order: products that hold up the upgrade of others.
    package var upgradeBlocks: [RecordedUpgradeBlock]
    /// What policy.yaml allows to run; nil when it has no such list.
    package var approvedProducts: ApprovedProductList?
    /// Who decides, asks, advises and audits; all empty when the estate does not say.
    package var roles: RecordedRoles
    /// Who is told of what is due, and how; defaults without a way when policy.yaml does not say.
    package var notices: NoticeSettings
    package var policy: PolicyFile
    /// What is allowed and yet probably not meant.
    package var warnings: [Diagnostic]

    package init(name: String, organisations: [Organisation]) {
        self.name = name
        self.organisations = organisations
        sites = []
        credentials = []
        jumpHosts = []
        routes = [:]
        windows = []
        scanLimits = ScanLimits()
        groups = []
        targets = []
        services = []
        entitlements = []
        contracts = []
        upgradeBlocks = []
        roles = RecordedRoles()
        notices = NoticeSettings()
        policy = PolicyFile()
        warnings = []
    }

    package func credential(named id: String) -> CredentialReference? {
        credentials.first { $0.id == id }
    }
}

/// A council (or other body) with a register and a SIRO of its own.
package struct Organisation: Hashable, Sendable {
    package var id: String
    package var name: String
    /// The post that decides on risks, not a person: `Director of Resources (SIRO)`.
    package var siroPost: String
    /// The day on which the next PSN submission is due; nil when nobody said.
    package var psnSubmission: CalendarDay?
    /// The day on which the last PSN submission was handed in; nil when nobody said.
    package var psnSubmitted: CalendarDay?

    package init(
        id: String,
        name: String,
        siroPost: String,
        psnSubmission: CalendarDay? = nil,
        psnSubmitted: CalendarDay? = nil
    ) {
        self.id = id
        self.name = name
        self.siroPost = siroPost
        self.psnSubmission = psnSubmission
        self.psnSubmitted = psnSubmitted
    }

    /// The day of the last submission before a day: what was said, or else the due day once it is over.
    package func lastSubmission(asOf day: CalendarDay) -> CalendarDay? {
        [psnSubmitted, psnSubmission].compactMap(\.self).filter { $0 <= day }.max()
    }
}

/// A place that targets stand in, behind one network link.
package struct Site: Hashable, Sendable {
    package var id: String
    package var name: String
    /// How many hosts of the site may be scanned at once; nil means the scan's own limit.
    package var hostsAtOnce: Int?

    package init(id: String, name: String, hostsAtOnce: Int? = nil) {
        self.id = id
        self.name = name
        self.hostsAtOnce = hostsAtOnce
    }
}

/// A named set of targets that share settings.
package struct TargetGroup: Hashable, Sendable {
    package var id: String
    /// The group whose settings this one starts from.
    package var extends: String?
    /// For people; nil when nobody wrote one.
    package var about: String?

    package init(id: String, extends: String? = nil, about: String? = nil) {
        self.id = id
        self.extends = extends
        self.about = about
    }
}

/// What the council does with the hosts: the thing a risk is a risk to.
package struct BusinessService: Hashable, Sendable {
    package var id: String
    package var name: String
    /// A post, not a person.
    package var ownerPost: String
    /// Share of each organisation in percent; sums to 100.
    package var organisations: [String: Int]
    package var ratings: ImpactRatings
    /// Ids of the services it cannot run without; no cycles.
    package var dependsOn: [String]
    /// Ids of the services whose upgrade it holds up: nothing of theirs can change before it does; no cycles.
    package var blockedServices: [String]
    /// Names of the targets whose upgrade it holds up, its own among them.
    package var blockedTargets: [String]
    package var tags: Set<String>
    /// What the council answered under the Legacy IT Risk Assessment Framework; nil when nobody assessed it.
    package var litraf: LitrafAnswers?

    package init(id: String, name: String, ownerPost: String, organisations: [String: Int]) {
        self.id = id
        self.name = name
        self.ownerPost = ownerPost
        self.organisations = organisations
        ratings = ImpactRatings()
        dependsOn = []
        blockedServices = []
        blockedTargets = []
        tags = []
    }
}
