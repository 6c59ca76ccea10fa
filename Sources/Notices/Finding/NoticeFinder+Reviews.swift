import EstateModel

extension NoticeFinder {
    /// Treatments that are to be looked at again, before that day and once it is over.
    mutating func findReviews() {
        for treatment in question.treatments {
            let left = asOf.days(until: treatment.reviewOn)
            if left < 0 {
                add(treatment, left: left, stage: "overdue")
            } else if let stage = Self.stage(days.review, left: left) {
                add(treatment, left: left, stage: String(stage))
            }
        }
    }

    private mutating func add(_ treatment: ReviewedTreatment, left: Int, stage: String) {
        let organisations = Set([treatment.organisation].compactMap { $0 })
        let isOverdue = left < 0
        // Whoever answers for the risk as a whole hears of what nobody looked at.
        let above = recipients.posts(isOverdue ? .siro : .manager, of: organisations)
        let reached = told(posts(named: treatment.owners, of: organisations) + above, of: organisations)
        let day = treatment.reviewOn.longDescription
        keep(
            Notice(
                .treatmentReview,
                treatment.reference,
                stage: stage,
                urgency: .init(daysLeft: left),
                dueOn: treatment.reviewOn,
                for: reached,
                title: isOverdue
                    ? "The review of what was decided about \(treatment.reference) is overdue since \(day)"
                    : "What was decided about \(treatment.reference) is to be reviewed by \(day), \(distance(left))",
                text: [
                    "It was decided to \(visible(treatment.choice, limit: 40)) \(visible(treatment.label, limit: 120))."
                ],
                remedy: "Look at `reeve risk show \(treatment.reference)` and record what holds from now on with "
                    + "`reeve risk treat \(treatment.reference)`."
            )
        )
    }
}
