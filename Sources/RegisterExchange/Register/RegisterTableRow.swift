package import EstateModel

/// A risk as registers write it: every field by itself, nothing computed, nil for what nobody said.
///
/// Lists keep the order in which they are given. Days are ``PlanDate``, because other registers write `Q4` there.
package struct RegisterTableRow: Hashable, Sendable {
    package struct Score: Hashable, Sendable {
        /// 1 to 5 in a matrix of five by five.
        package var likelihood: Int?
        package var impact: Int?
        /// As registers print it; usually the product of both.
        package var points: Int?
        /// The band's name: `Very high`.
        package var band: String?

        package init(likelihood: Int? = nil, impact: Int? = nil, points: Int? = nil, band: String? = nil) {
            self.likelihood = likelihood
            self.impact = impact
            self.points = points
            self.band = band
        }
    }

    /// What it is about.
    package struct Subject: Hashable, Sendable {
        /// Ids or names of councils.
        package var organisations: [String] = []
        package var service: String?
        /// `Windows Server 2012 R2`.
        package var product: String?
        /// Names of hosts; empty where they are withheld.
        package var assets: [String] = []
        package var assetCount: Int?
        /// `psn`, `pci`, `cyber-essentials`.
        package var scopes: [String] = []
        package var dataCategory: String?
        package var isInternetFacing: Bool?

        package init() {}
    }

    package struct Support: Hashable, Sendable {
        package var status: String?
        /// The last day of security fixes.
        package var end: PlanDate?
        /// Whether the vendor gives no security fixes any more.
        package var lacksFixes: Bool?
        /// There is an end, which is not shown; a view must not say that none is published.
        package var isEndWithheld = false
        /// The release day of the oldest missing fix that matters; nil when none is missing or nobody knows.
        package var missingFixSince: PlanDate?
        /// The rule file that judged it, and the vendor's page.
        package var rule: String?
        package var source: String?

        package init() {}
    }

    package struct Treatment: Hashable, Sendable {
        /// `tolerate`, `treat`, `transfer` or `terminate`.
        package var kind: String?
        /// In words, with the day of the evidence: `endpoint detection (1 November 2026)`.
        package var controls: [String] = []
        /// What keeps it from the internet, where something does: the device and its rule.
        package var segregatedBy: String?
        /// Posts.
        package var riskOwner: String?
        package var actionOwner: String?
        package var decision: String?
        package var decidedBy: String?
        package var decidedOn: PlanDate?
        /// Who has to decide, by the policy: `SIRO, with Management team`.
        package var decisionRoute: String?
        /// `E-0001`.
        package var exception: String?
        package var exceptionExpires: PlanDate?

        package init() {}
    }

    package struct Plan: Hashable, Sendable {
        /// `P-0001`.
        package var reference: String?
        package var action: String?
        package var milestone: String?
        package var baselineByWhen: PlanDate?
        package var byWhen: PlanDate?
        /// `green`, `amber`, `red` or `black`.
        package var rag: String?
        package var percentComplete: Int?
        package var evidence: String?
        /// Whole pounds.
        package var oneOffPounds: Int?
        package var recurringPounds: Int?
        /// The risk in whose row the same plan's pounds stand, so that a column can be summed; nil in that row itself.
        package var costCountedIn: String?
        /// `revenue` or `capital`.
        package var costKind: String?
        /// `2027/28`.
        package var financialYear: String?
        /// `yes`, `no` or `bid`.
        package var funded: String?
        /// Who has to approve the money, by the policy: `ICT manager (up to £25,000)`.
        package var approvalRoute: String?
        /// The post or body that approved the plan last, and when.
        package var approvedBy: String?
        package var approvedOn: PlanDate?

        package init() {}
    }

    package struct History: Hashable, Sendable {
        package var status: String?
        package var opened: PlanDate?
        package var closed: PlanDate?
        package var firstSeen: PlanDate?
        package var lastSeen: PlanDate?
        package var reviewOn: PlanDate?
        package var change: String?
        /// Where it was found: `scan 12`, an ITHC's number.
        package var foundBy: String?
        package var wasOpenAtLastSubmission: Bool?
        /// Whether it is over on a day: "TBC" and a day that is still to come close nothing.
        package func isClosed(on day: CalendarDay) -> Bool { closed?.due.map { $0 <= day } ?? false }
        /// Where somebody else keeps it: `the council's own register (risks.csv, line 3)`; nil for what Reeve found.
        package var recordedIn: String?

        package init() {}
    }

    /// `R-0007`.
    package var reference: String
    /// Cause, event and consequence in one sentence.
    package var title: String?
    package var subject = Subject()
    package var support = Support()
    package var inherent = Score()
    package var residual = Score()
    package var target = Score()
    package var treatment = Treatment()
    package var plan = Plan()
    package var history = History()
    /// References of the risks and plans that it belongs to: `R-0007`.
    package var linkedTo: [String] = []

    package init(reference: String, title: String? = nil) {
        self.reference = reference
        self.title = title
    }
}
