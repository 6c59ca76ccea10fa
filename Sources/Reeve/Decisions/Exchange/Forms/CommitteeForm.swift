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
        let open = register.ownRisks.filter { !$0.history.isClosed(on: register.asOf) }
        let own = open.map(CommitteeRisk.Entry.init)
        // Hosts that were never read may hold risks: that there are none can be said of an estate only that was read whole.
        let isAssessed = register.hasFound && register.isAllKnown || !(risks + own).isEmpty
        block.risks = isAssessed ? risks + own : nil
        let costs = costs(of: register.plans)
        block.financial = financial(costs)
        block.staff = staff(costs)
        options.answers?.fill(&block)
        var text = "\(visible(register.name, limit: 200)), as of \(register.asOf.longDescription)\n\n"
        if register.hasFound { text += found(risks, register) }
        if !own.isEmpty {
            text += "From the council's own register: \(CommitteeRisk.sentence(own))\n\n"
        }
        return Written(text: text + block.text, ownRows: own.count)
    }

    /// The sentence about what was found, and how much of the estate it says nothing of.
    private static func found(_ risks: [CommitteeRisk.Entry], _ register: ExportedRegister) -> String {
        let (unknown, all) = register.unknownAssets
        if all == 0 { return "No host is known yet, so nothing can be said about risks.\n\n" }
        if risks.isEmpty, unknown == all { return "\(neverRead(register)), so nothing can be said about risks.\n\n" }
        if unknown == 0 { return "\(CommitteeRisk.sentence(risks))\n\n" }
        let what =
            risks.isEmpty ? "No material risk was found on the hosts that were read" : CommitteeRisk.sentence(risks)
        let stop = what.hasSuffix("-") ? "" : "."
        return "\(what)\(stop) \(neverRead(register)): nothing is known of what risks are there.\n\n"
    }

    private static func neverRead(_ register: ExportedRegister) -> String {
        let (unknown, all) = register.unknownAssets
        if all == 1 { return "The only host was never read" }
        return unknown == all ? "None of \(all) hosts was ever read" : "Of \(all) hosts \(unknown) were never read"
    }

    /// A draft for a risk that an approved plan ends already is an alternative, and not to be paid for as well.
    private static func costs(of plans: [ExportedRegister.Plan]) -> [PlanCost] {
        let settled = Set(plans.filter(\.isApproved).flatMap(\.risks))
        let paid = plans.filter { $0.isApproved || $0.risks.isEmpty || !settled.isSuperset(of: $0.risks) }
        return paid.compactMap(\.cost)
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
