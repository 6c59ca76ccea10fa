import EstateModel
import Planning
import RegisterExchange

extension ExportForm {
    static let committee = ExportForm(
        "committee",
        "a committee report's sentence and implications; names no host and no version",
        isPublic: true
    ) { register, options in
        let risks = register.risks.map(CommitteeRisk.Entry.init)
        var block = CommitteeImplications()
        block.risks = risks
        block.financial = financial(register.plans.compactMap(\.cost))
        block.staff = staff(register.plans.compactMap(\.cost))
        options.answers?.fill(&block)
        var text = "\(visible(register.name, limit: 200)), as of \(register.asOf.longDescription)\n\n"
        text += CommitteeRisk.sentence(risks) + "\n\n"
        if !register.ownRisks.isEmpty {
            let own = register.ownRisks.map(CommitteeRisk.Entry.init)
            text += "From the council's own register: \(CommitteeRisk.sentence(own))\n\n"
        }
        return Written(text: text + block.text, ownRows: register.ownRisks.count)
    }

    /// What the plans for the risks cost; nil while none has a cost.
    private static func financial(_ costs: [PlanCost]) -> CommitteeImplications.Financial? {
        guard !costs.isEmpty else { return nil }
        let oneOff = costs.reduce(0) { $0 + $1.oneOffPence }
        let recurring = costs.reduce(0) { $0 + $1.recurringPencePerYear }
        guard oneOff + recurring > 0 else { return CommitteeImplications.Financial(paragraph: nil) }
        let years = Set(costs.map(\.financialYear.description)).sorted().joined(separator: ", ")
        let parts = [
            oneOff > 0 ? "\(sterling(pence: oneOff)) one-off" : nil,
            recurring > 0 ? "\(sterling(pence: recurring)) a year" : nil,
        ]
        let text = "\(parts.compactMap(\.self).joined(separator: " and ")), from \(years)"
        var financial = CommitteeImplications.Financial(paragraph: text)
        financial.isWithinBudget = costs.allSatisfy { $0.funding == .yes }
        financial.mayCostLater = recurring > 0
        return financial
    }

    private static func staff(_ costs: [PlanCost]) -> CommitteeImplications.Statement? {
        let days = costs.reduce(0) { $0 + $1.peopleDays }
        return days > 0 ? .paragraph("\(days) days of the council's own people") : nil
    }
}
