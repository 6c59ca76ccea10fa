import EstateModel
import Planning
import StrictYAML
import TestSupport
import Testing

/// Drafts as YAML that people edit.
struct PlanFileTests {
    private let names: [Int64: String] = [11: "fs1", 12: "fs \"2\": #1"]

    private func record(_ content: PlanContent) throws -> PlanRecord {
        var book = PlanBook()
        if content.followOn != nil {
            try book.apply(
                .draft(plan: reference(1), content: Sample.replacement()),
                by: architect,
                at: noon("2026-11-20")
            )
        }
        let plan = try #require(book.nextReference)
        try book.apply(.draft(plan: plan, content: content), by: architect, at: noon("2026-11-20"))
        return try #require(book[plan])
    }

    private func read(_ text: String, _ record: PlanRecord) throws -> PlanContent {
        try PlanFile.read(text, file: "plan.yaml", record: record) { name in
            names.first { $0.value == name }?.key ?? Int64(name).flatMap { [13].contains($0) ? $0 : nil }
        }
    }

    private func faults(_ text: String, _ record: PlanRecord) -> [String] {
        do {
            _ = try read(text, record)
            return []
        } catch let error as InvalidFile {
            return error.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test(arguments: Array<UInt64>(1...200))
    func whatIsWrittenReadsBackAsTheSame(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var content = Sample.replacement(of: random.pick(PlanKind.allCases))
        content.title = "x" + random.line()
        content.owner = random.line()
        content.assets = random.pick([[11], [11, 12], [12, 13], []])
        content.risks = random.pick([["R-0001"], ["R-0001", "R-0007"], []])
        content.changeReference = random.chance(50) ? random.line() : nil
        content.workPlanReference = random.chance(50) ? random.line() : nil
        content.procurementLeadDays = random.chance(50) ? random.number(0...3650) : nil
        content.buildLeadDays = random.chance(50) ? random.number(0...3650) : nil
        if random.chance(30) { content.cost = nil }
        content.cost?.oneOffPence = random.number(0...10_000_000)
        content.cost?.source = "y" + random.line()
        content.cost?.budgetLine = random.chance(50) ? random.line() : nil
        content.target?.ownEnd = random.chance(50) ? today.adding(days: random.number(0...5000)) : nil
        content.target?.label = "z" + random.line()
        if content.kind.isInterim, random.chance(50) { content.followOn = reference(1) }
        content.options = (0..<random.number(0...3)).map { index in
            PlanContent.Option(
                title: random.line(),
                costPence: random.chance(50) ? random.number(0...1_000_000) : nil,
                pointsAfter: random.chance(50) ? random.number(0...25) : nil,
                isChosen: index == 0
            )
        }
        for index in content.milestones.indices { content.milestones[index].owner = random.line() }
        let record = try record(content)
        let text = PlanFile.text(of: record, assets: names)
        #expect(try read(text, record) == record.content, "seed \(seed):\n\(text)")
    }

    @Test func anApprovedPlanIsWrittenToo() throws {
        let record = try #require(Sample.book(.inProgress)[reference(1)])
        let text = PlanFile.text(of: record, assets: names)
        #expect(text.contains("# P-0001, in progress") && text.contains("kind: replace"))
        #expect(try read(text, record) == record.content.withoutHistory)
    }

    @Test func everythingThatIsWrongIsNamedByItsPlace() throws {
        let record = try record(Sample.replacement())
        let text = """
            plan: P-0002
            title: New
            kind: replce
            owner: Team
            assets: [fs1, fs3]
            steps:
              - {step: swich-off, day: 2027-06-01}
              - {step: migrate, day: 1.6.2027}
              - {step: build}
            cost: {one-off: 12.5, spend: capital, confidence: low, source: q, funding: bid, split: {darlington: 60}}
            follow-on: R-1
            onwer: x
            """
        let found = faults(text, record)
        for part in [
            "plan.yaml:1:7: error: the file is about 'P-0002'",
            "plan.yaml:3:7: error: 'kind' cannot be 'replce'; did you mean 'replace'?",
            "plan.yaml:5:15: error: there is no asset 'fs3'",
            "plan.yaml:7:12: error: there is no step 'swich-off'; did you mean 'switch-off'?",
            "plan.yaml:8:26: error: 'day' must be a day",
            "plan.yaml:9:5: error: a step needs 'day'",
            "plan.yaml:10:17: error: 'one-off' must be an amount in pounds",
            "the split totals 60%",
            "plan.yaml:11:12: error: 'follow-on' must be a plan",
            "plan.yaml:12:1: error: a plan has no key 'onwer'; did you mean 'owner'?",
        ] {
            #expect(found.contains { $0.contains(part) }, "\(part) is not in\n\(found.joined(separator: "\n"))")
        }
        #expect(found.count == 10, "\(found)")
    }

    @Test(arguments: ["", "[]", "plan: P-0001\n---\nplan: P-0001\n", "plan: [", "just text"])
    func whatIsNoPlanIsRefused(text: String) throws {
        #expect(!faults(text, try record(Sample.replacement())).isEmpty)
    }

    @Test func aStepTwiceIsRefused() throws {
        let record = try record(Sample.replacement())
        var text = PlanFile.text(of: record, assets: names)
        text = text.replacing("step: build", with: "step: migrate")
        #expect(faults(text, record).contains { $0.contains("M4 stands in the file twice") })
    }
}

/// Amounts as people write them.
struct PoundsTests {
    @Test(arguments: [
        ("0", 0), ("12000", 1_200_000), ("12,000", 1_200_000), ("£12000", 1_200_000), ("£12,000.50", 1_200_050),
        ("1,234,567.89", 123_456_789), ("0.05", 5),
        ("25000.01", 2_500_001),
    ])
    func anAmountIsReadToThePenny(text: String, expected: Int) {
        #expect(pence(pounds: text) == expected)
    }

    @Test(arguments: [
        "", ".", "12.5", "12.505", "12,00", "1,2345", ",000", "-5", "+5", "£", "££5", "5£", "1e3", "12 000",
        "999999999999999", "٣",
        "1.2.3",
    ])
    func whatIsNoAmountIsRefused(text: String) {
        #expect(pence(pounds: text) == nil)
    }

    @Test func whatIsWrittenReadsBack() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2000 {
            let amount = random.number(0...100_000_000_000)
            #expect(pence(pounds: plainPounds(pence: amount)) == amount)
            #expect(pence(pounds: sterling(pence: amount)) == amount)
        }
    }
}
