package import EstateModel

/// What a factor rests on: enough to find the line on the host, the rule or the council's own entry again.
package struct EvidenceReference: Hashable, Sendable, Codable {
    /// The kind of record, in the words of the evidence pack.
    package struct Kind: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// A support verdict with its rule and source.
        package static let lifecycle = Self(rawValue: "LIFE")
        /// A host's own list of updates.
        package static let patches = Self(rawValue: "PATCH")
        /// What listens, and to whom.
        package static let network = Self(rawValue: "NET")
        /// A setting that was read.
        package static let configuration = Self(rawValue: "CFG")
        /// Which guest runs on which host.
        package static let virtualisation = Self(rawValue: "VIRT")
        /// What the council itself recorded.
        package static let inventory = Self(rawValue: "INV")
        package static let hardware = Self(rawValue: "HW")
        /// A check of a control.
        package static let control = Self(rawValue: "CTRL")
        /// The scoring policy itself.
        package static let policy = Self(rawValue: "POLICY")
    }

    package var kind: Kind
    /// The record inside its kind: an asset's name, a rule file, a control's id.
    package var reference: String
    /// When it was observed or checked; nil when it has no day.
    package var on: CalendarDay?

    package init(_ kind: Kind, _ reference: String, on: CalendarDay? = nil) {
        self.kind = kind
        self.reference = reference
        self.on = on
    }
}

/// One step of a score: what it contributes, why, and on what evidence.
package struct Factor: Hashable, Sendable, Codable {
    package enum Code: String, Sendable, Codable, CaseIterable {
        case support = "S"
        case patches = "P"
        case exposure = "E"
        case weakness = "W"
        case data = "D"
        case availability = "A"
        case privilege = "V"
        case scale = "N"
        /// What a control takes off; its value is negative.
        case control = "C"
        /// Controls were worth more than the policy lets them take off; its value is what is given back.
        case cap = "CAP"
        /// Controls would have gone below the floor; its value is what is given back.
        case floor = "FLOOR"
        /// Keeps a component between 1 and 5; its value is the difference.
        case limit = "LIMIT"
    }

    package var code: Code
    package var value: Int
    /// One sentence for a reader who is no engineer; names the fact.
    package var explanation: String
    package var evidence: EvidenceReference
    /// Nobody and nothing told the fact: the value stands in for it.
    package var assumed: Bool

    package init(
        _ code: Code,
        _ value: Int,
        _ explanation: String,
        evidence: EvidenceReference,
        assumed: Bool = false
    ) {
        self.code = code
        self.value = value
        self.explanation = explanation
        self.evidence = evidence
        self.assumed = assumed
    }
}
