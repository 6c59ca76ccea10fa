import EstateModel
import Planning

/// What a budget does not count, and why.
struct BudgetNotes {
    private static let mostNamed = 20

    private let budget: BudgetPlan
    /// Names by id.
    private let names: [String: String]

    init(_ budget: BudgetPlan, _ names: [String: String]) {
        self.budget = budget
        self.names = names
    }

    /// - Parameter organisation: the one that was asked for; nil for all.
    func sentences(for organisation: String?) -> [String] {
        var sentences: [String] = []
        let paid = budget.costs.counted
        if let organisation, !paid.isEmpty, !budget.organisations.contains(where: { $0.id == organisation }) {
            let name = names[organisation] ?? organisation
            let others = paid.prefix(8).map { record in
                let split = record.content.cost.map { $0.split.label(names: names) } ?? ""
                return "\(record.reference) is paid by \(split)"
            }
            let more = paid.count > 8 ? ", …" : ""
            sentences.append("\(name) pays for no plan: \(others.joined(separator: ", "))\(more)")
        }
        let alternatives = budget.costs.alternatives.filter { alternative in
            guard let organisation else { return true }
            return alternative.record.content.cost?.split.percentages[organisation] != nil
        }
        for alternative in alternatives.prefix(Self.mostNamed) {
            guard let cost = alternative.record.content.cost else { continue }
            let others = alternative.insteadOf.map(\.description).joined(separator: ", ")
            sentences.append(
                "not counted: \(alternative.record.reference), \(sterling(pence: cost.commitmentPence)) in all, for the "
                    + "same assets as \(others)"
            )
        }
        if alternatives.count > Self.mostNamed {
            let more = alternatives.count - Self.mostNamed
            sentences.append("not counted either: \(more) more, other ways to the same ends")
        }
        let lacking = budget.costs.uncosted.map(\.reference.description)
        if !lacking.isEmpty {
            let shown = lacking.prefix(8).joined(separator: ", ") + (lacking.count > 8 ? ", …" : "")
            sentences.append("without a cost and so not in it: \(shown)")
        }
        return sentences
    }
}
