package import EstateModel

extension PlanRecord {
    /// What is done, as strategic plans write it: `Replace Windows Server 2012 R2 on FS1 with Windows Server 2025
    /// (end 14/11/2034). Reliant on supplier statement SUP-12. Support ended 10/10/2023.`
    ///
    /// - Parameters:
    ///   - place: the hosts or the service; nil leaves it out.
    ///   - supportEnd: the last day of the old product's fixes; nil leaves the sentence out.
    package func actionSentence(place: String?, supportEnd: CalendarDay?, asOf: CalendarDay) -> String {
        var text = "\(content.kind.label) \(content.subject.label)"
        if let place { text += " on \(place)" }
        if let target = content.target {
            let joint = content.kind == .replace ? "with" : "to"
            text += " \(joint) \(target.label)"
            if let end = target.ownEnd { text += " (end \(britishDay(end)))" }
        }
        var sentences = [text + "."]
        if let supplier = content.supplier { sentences.append("Reliant on supplier statement \(supplier.reference).") }
        if let supportEnd {
            sentences.append("Support \(supportEnd < asOf ? "ended" : "ends") \(britishDay(supportEnd)).")
        }
        return sentences.joined(separator: " ")
    }

    /// The line of the budget plan: `R-0007 | Darlington 50% / Stockton 50% | one-off £12,000 | recurring £0 |
    /// FY 2027/28 | bid | ICT manager (up to £25,000)`; nil without a cost.
    package func budgetLine(route: SpendRoute, names: [String: String] = [:]) -> String? {
        content.cost.map { cost in
            [
                content.risks.isEmpty ? reference.description : content.risks.joined(separator: ", "),
                cost.split.label(names: names),
                "one-off \(sterling(pence: cost.oneOffPence))",
                "recurring \(sterling(pence: cost.recurringPencePerYear))",
                "FY \(cost.financialYear)",
                cost.funding.rawValue,
                route.label,
            ].joined(separator: " | ")
        }
    }
}
