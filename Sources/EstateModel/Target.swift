/// A host that a scan tries to reach, with everything the estate says about it.
package struct Target: Hashable, Sendable {
    /// Unique in the estate; what people call it.
    package var name: String
    package var address: String
    package var port: UInt16
    package var user: String
    /// The name of a credential of the estate.
    package var credential: String
    package var site: String?
    package var groups: [String]
    package var tags: Set<String>
    /// Share of each organisation in percent; sums to 100; more than one for a shared asset. Never empty.
    package var organisations: [String: Int]
    package var service: String?
    /// A post, not a person.
    package var owner: String?
    package var ratings: ImpactRatings
    /// Skips platform detection when set.
    package var platform: String?
    package var escalation: Escalation
    /// The name of a password credential for ``escalation``; nil where none is asked for.
    package var escalationCredential: String?
    /// The jump hosts on the way, the nearest to us first; empty when the host is reached directly.
    package var route: [JumpHost]
    /// When it may be scanned; nil for always.
    package var window: ScanWindow?
    /// Allows algorithms that today's servers refuse; the posture becomes a finding.
    package var legacyAlgorithms: Bool
    package var limits: Limits

    package init(name: String, address: String, user: String, credential: String) {
        self.name = name
        self.address = address
        self.user = user
        self.credential = credential
        port = 22
        groups = []
        tags = []
        organisations = [:]
        ratings = ImpactRatings()
        escalation = .none
        route = []
        legacyAlgorithms = false
        limits = Limits()
    }
}

/// How a probe that needs root gets it.
package enum Escalation: String, Sendable, Codable, CaseIterable {
    case none
    case sudo
    case doas
}

/// What a council says of a service or host; nil is scored as an assumption and listed as one.
package struct ImpactRatings: Hashable, Sendable, Codable {
    /// 1 public to 5 bulk safeguarding or social care.
    package var data: Int?
    /// 1 (more than five days of outage bearable) to 5 (at most four hours).
    package var availability: Int?
    /// 1 endpoint to 5 domain controller, hypervisor cluster, gateway.
    package var privilege: Int?
    /// Listens to the internet; nil when nobody said.
    package var internetFacing: Bool?

    package init(data: Int? = nil, availability: Int? = nil, privilege: Int? = nil, internetFacing: Bool? = nil) {
        self.data = data
        self.availability = availability
        self.privilege = privilege
        self.internetFacing = internetFacing
    }
}
