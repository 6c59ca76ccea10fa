package import EstateModel

/// One line of an organisation's register or of one of the lists beside it.
package struct RegisterRow: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, Comparable {
        /// No security fixes any more.
        case unsupported
        /// Fixes exist and have not been installed in time.
        case unpatched
        /// Hardware beyond the council's life span.
        case overAge = "over-age"
        /// Supported, and that ends within the policy's horizon. Not a risk yet.
        case approaching
        /// Nobody can tell whether it is supported.
        case unknown
        /// Supported by its vendor, but older than the council's own policy allows.
        case deviation

        /// Whether it belongs in the register itself.
        package var isRisk: Bool { self == .unsupported || self == .unpatched || self == .overAge }

        package static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// One host of the row, with the score that it has by itself.
    package struct Asset: Hashable, Sendable {
        package var id: Int64
        package var name: String
        package var score: RiskScore
        package var verdict: Verdict?
        /// Whether it can be reached from the internet; nil when nobody said.
        package var internetFacing: Bool?
        /// Share of each organisation in percent.
        package var organisations: [String: Int]
    }

    /// What is proposed. The decision is the SIRO's and is kept apart from it.
    package struct Suggestion: Hashable, Sendable {
        package enum Treatment: String, Sendable, Codable, CaseIterable {
            case tolerate
            case treat
            case transfer
            case terminate
        }

        package var treatment: Treatment
        package var text: String
    }

    package let kind: Kind
    package let key: RiskKey
    /// What it is about, for people: `Debian 11`.
    package let label: String
    /// Cause, event and consequence in one sentence.
    package let title: String
    /// Sorted by name.
    package let assets: [Asset]
    package let service: AssetContext.Service?
    /// The posts that answer for the assets, sorted; empty when nobody is named.
    package let owners: [String]
    /// The other organisations that share at least one asset, sorted by id.
    package let sharedWith: [String]
    package let scopes: [ComplianceScope]
    /// Whether any of the assets can be reached from the internet; nil when that is not known of all that cannot.
    package let internetFacing: Bool?
    /// The verdict of the asset with the highest likelihood; nil for what is not about a product.
    package let verdict: Verdict?
    /// What the vendor does: `No security fixes since 31 August 2026`.
    package let vendorStanding: String
    /// What the council's own policy says: `N-2, and the council allows N-1`; nil when it says nothing.
    package let councilStanding: String?
    /// The highest likelihood and the highest impact of the assets.
    package let score: RiskScore
    package let obligations: [Obligation]
    package let lacksFixes: Bool
    package let suggestion: Suggestion
    package let route: ApprovalRoute
    package let byWhen: ByWhen?
    /// Why there is no by-when; nil when there is one.
    package let byWhenProblem: String?
    package let decision: RowDecision
    /// No fixes, and no exception that covers it, or a plan whose day has passed.
    package let isUnmanaged: Bool
    package let firstDetected: CalendarDay
    /// The first and last scan that saw any of the assets.
    package let firstSeen: CalendarDay?
    package let lastSeen: CalendarDay?
    /// Rule files, sorted.
    package let rules: [String]
    /// Sorted by id.
    package let sources: [SourceReference]
    /// Further sentences, such as what runs on a virtualisation host.
    package let notes: [String]

    /// How exceptions cover it.
    package var exception: ExceptionStanding { decision.exception }
    package var isShared: Bool { !sharedWith.isEmpty }
    package var confidence: Confidence { score.confidence }
}
