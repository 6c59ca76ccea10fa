package import EstateModel

/// Everything that one score is made from. No clock, no look-ups: the same facts on the same day give the same score.
package struct ScoringFacts: Hashable, Sendable {
    package var support: SupportClock
    package var supportEvidence: EvidenceReference
    package var patches: PatchState
    package var patchEvidence: EvidenceReference
    /// Whether the product can be reached from the internet; nil when nobody said.
    package var internetFacing: Bool?
    package var exposureEvidence: EvidenceReference
    /// Obsolete services that were seen; all together count once.
    package var weaknesses: [Weakness]
    package var data: Rating
    package var availability: Rating
    package var privilege: Rating
    /// How many hosts of the same risk there are.
    package var hostCount: Int
    package var controls: [Control]
    package var scopes: Set<ComplianceScope>
    /// The judgement's own confidence.
    package var confidence: Confidence
    /// What it is to be replaced by; nil while nobody has chosen.
    package var target: TargetRelease?

    package init(support: SupportClock, supportEvidence: EvidenceReference, confidence: Confidence) {
        self.support = support
        self.supportEvidence = supportEvidence
        self.confidence = confidence
        patches = .notLearnt("The host's list of updates was not learnt.")
        patchEvidence = EvidenceReference(.patches, supportEvidence.reference)
        internetFacing = nil
        exposureEvidence = EvidenceReference(.inventory, supportEvidence.reference)
        weaknesses = []
        data = Rating(nil, evidence: exposureEvidence)
        availability = Rating(nil, evidence: exposureEvidence)
        privilege = Rating(nil, evidence: exposureEvidence)
        hostCount = 1
        controls = []
        scopes = []
    }
}

/// An impact rating from 1 to 5 and where it comes from.
package struct Rating: Hashable, Sendable {
    /// Nil when nobody gave it.
    package var value: Int?
    package var evidence: EvidenceReference
    /// Added to the explanation, such as whose guest decided.
    package var note: String?

    package init(_ value: Int?, evidence: EvidenceReference, note: String? = nil) {
        self.value = value
        self.evidence = evidence
        self.note = note
    }
}

/// An obsolete or wormable service that was seen on a host.
package struct Weakness: Hashable, Sendable, Comparable {
    /// `telnet`, `smb1`.
    package var code: String
    /// For people: `Telnet listens on port 23`.
    package var explanation: String
    package var evidence: EvidenceReference

    package init(code: String, explanation: String, evidence: EvidenceReference) {
        self.code = code
        self.explanation = explanation
        self.evidence = evidence
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.code, left.explanation) < (right.code, right.explanation)
    }
}

/// A regime whose rules apply to a host. It adds a flag, never points.
package enum ComplianceScope: String, Sendable, Codable, CaseIterable, Comparable {
    case cyberEssentials = "cyber-essentials"
    case pci = "pci"
    case psn = "psn"

    /// For people.
    package var label: String {
        switch self {
        case .cyberEssentials: "Cyber Essentials"
        case .pci: "PCI DSS"
        case .psn: "PSN"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The scopes that an asset's tags name; `cde` is PCI's own word for its zone.
    package static func named(in tags: Set<String>) -> Set<ComplianceScope> {
        var scopes = Set(allCases.filter { tags.contains($0.rawValue) })
        if tags.contains("cde") { scopes.insert(.pci) }
        return scopes
    }
}

/// The release that a product is to be replaced by.
package struct TargetRelease: Hashable, Sendable, Codable {
    /// For people: `Windows Server 2025`.
    package var name: String
    /// Its own last day of security fixes; nil when none is published.
    package var supportEnd: CalendarDay?

    package init(name: String, supportEnd: CalendarDay?) {
        self.name = name
        self.supportEnd = supportEnd
    }
}
