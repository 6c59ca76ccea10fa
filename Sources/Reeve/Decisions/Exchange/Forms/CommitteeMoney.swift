import EstateModel
import Planning
import RegisterExchange

/// What the plans for the risks of a register cost, as far as anybody knows.
struct CommitteeMoney {
    private static let mostNames = 10

    private let costs: [PlanCost]
    /// References, with what each would cost: `P-0002 (£12,000)`.
    private let alternatives: [String]
    /// References.
    private let uncosted: [String]
    private let unplanned: [String]

    init(_ register: ExportedRegister) {
        var costs: [PlanCost] = []
        var (alternatives, uncosted): ([String], [String]) = ([], [])
        for plan in register.plans {
            switch plan.money {
            case .cost(let cost): costs.append(cost)
            case .alternative(let cost):
                let sum = cost.map { " (\(sterling(pence: $0.commitmentPence)) in all)" } ?? ""
                alternatives.append(plan.reference + sum)
            case .notKnown: uncosted.append(plan.reference)
            case .nothing: break
            }
        }
        self.costs = costs
        self.alternatives = alternatives
        self.uncosted = uncosted
        let planned = Set(register.plans.flatMap(\.risks))
        unplanned = register.risks.filter { risk in
            risk.plan.reference == nil && !planned.contains(risk.reference) && risk.treatment.kind != "tolerate"
        }.map(\.reference)
    }

    /// Nil when there is nothing to pay for and nothing to ask about. What nobody knows is never none, nor within
    /// budget.
    var financial: CommitteeImplications.Financial? {
        guard !costs.isEmpty || isOpen else { return nil }
        let oneOff = costs.reduce(0) { $0 + $1.oneOffPence }
        let recurring = costs.reduce(0) { $0 + $1.recurringPencePerYear }
        let sentences = [sum(oneOff, recurring), unknown, rivals].compactMap(\.self)
        let costsMoney = oneOff + recurring > 0
        var financial = CommitteeImplications.Financial(
            paragraph: costsMoney || isOpen ? sentences.joined(separator: " ") : nil
        )
        if !costsMoney, isOpen { financial.hasImplications = nil }
        guard costsMoney else { return financial }
        let paid = costs.filter { $0.oneOffPence + $0.recurringPencePerYear > 0 }
        let isFunded = paid.allSatisfy { $0.funding == .yes }
        financial.isWithinBudget = isOpen && isFunded ? nil : isFunded
        financial.mayCostLater = isOpen && recurring == 0 ? nil : recurring > 0
        return financial
    }

    /// Nil while no plan says how many days it takes.
    var staff: CommitteeImplications.Statement? {
        let days = costs.reduce(0) { $0 + $1.peopleDays }
        guard days > 0 else { return nil }
        return .paragraph("\(days == 1 ? "1 day" : "\(days) days") of the council's own people")
    }

    private var isOpen: Bool { !uncosted.isEmpty || !unplanned.isEmpty }

    private func sum(_ oneOff: Int, _ recurring: Int) -> String? {
        guard oneOff + recurring > 0 else { return nil }
        let paid = costs.filter { $0.oneOffPence + $0.recurringPencePerYear > 0 }
        let years = Set(paid.map(\.financialYear.description)).sorted().joined(separator: ", ")
        let parts = [
            oneOff > 0 ? "\(sterling(pence: oneOff)) one-off" : nil,
            recurring > 0 ? "\(sterling(pence: recurring)) a year" : nil,
        ]
        return "\(parts.compactMap(\.self).joined(separator: " and ")), from \(years)."
    }

    private var unknown: String? {
        guard isOpen else { return nil }
        var parts: [String] = []
        if !uncosted.isEmpty {
            let count = uncosted.count == 1 ? "1 plan has" : "\(uncosted.count) plans have"
            parts.append("\(count) no cost yet (\(names(uncosted)))")
        }
        if !unplanned.isEmpty {
            let count = unplanned.count == 1 ? "1 risk has" : "\(unplanned.count) risks have"
            parts.append("\(count) no plan yet (\(names(unplanned)))")
        }
        return "\(parts.joined(separator: " and ")): what that costs is not known."
    }

    private var rivals: String? {
        guard !alternatives.isEmpty else { return nil }
        let verb = alternatives.count == 1 ? "is another way" : "are other ways"
        return "\(names(alternatives)) \(verb) to the same end and not counted."
    }

    private func names(_ references: [String]) -> String {
        let more = references.count - Self.mostNames
        return references.prefix(Self.mostNames).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
