import EstateModel
import StrictYAML

extension PlanFile {
    /// A plan as YAML; ``read(_:file:record:assetID:)`` reads it back as the same.
    ///
    /// - Parameter assets: names by id; an asset without stands by its number.
    package static func text(of record: PlanRecord, assets: [Int64: String]) -> String {
        let content = record.content
        var text = header(record)
        func line(_ key: String, _ value: String?) {
            if let value { text += "\(key): \(value)\n" }
        }
        line("plan", record.reference.description)
        line("title", quotedYAML(content.title))
        line("kind", content.kind.rawValue)
        line("owner", quotedYAML(content.owner))
        line("risks", list(content.risks.map(quotedYAML)))
        line("assets", list(content.assets.map { quotedYAML(assets[$0] ?? String($0)) }))
        line("target", content.target.map(mapping))
        line("supplier", content.supplier.map(mapping))
        text += "steps:\n" + content.milestones.map { "  - \(mapping($0))\n" }.joined()
        if let cost = content.cost { text += "cost:\n" + lines(cost) }
        line("follow-on", content.followOn?.description)
        if !content.options.isEmpty { text += "options:\n" + content.options.map { "  - \(mapping($0))\n" }.joined() }
        line("procurement-days", content.procurementLeadDays.map(String.init))
        line("build-days", content.buildLeadDays.map(String.init))
        line("change", content.changeReference.map(quotedYAML))
        line("work-plan", content.workPlanReference.map(quotedYAML))
        return text
    }

    private static func header(_ record: PlanRecord) -> String {
        let content = record.content
        var lines = [
            "\(record.reference), \(record.state.label): \(content.subject.label)",
            "By when: \(content.deadline.value.longDescription). \(content.deadline.explanation)",
        ]
        if let contain = content.deadline.containBy { lines.append("Contain it by \(contain.longDescription).") }
        lines.append("Steps: \(Milestone.Code.allCases.map { "\($0.rawValue) \($0.word)" }.joined(separator: ", ")).")
        lines.append("`reeve plan edit \(record.reference) --file FILE` takes a draft back; amounts are in pounds.")
        return lines.map { "# \(visible($0, limit: 1000))\n" }.joined()
    }

    private static func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }

    private static func mapping(_ pairs: [(String, String?)]) -> String {
        let items = pairs.compactMap { key, value in value.map { "\(key): \($0)" } }
        return "{\(items.joined(separator: ", "))}"
    }

    private static func mapping(_ target: PlanTarget) -> String {
        mapping([
            ("product", target.product.map(quotedYAML)), ("release", target.release.map(quotedYAML)),
            ("name", quotedYAML(target.label)), ("end", target.ownEnd?.description),
            ("source", quotedYAML(target.source)),
        ])
    }

    private static func mapping(_ supplier: SupplierStatement) -> String {
        mapping([
            ("answer", quotedYAML(supplier.answer.rawValue)), ("reference", quotedYAML(supplier.reference)),
            ("on", supplier.on.description),
        ])
    }

    private static func mapping(_ milestone: Milestone) -> String {
        mapping([
            ("step", milestone.code.word), ("day", milestone.current.description),
            ("owner", quotedYAML(milestone.owner)),
            ("title", quotedYAML(milestone.title)),
            ("after", milestone.predecessors.isEmpty ? nil : list(milestone.predecessors.map(\.word))),
        ])
    }

    private static func mapping(_ option: PlanContent.Option) -> String {
        mapping([
            ("title", quotedYAML(option.title)), ("cost", option.costPence.map(plainPounds)),
            ("points-after", option.pointsAfter.map(String.init)), ("chosen", option.isChosen ? "true" : nil),
        ])
    }

    private static func lines(_ cost: PlanCost) -> String {
        let split = cost.split.organisations.map { "\(quotedYAML($0)): \(cost.split.percentages[$0] ?? 0)" }
        let pairs: [(String, String?)] = [
            ("one-off", plainPounds(pence: cost.oneOffPence)),
            ("recurring", plainPounds(pence: cost.recurringPencePerYear)),
            ("recurring-years", String(cost.recurringYears)), ("people-days", String(cost.peopleDays)),
            ("spend", cost.spend.rawValue), ("confidence", cost.confidence.rawValue),
            ("source", quotedYAML(cost.source)), ("budget-line", cost.budgetLine.map(quotedYAML)),
            ("financial-year", cost.financialYear.description), ("funding", quotedYAML(cost.funding.rawValue)),
            ("split", "{\(split.joined(separator: ", "))}"),
        ]
        return pairs.compactMap { key, value in value.map { "  \(key): \($0)\n" } }.joined()
    }
}
