package import EstateModel

/// What takes the place of a product, and how long it will last.
package struct PlanTarget: Hashable, Sendable, Codable {
    /// What a council buys into must get security fixes for this many months after it goes live.
    package static let leastMonths = 36

    /// The product's id; nil for a service.
    package var product: String?
    package var release: String?
    /// For people: `Windows Server 2025`.
    package var label: String
    /// The last day of its own security fixes, or of the service's contract; nil when none is published.
    package var ownEnd: CalendarDay?
    /// Where ``ownEnd`` comes from, or who says that it has no end: a rule's id or an address.
    package var source: String

    package init(product: String?, release: String?, label: String, ownEnd: CalendarDay?, source: String) {
        self.product = product
        self.release = release
        self.label = label
        self.ownEnd = ownEnd
        self.source = source
    }

    /// Whole months of fixes that are left on the day on which it goes live; nil without an end, 0 when it is over.
    package func monthsLeft(from goLive: CalendarDay) -> Int? {
        ownEnd.map { end in
            guard end > goLive else { return 0 }
            let months = (end.year - goLive.year) * 12 + end.month - goLive.month
            return goLive.adding(months: months) > end ? months - 1 : months
        }
    }

    /// What is wrong with it for a plan that goes live on a day.
    func faults(goLive: CalendarDay) -> [PlanFault.Item] {
        var faults = FaultList()
        faults.requireText(label, "the name of the target")
        faults.requireText(source, "the source of the target's own end date")
        if let months = monthsLeft(from: goLive), let end = ownEnd, months < Self.leastMonths {
            faults.add(
                .invalid,
                "\(label) has \(months) months of fixes left when it goes live on \(goLive.longDescription) "
                    + "(until \(end.longDescription)); choose a target with at least \(Self.leastMonths)"
            )
        }
        return faults.items
    }
}

/// What the supplier of the application says about running on the target.
package struct SupplierStatement: Hashable, Sendable, Codable {
    package enum Answer: String, Sendable, Codable, CaseIterable {
        case yes
        case no
        /// Asked, and no answer that could be relied on.
        case unknown
    }

    package var answer: Answer
    /// Where the statement, or the question that was asked, is kept: `SUP-12`.
    package var reference: String
    package var on: CalendarDay

    package init(answer: Answer, reference: String, on day: CalendarDay) {
        self.answer = answer
        self.reference = reference
        on = day
    }

    func faults(today: CalendarDay) -> [PlanFault.Item] {
        var faults = FaultList()
        faults.requireText(reference, "the reference of the supplier's statement")
        faults.require(
            on <= today,
            .invalid,
            "the supplier's statement is dated \(on.longDescription), which is ahead; correct the day"
        )
        return faults.items
    }
}
