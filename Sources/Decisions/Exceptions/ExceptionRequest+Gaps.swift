package import EstateModel

extension ExceptionRequest {
    /// Everything that keeps the request from being submitted on a day, at once; empty when nothing does.
    ///
    /// - Parameter id: of the exception that asks for it; nil before it has one.
    package func gaps(
        in book: DecisionBook,
        as id: String? = nil,
        terms: ExceptionTerms,
        on day: CalendarDay
    ) -> [DecisionFault.Gap] {
        completenessGaps(in: book, terms: terms, on: day) + renewalGaps(in: book, terms: terms, on: day)
            + continuationGaps(in: book, as: id, terms: terms, on: day)
    }

    /// What must still be so when it is decided, whether or not it renews another.
    func completenessGaps(in book: DecisionBook, terms: ExceptionTerms, on day: CalendarDay) -> [DecisionFault.Gap] {
        wordingGaps(terms: terms) + riskGaps(in: book) + controlGaps(in: book, terms: terms, on: day)
            + planGaps(in: book, terms: terms, on: day) + periodGaps(terms: terms, on: day) + minuteGaps(on: day)
    }

    private func wordingGaps(terms: ExceptionTerms) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if scope.assets.isEmpty {
            gaps.append(.init(.missing, "no asset is named", "name every asset that it is to cover"))
        }
        if isBlank(scope.product) {
            gaps.append(.init(.missing, "no product is named", "name the product and its release"))
        }
        if isBlank(justification) {
            gaps.append(.init(.missing, "there is no business justification", "say why the service needs it"))
        }
        if isBlank(alternatives) {
            let text = "it does not say why the product is not upgraded, removed or isolated now"
            gaps.append(.init(.missing, text, "say what was weighed and why it was not done"))
        }
        if isBlank(ownerPost ?? "") {
            gaps.append(.init(.missing, "there is no accountable owner", "name the post that answers for the assets"))
        }
        if terms.organisations.isEmpty {
            let remedy = "give the assets an organisation in estate.yaml"
            gaps.append(.init(.missing, "no organisation owns the assets, so nobody can decide", remedy))
        }
        return gaps
    }

    private func riskGaps(in book: DecisionBook) -> [DecisionFault.Gap] {
        if risks.isEmpty { return [.init(.missing, "no risk is named", "give the register's reference, as R-0001")] }
        return risks.compactMap { id in
            guard let risk = book.risks[id] else {
                let shown = visible(id, limit: 60)
                return .init(.unknown, "there is no risk '\(shown)'", "take the reference from the register")
            }
            return risk.isOpen ? nil : .init(.state, "risk \(id) is closed", "ask for exceptions of open risks only")
        }
    }

    private func controlGaps(in book: DecisionBook, terms: ExceptionTerms, on day: CalendarDay) -> [DecisionFault.Gap] {
        if controls.isEmpty {
            let remedy = "record what compensates, with its evidence"
            return [.init(.missing, "there is no compensating control", remedy)]
        }
        return controls.flatMap { id -> [DecisionFault.Gap] in
            guard let control = book.controls[id] else {
                let shown = visible(id, limit: 60)
                return [.init(.unknown, "there is no control '\(shown)'", "record it first, with its evidence")]
            }
            var gaps: [DecisionFault.Gap] = []
            if let lapse = control.lapse(asOf: day, maximumAgeDays: terms.limits.evidenceMaximumAgeDays) {
                let isRetired = control.retiredOn != nil
                let remedy = isRetired ? "name another, or leave it out" : "check \(id) again and record the evidence"
                gaps.append(.init(.evidence, lapse.cause.detail, remedy))
            }
            if Set(control.assets).isDisjoint(with: scope.assets) {
                gaps.append(.init(.evidence, "\(id) protects none of the assets", "leave it out or name another"))
            }
            return gaps
        }
    }

    private func planGaps(in book: DecisionBook, terms: ExceptionTerms, on day: CalendarDay) -> [DecisionFault.Gap] {
        guard let id = plan else {
            return [.init(.plan, "there is no removal or replacement plan", "make one and name it, as P-0001")]
        }
        guard let plan = book.plan(id) else {
            return [.init(.plan, "there is no plan '\(visible(id, limit: 60))'", "make it first")]
        }
        if let shortfall = plan.shortfall(for: scope, risks: risks, lacksFixes: terms.lacksFixes) {
            return [.init(.plan, shortfall, "name the plan that removes or replaces the product on every asset")]
        }
        if plan.isCancelled { return [.init(.plan, "\(id) was cancelled", "name a plan that is worked on")] }
        if plan.isDone {
            return [.init(.plan, "\(id) is done, and the product is still there", "name a plan that is to come")]
        }
        guard let final = plan.finalDate else {
            return [.init(.plan, "\(id) has no final removal date", "date the plan's end")]
        }
        if final < day {
            let text = "the day on which \(id) ends, \(final.longDescription), is over"
            return [.init(.plan, text, "give the plan a day that is to come, or carry it out")]
        }
        guard let expiresOn, final > expiresOn else { return [] }
        if plan.milestones.contains(where: { $0.due <= expiresOn }) { return [] }
        let text =
            "\(id) ends on \(final.longDescription), after the exception, and no milestone is due before "
            + expiresOn.longDescription
        return [.init(.plan, text, "add a milestone on which a renewal can be tested")]
    }

    private func periodGaps(terms: ExceptionTerms, on day: CalendarDay) -> [DecisionFault.Gap] {
        guard let expiresOn else {
            return [.init(.period, "no last day is given", "give the day after which it ends; none is open-ended")]
        }
        if expiresOn < day {
            let text = "its last day, \(expiresOn.longDescription), is over"
            return [.init(.period, text, "ask for a day in the future")]
        }
        // Without a first day it begins when it is approved, which is not before today.
        let first = max(effectiveOn ?? day, day)
        if first > expiresOn {
            let text = "it begins on \(first.longDescription), after its last day \(expiresOn.longDescription)"
            return [.init(.period, text, "turn the days round")]
        }
        let soonest = day.adding(days: terms.limits.renewalOpensDays)
        if renews == nil, first > soonest {
            let text = "it begins on \(first.longDescription), and what it rests on will be known only then"
            return [.init(.period, text, "begin it on \(soonest.longDescription) or before")]
        }
        let latest = first.adding(days: terms.maximumDays - 1)
        guard expiresOn > latest else { return [] }
        let text = "it lasts longer than the \(terms.maximumDays) days that the band \(terms.bandLabel) allows"
        return [.init(.period, text, "end it on \(latest.longDescription) or before")]
    }
}
