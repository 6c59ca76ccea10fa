/// The vendor's side of the question "is this supported?", never blended with policy or exceptions.
package enum SupportStatus: String, Sendable, Codable, CaseIterable, Hashable {
    /// Fixes of all kinds.
    case supported
    /// Past mainstream, security fixes still free.
    case securityOnly = "security-only"
    /// Covered by a free extension of another team (Debian LTS).
    case extendedFree = "extended-free"
    /// Covered by a paid extension that the organisation proved to hold.
    case extendedPaid = "extended-paid"
    case unsupported
    /// Not known; never counted as supported.
    case unknown
    /// Newer than everything the rules know.
    case unknownNewer = "unknown-newer"
    /// A library, client or leftover that is not the product itself.
    case component

    /// Whether security fixes reach the host today, as far as is known.
    package var receivesFixes: Bool {
        switch self {
        case .supported, .securityOnly, .extendedFree, .extendedPaid: true
        case .unsupported, .unknown, .unknownNewer, .component: false
        }
    }
}

package enum Confidence: String, Sendable, Codable, CaseIterable, Comparable {
    case low
    case medium
    case high

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}

/// Where a date comes from and when somebody last looked.
package struct SourceReference: Hashable, Sendable, Codable {
    /// The rule file's own name for it.
    package var id: String
    package var url: String?
    /// A source without a page: `supplier letter 2025-11-04`.
    package var reference: String?
    package var verified: CalendarDay?

    package init(id: String, url: String? = nil, reference: String? = nil, verified: CalendarDay? = nil) {
        self.id = id
        self.url = url
        self.reference = reference
        self.verified = verified
    }
}

/// What the rules say about one fact on one day, with the chain of reasons. Copies share their memory.
@dynamicMemberLookup
package struct Verdict: Hashable, Sendable, Codable {
    package enum Role: String, Sendable, Codable, CaseIterable {
        case product
        case component
        case client
        case leftover
        case embedded
        case tool
        case operatingSystemPart = "os-component"
        /// A distribution's package that is judged only as a part of the distribution.
        case distributionPackage = "distribution-package"
    }

    package struct Fields: Hashable, Sendable, Codable {
        /// The rule's product id (`postgresql`); nil when no rule knows the thing.
        package var product: String?
        package var productName: String?
        /// `os`, `database`, `runtime`, `hardware`, …: the rule's `kind`.
        package var productKind: String?
        /// The release's id inside the product (`13`, `2016-sp3`); nil when not determined.
        package var release: String?
        package var releaseLabel: String?
        package var role: Role
        /// Whose calendar decided: `vendor`, `debian/12`, `rhel/8 postgresql:10`, `rolling`, `local`; nil when unknown.
        package var clock: String?
        package var status: SupportStatus
        /// The last supported day under ``status``'s own phase (for `unsupported`, the day it ended). Nil: none
        /// published.
        package var supportEnd: CalendarDay?
        /// The vendor's own name for what ends then (`Debian LTS`, `Extended Security Maintenance`).
        package var endLabel: String?
        /// The source gives only a month or year.
        package var endIsApproximate: Bool
        /// The last day of fixes of all kinds.
        package var mainstreamEnd: CalendarDay?
        /// The last day of security fixes that need no paid cover; nil when none is published. Scores and forecasts use
        /// it.
        package var securityEnd: CalendarDay?
        /// The last day of any phase, paid ones included.
        package var extendedEnd: CalendarDay?
        /// What the status would be, and until when, if the organisation held ``entitlement``.
        package var statusWithEntitlement: SupportStatus?
        package var endWithEntitlement: CalendarDay?
        /// The entitlement that covers (status `extended-paid`) or would cover.
        package var entitlement: String?
        /// `ends-within-90-days`, `old-baseline`, `behind-policy`, …, sorted.
        package var flags: [String]
        package var confidence: Confidence
        /// Releases it may be when the evidence does not decide.
        package var candidates: [String]
        /// The chain, in the order in which it was reasoned, one sentence each.
        package var reasons: [String]
        /// The file and product of the rule (`database/postgresql.yaml`); nil without one.
        package var rule: String?
        package var sources: [SourceReference]
        /// The same thing on endoflife.date, for comparison only.
        package var endoflifeProduct: String?
        package var endoflifeCycle: String?
        /// The day on which hardware reaches the council's life span; nil for anything else, or when its age is
        /// unknown.
        package var ageDue: CalendarDay?
        /// The council's N/N-1 judgement, apart from the vendor's.
        package var generation: GenerationVerdict?
        /// Releases that the rule names as what to move to.
        package var replaceBy: [String]
        /// What to find out, and whom to ask, where the rule itself cannot tell; nil where it can.
        package var action: String?

        package init(status: SupportStatus, role: Role = .product, confidence: Confidence = .low) {
            self.status = status
            self.role = role
            self.confidence = confidence
            endIsApproximate = false
            flags = []
            candidates = []
            reasons = []
            sources = []
            replaceBy = []
        }
    }

    @usableFromInline var fields: Shared<Fields>

    package init(status: SupportStatus, role: Role = .product, confidence: Confidence = .low) {
        fields = Shared(Fields(status: status, role: role, confidence: confidence))
    }

    /// Always inlined, so that a member is read in place; a key path would copy all of them first.
    @inlinable @inline(__always)
    package subscript<Value>(dynamicMember path: WritableKeyPath<Fields, Value>) -> Value {
        get { fields.box.value[keyPath: path] }
        _modify { yield &fields.value[keyPath: path] }
    }

    package init(from decoder: any Decoder) throws {
        fields = try Shared(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try fields.encode(to: encoder)
    }
}

/// What is asked of every one of millions of findings, without the detour over a key path.
extension Verdict {
    package var status: SupportStatus {
        @inline(__always) get { fields.value.status }
        _modify { yield &fields.value.status }
    }

    package var role: Role {
        @inline(__always) get { fields.value.role }
        _modify { yield &fields.value.role }
    }

    package var product: String? {
        @inline(__always) get { fields.value.product }
        _modify { yield &fields.value.product }
    }

    package var release: String? {
        @inline(__always) get { fields.value.release }
        _modify { yield &fields.value.release }
    }

    package var productKind: String? {
        @inline(__always) get { fields.value.productKind }
        _modify { yield &fields.value.productKind }
    }

    package var clock: String? {
        @inline(__always) get { fields.value.clock }
        _modify { yield &fields.value.clock }
    }

    package var supportEnd: CalendarDay? {
        @inline(__always) get { fields.value.supportEnd }
        _modify { yield &fields.value.supportEnd }
    }

    package var securityEnd: CalendarDay? {
        @inline(__always) get { fields.value.securityEnd }
        _modify { yield &fields.value.securityEnd }
    }
}

/// How many generations behind the current one a release is, on its ladder.
package struct GenerationVerdict: Hashable, Sendable, Codable {
    package var ladder: String
    /// 0 is N, 1 is N-1; nil when the release stands on no ladder.
    package var behind: Int?
    /// What the council allows.
    package var allowedBehind: Int
    /// The release that is N on the day of judgement.
    package var current: String?

    package init(ladder: String, behind: Int?, allowedBehind: Int, current: String?) {
        self.ladder = ladder
        self.behind = behind
        self.allowedBehind = allowedBehind
        self.current = current
    }

    /// Nil when ``behind`` is.
    package var withinPolicy: Bool? { behind.map { $0 <= allowedBehind } }
}

/// What is judged and where it stands: one row of `reeve findings`.
package struct Finding: Hashable, Sendable, Codable {
    /// The store's id of the asset.
    package var assetID: Int64
    package var assetName: String
    /// What was judged, as it was found.
    package var subject: Fact
    package var verdict: Verdict

    package init(assetID: Int64, assetName: String, subject: Fact, verdict: Verdict) {
        self.assetID = assetID
        self.assetName = assetName
        self.subject = subject
        self.verdict = verdict
    }
}
