import EstateModel
package import StrictYAML

/// A whole draft as YAML that a person edits.
///
/// What the register gives (product, by-when) stands in comments and stays as it is in the plan.
package enum PlanFile {
    /// Reads what ``text(of:assets:)`` writes, with a person's changes.
    ///
    /// - Parameters:
    ///   - file: its name, for diagnostics.
    ///   - record: the plan that the file is about.
    ///   - assetID: the id of an asset by its name or number; nil when there is none.
    /// - Throws: ``InvalidFile`` with everything that is wrong, by line and column.
    package static func read(
        _ text: String,
        file: String,
        record: PlanRecord,
        assetID: (String) -> Int64?
    ) throws(InvalidFile) -> PlanContent {
        let sink = DiagnosticSink()
        let documents = try YAMLNode.documents(of: text, file: file)
        guard let root = documents.first, documents.count == 1 else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            throw InvalidFile([Diagnostic(at: start, "the file must hold one plan")])
        }
        var content = record.content.withoutHistory
        if let reader = MappingReader(root, subject: "a plan", sink: sink) {
            var read = PlanFileReader(reader, record)
            content = read.content(over: content, assetID)
        }
        try sink.throwIfErrors()
        return content
    }
}

private struct PlanFileReader {
    private let reader: MappingReader
    private let record: PlanRecord

    init(_ reader: MappingReader, _ record: PlanRecord) {
        self.reader = reader
        self.record = record
    }

    /// Keys that are absent are absent in the plan.
    mutating func content(over old: PlanContent, _ assetID: (String) -> Int64?) -> PlanContent {
        var content = old
        if let text = reader.requiredString("plan"), text != record.reference.description {
            let shown = visible(text, limit: 40)
            reader.error("plan", "the file is about '\(shown)', and the plan to be changed is \(record.reference)")
        }
        content.title = reader.requiredString("title") ?? old.title
        if !reader.has("kind") { reader.missing("kind") }
        content.kind = reader.word("kind", as: PlanKind.self) ?? old.kind
        content.owner = reader.string("owner") ?? ""
        content.risks = Set(reader.strings("risks")).sorted()
        content.assets = assets(assetID)
        content.target = reader.mapping("target", subject: "'target'").flatMap(target)
        content.supplier = reader.mapping("supplier", subject: "'supplier'").flatMap(supplier)
        content.milestones = milestones()
        content.cost = reader.mapping("cost", subject: "'cost'").flatMap { PlanCost.read($0, for: content) }
        content.followOn = reader.string("follow-on").flatMap(followOn)
        content.options = reader.mappings("options", subject: "an option").compactMap(option)
        content.procurementLeadDays = reader.integer("procurement-days", in: 0...3650)
        content.buildLeadDays = reader.integer("build-days", in: 0...3650)
        content.changeReference = reader.string("change")
        content.workPlanReference = reader.string("work-plan")
        reader.finish()
        return content
    }

    private func assets(_ assetID: (String) -> Int64?) -> [Int64] {
        var ids: Set<Int64> = []
        for item in reader.list("assets") {
            guard case .scalar(let name) = item.content else {
                reader.sink.error(at: item.location, "'assets' must be a list of names")
                continue
            }
            if let id = assetID(name) {
                ids.insert(id)
            } else {
                let shown = visible(name, limit: 80)
                reader.sink.error(at: item.location, "there is no asset '\(shown)'; `reeve assets` lists them")
            }
        }
        return ids.sorted()
    }

    private func target(_ reader: MappingReader) -> PlanTarget? {
        let target = PlanTarget(
            product: reader.string("product"),
            release: reader.string("release"),
            label: reader.requiredString("name") ?? "",
            ownEnd: reader.day("end"),
            source: reader.requiredString("source") ?? ""
        )
        reader.finish()
        return target
    }

    private func supplier(_ reader: MappingReader) -> SupplierStatement? {
        for key in ["answer", "on"] where !reader.has(key) { reader.missing(key) }
        let answer = reader.word("answer", as: SupplierStatement.Answer.self)
        let reference = reader.requiredString("reference")
        let day = reader.day("on")
        reader.finish()
        guard let answer, let reference, let day else { return nil }
        return SupplierStatement(answer: answer, reference: reference, on: day)
    }

    private func milestones() -> [Milestone] {
        var seen: Set<Milestone.Code> = []
        return reader.mappings("steps", subject: "a step").compactMap { step -> Milestone? in
            let code = step.requiredString("step").flatMap { self.code($0, "step", step) }
            if !step.has("day") { step.missing("day") }
            let day = step.day("day")
            let after = step.strings("after").compactMap { self.code($0, "after", step) }
            let title = step.string("title")
            let owner = step.string("owner") ?? ""
            step.finish()
            guard let code, let day else { return nil }
            if !seen.insert(code).inserted { step.error("step", "\(code.rawValue) stands in the file twice") }
            return Milestone(code, title: title, owner: owner, day: day, after: after)
        }.sorted { $0.code < $1.code }
    }

    private func code(_ text: String, _ key: String, _ reader: MappingReader) -> Milestone.Code? {
        if let code = Milestone.Code(word: text) { return code }
        let choice = hint(text, Milestone.Code.allCases.map(\.word))
        reader.error(key, "there is no step '\(visible(text, limit: 40))'; \(choice)")
        return nil
    }

    private func followOn(_ text: String) -> PlanReference? {
        if let reference = PlanReference(text) { return reference }
        reader.error("follow-on", "'follow-on' must be a plan, as P-0002, not '\(visible(text, limit: 40))'")
        return nil
    }

    private func option(_ reader: MappingReader) -> PlanContent.Option? {
        let option = PlanContent.Option(
            title: reader.requiredString("title") ?? "",
            costPence: reader.pounds("cost"),
            pointsAfter: reader.integer("points-after", in: 0...1000),
            isChosen: reader.boolean("chosen") ?? false
        )
        reader.finish()
        return option
    }
}

extension PlanCost {
    /// - Parameter content: its by-when names the year that pays when the file does not.
    fileprivate static func read(_ reader: MappingReader, for content: PlanContent) -> PlanCost? {
        for key in ["one-off", "spend", "confidence", "funding", "split"] where !reader.has(key) { reader.missing(key) }
        let oneOff = reader.pounds("one-off")
        let recurring = reader.pounds("recurring") ?? 0
        let years = reader.integer("recurring-years", in: 0...100) ?? 0
        let peopleDays = reader.integer("people-days", in: 0...1_000_000) ?? 0
        let spend = reader.word("spend", as: Spend.self)
        let confidence = reader.word("confidence", as: Confidence.self)
        let funding = reader.word("funding", as: Funding.self)
        let source = reader.requiredString("source")
        let budgetLine = reader.string("budget-line")
        let year = reader.string("financial-year").flatMap { text -> FinancialYear? in
            if let year = FinancialYear(text) { return year }
            reader.error(
                "financial-year",
                "'financial-year' must be a year as 2027/28, not '\(visible(text, limit: 40))'"
            )
            return nil
        }
        let split = reader.mapping("split", subject: "'split'").flatMap(split)
        reader.finish()
        guard let oneOff, let spend, let confidence, let funding, let source, let split else { return nil }
        return PlanCost(
            oneOffPence: oneOff,
            recurringPencePerYear: recurring,
            recurringYears: years,
            peopleDays: peopleDays,
            spend: spend,
            confidence: confidence,
            source: source,
            budgetLine: budgetLine,
            financialYear: year ?? FinancialYear(of: content.deadline.value),
            funding: funding,
            split: split
        )
    }

    private static func split(_ reader: MappingReader) -> CostSplit? {
        var percentages: [String: Int] = [:]
        for entry in reader.allEntries() { percentages[entry.key] = reader.integer(entry.key, in: 1...100) }
        do throws(PlanFault) {
            return try CostSplit(percentages: percentages)
        } catch {
            reader.sink.error(at: reader.location, error.description)
            return nil
        }
    }
}

extension MappingReader {
    /// An amount in pence from one in pounds.
    fileprivate func pounds(_ key: String) -> Int? {
        guard let text = string(key) else { return nil }
        if let pence = pence(pounds: text) { return pence }
        error(key, "'\(key)' must be an amount in pounds, as 12000 or 12000.50, not '\(visible(text, limit: 40))'")
        return nil
    }
}
