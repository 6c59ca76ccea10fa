package import Decisions
package import EstateModel
package import Planning

/// What is due on a day is a pure function of this.
package struct NoticeQuestion: Sendable {
    package var asOf: CalendarDay
    package var book: DecisionBook
    package var roles: RoleBook
    package var days = NoticeDays()
    /// The oldest evidence that counts for a control outside of exceptions, in days.
    package var evidenceMaximumAgeDays = 90
    /// Who hears of a plan that is late.
    package var ladder = EscalationLadder.standard
    /// Ids of the organisations of each asset.
    package var organisations: [Int64: [String]] = [:]
    /// What risks are about, for people, by reference: `Windows Server 2012 R2`.
    package var riskLabels: [String: String] = [:]
    /// By exception, the assets on which today's register still has what it is about, under whatever reference.
    package var affected: [String: Set<Int64>] = [:]
    /// Ids of the posts that may approve each plan that is proposed, by its reference.
    package var planApprovers: [String: [String]] = [:]
    package var supportEndings: [EndingSupport] = []
    /// Of risks that are there, by reference.
    package var treatments: [ReviewedTreatment] = []
    package var contracts: [EndingContract] = []
    /// Without those whose exception ended or is suspended.
    package var unmanaged: [UnmanagedRisk] = []

    package init(asOf: CalendarDay, book: DecisionBook, roles: RoleBook) {
        self.asOf = asOf
        self.book = book
        self.roles = roles
    }

    /// Everything that is due, the worst first; each has an id of its own and at least one recipient.
    package func due() -> [Notice] {
        var finder = NoticeFinder(question: self, recipients: NoticeRecipients(roles: roles))
        finder.findExceptions()
        finder.findRequests()
        finder.findControls()
        finder.findPlans()
        finder.findReviews()
        finder.findUnmanaged()
        finder.findSupportEndings()
        finder.findContracts()
        return finder.found.values.map { notice in
            var notice = notice
            notice.vacant = notice.recipients.filter { !roles.isFilled($0, on: asOf) }
            return notice
        }.sorted()
    }
}

/// What was decided about a risk, and when that is to be looked at again.
package struct ReviewedTreatment: Hashable, Sendable {
    /// `R-0001`.
    package var reference: String
    /// For people: `Windows Server 2016`.
    package var label: String
    package var organisation: String?
    /// `tolerate`.
    package var choice: String
    package var reviewOn: CalendarDay
    /// Posts that answer for the assets, as services and targets name them.
    package var owners: [String]

    package init(
        reference: String,
        label: String,
        organisation: String?,
        choice: String,
        reviewOn: CalendarDay,
        owners: [String]
    ) {
        self.reference = reference
        self.label = label
        self.organisation = organisation
        self.choice = choice
        self.reviewOn = reviewOn
        self.owners = owners
    }
}

/// Support or paid cover of a product that ends while it is in use: one line of the register's list of what approaches.
package struct EndingSupport: Hashable, Sendable {
    /// `R-0001`.
    package var reference: String
    package var product: String
    package var release: String?
    /// For people: `Windows Server 2016`.
    package var label: String
    /// Whose assets; nil when they belong to nobody.
    package var organisation: String?
    /// Posts that answer for the assets, as services and targets name them.
    package var owners: [String]
    package var assetCount: Int
    /// The last day.
    package var day: CalendarDay
    /// What ends is cover that is paid for.
    package var isPaidCover: Bool

    package init(
        reference: String,
        product: String,
        release: String?,
        label: String,
        organisation: String?,
        owners: [String],
        assetCount: Int,
        day: CalendarDay,
        isPaidCover: Bool
    ) {
        self.reference = reference
        self.product = product
        self.release = release
        self.label = label
        self.organisation = organisation
        self.owners = owners
        self.assetCount = assetCount
        self.day = day
        self.isPaidCover = isPaidCover
    }
}

/// A contract, licence or lease of the council that nothing carries on.
package struct EndingContract: Hashable, Sendable {
    /// The council's own name for it.
    package var id: String
    /// `support`, `licence`, `lease` or `service`.
    package var kind: String
    package var about: String?
    package var reference: String
    package var organisations: [String]
    /// The last day.
    package var ends: CalendarDay
    /// How long before its end notice must be given.
    package var noticeDays: Int

    package init(
        id: String,
        kind: String,
        about: String?,
        reference: String,
        organisations: [String],
        ends: CalendarDay,
        noticeDays: Int
    ) {
        self.id = id
        self.kind = kind
        self.about = about
        self.reference = reference
        self.organisations = organisations
        self.ends = ends
        self.noticeDays = noticeDays
    }
}
