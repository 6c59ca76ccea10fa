import EstateModel

/// What the rule's author wrote for people: notes, whose product it is, and what to ask.
extension FactJudge {
    /// Adds it to the finished verdict, where it helps whoever has to act.
    mutating func advise(_ claim: Claim?) {
        guard let claim, claim.isJudged, verdict.status != .component, !isJudgedByDistribution else { return }
        let rule = claim.rule
        if let note = verdict.release.flatMap(rule.cycle)?.note { say("Note on the release: \(note)") }
        let isUnknown = verdict.status == .unknown || verdict.status == .unknownNewer
        if let note = rule.note, isUnknown || verdict.confidence < .high { say("Note on the product: \(note)") }
        if let owner = rule.owner { say("It belongs to: \(owner).") }
        if let day = rule.supplier?.contractUntil {
            let verb = day < asOf ? "ended" : "runs until"
            say("The contract with \(supplierName(rule)) \(verb) \(day < asOf ? "on " : "")\(day.longDescription).")
        }
        if isUnknown { verdict.action = action(rule) }
    }

    /// Clocks of distributions name their release, `debian/12`.
    private var isJudgedByDistribution: Bool {
        verdict.role == .distributionPackage || (fact.kind?.isPackage == true && verdict.clock?.contains("/") == true)
    }

    private func supplierName(_ rule: ProductRule) -> String { rule.supplier?.name ?? "its supplier" }

    /// Nil when the rule does not say whom to ask.
    private func action(_ rule: ProductRule) -> String? {
        let isBought = rule.kind == .lineOfBusiness || rule.supplier != nil
        guard isBought || !rule.ask.isEmpty else { return nil }
        let contact = rule.supplier?.contact.map { " (\($0))" } ?? ""
        let usual = "Until which day does each version get security fixes, and on which platforms?"
        let questions = rule.ask.isEmpty ? [usual] : rule.ask
        return "Ask \(supplierName(rule))\(contact): \(questions.joined(separator: " "))"
    }
}
