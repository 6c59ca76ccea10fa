package import EstateModel

/// The day by which a risk must be dealt with, and every day that was weighed for it.
package struct ByWhen: Hashable, Sendable {
    /// Where a candidate day comes from; the order breaks ties.
    package enum Rule: String, Sendable, Codable, CaseIterable, Comparable {
        case patchDays = "patch-days"
        case pciPatchMonths = "pci-patch-months"
        case noFixCap = "no-fix-cap"
        case coverEnd = "cover-end"
        case hardwareLife = "hardware-life"
        case contractEnd = "contract-end"
        case psnSubmission = "psn-submission"
        case bandDays = "band-days"
        case nextRefresh = "next-refresh"
        case patchAdvice = "patch-advice"

        package static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package struct Candidate: Hashable, Sendable {
        package var rule: Rule
        /// Before it is moved to a working day.
        package var day: CalendarDay
        /// The inputs, as a sentence.
        package var explanation: String
        /// False for advice that is shown but never wins.
        package var isBinding: Bool

        package init(_ rule: Rule, _ day: CalendarDay, _ explanation: String, isBinding: Bool = true) {
            self.rule = rule
            self.day = day
            self.explanation = explanation
            self.isBinding = isBinding
        }
    }

    /// A working day.
    package let value: CalendarDay
    /// The candidate that won: the earliest binding one.
    package let winner: Candidate
    /// All candidates, earliest first.
    package let candidates: [Candidate]
    /// By when the risk is contained; nil when nothing asks for it.
    package let containBy: CalendarDay?
    /// One sentence: which rule won, and why the day moved if it did.
    package let explanation: String

    package init(
        value: CalendarDay,
        winner: Candidate,
        candidates: [Candidate],
        containBy: CalendarDay?,
        explanation: String
    ) {
        self.value = value
        self.winner = winner
        self.candidates = candidates
        self.containBy = containBy
        self.explanation = explanation
    }

    package func isOverdue(on day: CalendarDay) -> Bool { value < day }

    /// The financial year that pays for it: `2027/28`.
    package var financialYear: String { FinancialQuarter(of: value).financialYear }
}

/// What a by-when is worked out from.
package struct PlanFacts: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable {
        /// Fixes exist and are to be installed.
        case patch
        /// The product is to be replaced, removed or moved to a service.
        case replace
    }

    package var kind: Kind
    /// The residual band.
    package var band: Band
    /// The day on which the risk was first seen.
    package var firstDetected: CalendarDay
    /// No security fixes come any more.
    package var lacksFixes: Bool
    /// The last day of support or paid cover: ahead while ``lacksFixes`` is false, behind otherwise.
    package var supportEnd: CalendarDay?
    package var internetFacing: Bool
    package var scopes: Set<ComplianceScope>
    /// The end of the hardware's life span.
    package var hardwareDue: CalendarDay?
    /// The organisation's next PSN submission; matters only in PSN scope.
    package var psnSubmission: CalendarDay?
    package var contractEnd: CalendarDay?
    /// The contract's own notice; nil for the policy's.
    package var contractNoticeDays: Int?
    /// The release day of the oldest missing fix; nil when nothing tells.
    package var oldestFix: CalendarDay?

    package init(kind: Kind, band: Band, firstDetected: CalendarDay, lacksFixes: Bool) {
        self.kind = kind
        self.band = band
        self.firstDetected = firstDetected
        self.lacksFixes = lacksFixes
        internetFacing = false
        scopes = []
    }
}
