package import EstateModel

/// Something that lowers a risk without removing it.
package struct Control: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case noInternetRoute = "no-internet-route"
        case allowList = "application-allow-list"
        case serviceDisabled = "vulnerable-service-disabled"
        case intrusionPrevention = "intrusion-prevention"
        case jumpHost = "jump-host-with-mfa"
        case endpointDetection = "endpoint-detection"
        case dataRemoved = "data-removed"
        case testedRestore = "tested-restore"
        case segmented = "segmented"
        /// No network interface is up. Takes no points off, but lowers the floor.
        case airGapped = "air-gapped"
    }

    package var kind: Kind
    /// The day of the last check; nil when it was never checked.
    package var checkedOn: CalendarDay?
    /// What the last check found; nil when it could not tell.
    package var passed: Bool?
    /// Where the check is kept; without it the control is not counted.
    package var evidence: EvidenceReference?

    package init(_ kind: Kind, checkedOn: CalendarDay?, passed: Bool?, evidence: EvidenceReference?) {
        self.kind = kind
        self.checkedOn = checkedOn
        self.passed = passed
        self.evidence = evidence
    }
}

extension Control.Kind {
    /// Points off the likelihood.
    package var likelihoodCredit: Int {
        switch self {
        case .noInternetRoute: 2
        case .allowList, .serviceDisabled, .intrusionPrevention, .jumpHost, .endpointDetection: 1
        case .dataRemoved, .testedRestore, .segmented, .airGapped: 0
        }
    }

    /// Points off the impact.
    package var impactCredit: Int {
        switch self {
        case .dataRemoved, .testedRestore, .segmented: 1
        default: 0
        }
    }

    /// For people, as the start of a sentence.
    package var label: String {
        switch self {
        case .noInternetRoute: "No route to or from the internet"
        case .allowList: "Only approved programs can run"
        case .serviceDisabled: "The vulnerable service is switched off"
        case .intrusionPrevention: "Intrusion prevention or virtual patching"
        case .jumpHost: "Administration only through a jump host with multi-factor sign-in"
        case .endpointDetection: "A supported endpoint detection agent reports"
        case .dataRemoved: "Data removed or read-only"
        case .testedRestore: "A restore from backup was tested"
        case .segmented: "The network segment limits what an attacker reaches"
        case .airGapped: "No network connection at all"
        }
    }
}

/// A control and whether it counted.
package struct ControlOutcome: Hashable, Sendable, Codable {
    package var control: Control
    package var counted: Bool
    /// One sentence: why it counted or did not.
    package var reason: String

    package init(control: Control, counted: Bool, reason: String) {
        self.control = control
        self.counted = counted
        self.reason = reason
    }
}
