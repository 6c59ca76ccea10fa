package import EstateModel

/// An exception: permission to keep something unsupported for a time, on conditions.
package struct ExceptionRecord: Hashable, Sendable, Codable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case draft
        case submitted
        case changesRequested = "changes-requested"
        /// All who must approve have; in force from its first to its last day unless suspended.
        case approved
        case rejected
        case withdrawn
        case expired
        case revoked
        case superseded
        case remediated = "closed-remediated"

        /// Nothing changes it any more.
        package var isFinal: Bool {
            switch self {
            case .draft, .submitted, .changesRequested, .approved: false
            case .rejected, .withdrawn, .expired, .revoked, .superseded, .remediated: true
            }
        }
    }

    /// What all the decisions together came to.
    package struct Approval: Hashable, Sendable, Codable {
        /// The day of the last decision that was needed.
        package var on: CalendarDay
        package var effectiveOn: CalendarDay
        /// The last day: the earliest that any organisation allowed.
        package var expiresOn: CalendarDay
        /// The first day of the first exception that this one renews, or its own.
        package var chainStart: CalendarDay
        package var plan: AcceptedPlan
        /// The last entry of the log that those who approved, or confirmed that it still holds, could have known.
        package var knownThrough: Int64

        /// The day of removal or replacement that was accepted with the plan.
        package var removalBy: CalendarDay { plan.removalBy }
    }

    package struct Suspension: Hashable, Sendable, Codable {
        package var since: CalendarDay
        /// Sorted, each once; never empty.
        package var causes: [SuspensionCause]
        /// Organisations that have said that it may hold again, sorted; nil while none has.
        package var confirmedFor: [String]?
    }

    /// `E-0001`.
    package var id: String
    package var request: ExceptionRequest
    /// Whoever worded it last.
    package var requestedBy: Actor
    package var requestedOn: CalendarDay
    /// Everybody who drafted it, worded it or handed it in, sorted: none of them decides about it.
    package var askers: [String]
    package var state: State
    /// Set when it was submitted.
    package var terms: ExceptionTerms?
    package var recommendation: Recommendation?
    /// One for each organisation that has decided, in the order of deciding.
    package var decisions: [ExceptionDecision]
    package var approval: Approval?
    package var suspension: Suspension?
    /// 0 for a first exception.
    package var renewalNumber: Int
    /// How it ended, for people; nil while it has not.
    package var closeReason: String?
    package var closedOn: CalendarDay?
    /// The entry of the log that last changed what is asked for: a decision's text must be younger.
    package var requestedBySequence: Int64
    /// The entry of the log that changed it last.
    package var changedBy: Int64

    /// Whoever must decide at least: the policy's level, or one above the last for a renewal without a committee.
    /// The SIRO's until it is submitted.
    package internal(set) var level: ApprovalLevel
}

extension ExceptionRecord {
    /// Organisations whose decision is still to come, in the order of the terms. One that accepted a plan whose days
    /// are others by now is among them: everybody must accept the same plan.
    package func openOrganisations(in book: DecisionBook) -> [String] {
        let digest = request.plan.flatMap(book.plan)?.digest
        let decided = decisions.filter { $0.verdict == .reject || $0.planDigest == digest }.map(\.organisation)
        return (terms?.organisations ?? []).filter { !decided.contains($0) }
    }
}

/// An adviser's view, kept apart from what was decided.
package struct Recommendation: Hashable, Sendable, Codable {
    package enum Advice: String, Sendable, Codable, CaseIterable {
        case approve
        case approveForLess = "approve-for-less"
        case reject

        /// For people.
        package var label: String {
            switch self {
            case .approve: "approve"
            case .approveForLess: "approve for less"
            case .reject: "reject"
            }
        }
    }

    package var advice: Advice
    package var text: String
    package var by: Actor
    package var on: CalendarDay
}

/// Why an exception does not hold for the time being.
package struct SuspensionCause: Hashable, Sendable, Codable, Comparable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case staleEvidence = "stale-evidence"
        case failedEvidence = "failed-evidence"
        case exposureRose = "exposure-rose"
        case bandRose = "band-rose"
        case planBreached = "plan-breached"
        /// The plan ends later than was accepted, or no longer says when.
        case planSlipped = "plan-slipped"
        /// The plan no longer removes or replaces what was signed for.
        case planChanged = "plan-changed"
        /// Fixes that there were when it was accepted are made no more.
        case fixesEnded = "fixes-ended"
        case ownerLeft = "owner-left"
        /// A vulnerability of the product is known to be exploited.
        case exploited = "known-exploited"
        /// The exception that it renews was revoked.
        case formerRevoked = "former-revoked"
        /// Somebody said that one of its assets is the same as another, which nobody signed for.
        case assetsMerged = "assets-merged"

        /// The book itself can tell whether it is over.
        package var isProvenByBook: Bool {
            switch self {
            case .staleEvidence, .failedEvidence, .planBreached, .planChanged, .planSlipped: true
            case .exposureRose, .bandRose, .fixesEnded, .ownerLeft, .exploited, .formerRevoked, .assetsMerged: false
            }
        }
    }

    package var kind: Kind
    /// The control, plan, post or vulnerability; nil where there is only one.
    package var subject: String?
    /// One sentence that names the fact.
    package var detail: String

    package init(_ kind: Kind, subject: String? = nil, _ detail: String) {
        self.kind = kind
        self.subject = subject
        self.detail = detail
    }

    package func isSame(as other: SuspensionCause) -> Bool { kind == other.kind && subject == other.subject }

    package static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.subject ?? "", left.detail) < (right.kind.rawValue, right.subject ?? "", right.detail)
    }
}
