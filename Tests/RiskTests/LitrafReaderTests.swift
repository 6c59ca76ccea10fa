import EstateModel
import Risk
import Testing

struct LitrafReaderTests {
    private func endOfSupport(_ products: LitrafFacts.Product...) throws -> LitrafEntry {
        var facts = LitrafFacts()
        facts.products = products
        return try entry(.endOfSupport, facts)
    }

    private func entry(
        _ criterion: LitrafCriterion,
        _ facts: LitrafFacts,
        _ answers: LitrafAnswers? = nil
    ) throws -> LitrafEntry {
        let score = LitrafReader(facts, answers: answers, asOf: today).score
        return try #require(score.entries.first { $0.criterion == criterion })
    }

    private func product(_ clock: SupportClock, plan: String? = nil) -> LitrafFacts.Product {
        LitrafFacts.Product("Debian 11", on: "db01", clock: clock, fundedPlanEnd: plan.map(day))
    }

    @Test(
        arguments: [
            (0, nil, 5), (1095, nil, 5), (1096, nil, 1), (-1, nil, 6), (1095, 1095, 3), (1095, 1096, 5), (-1, -1, 6),
        ] as [(Int, Int?, Int)]
    )
    func daysToTheEndDecide(days: Int, plan: Int?, value: Int) throws {
        let product = LitrafFacts.Product(
            "Debian 11",
            on: "db01",
            clock: .free(until: today.adding(days: days)),
            fundedPlanEnd: plan.map { today.adding(days: $0) }
        )
        let entry = try endOfSupport(product)
        #expect(entry.value == value && entry.origin == .scan, "\(entry)")
    }

    @Test func paidCoverDoesNotChangeIt() throws {
        let paid = try endOfSupport(product(.paid(until: day("2030-01-01"), freeEnd: day("2025-10-14"))))
        #expect(paid.value == 6, "\(paid)")
        #expect(try endOfSupport(product(.ended(on: nil))).value == 6)
        #expect(try endOfSupport(product(.claimed(until: day("2030-01-01"), freeEnd: nil))).value == 6)
    }

    @Test func whatIsNotKnownStaysOpenAboveTheWorstThatIs() throws {
        let open = try endOfSupport(product(.unknown), product(.free(until: day("2027-01-01"))))
        #expect(open.bounds == 5...6 && open.value == nil, "\(open)")
        #expect(open.reasons.contains { $0.contains("its end is not known") })
        #expect(try endOfSupport(product(.free(until: nil))).bounds == 1...6)
        #expect(try endOfSupport(product(.unknown), product(.ended(on: nil))).value == 6)
        #expect(try endOfSupport().bounds == 1...6)
        var unread = LitrafFacts()
        unread.unread = ["web02"]
        unread.products = [product(.free(until: day("2034-01-01")))]
        let entry = try entry(.endOfSupport, unread)
        #expect(entry.bounds == 1...6 && entry.reasons.contains("web02 was never read."), "\(entry)")
    }

    @Test(arguments: [(-1, 5), (0, 3), (1095, 3), (1096, 1)])
    func ageIsAFloorForHardware(days: Int, low: Int) throws {
        var facts = LitrafFacts()
        facts.machines = [.init("esx1", ageDue: today.adding(days: days))]
        let entry = try entry(.unsuitableHardware, facts)
        #expect(entry.bounds == low...6, "\(entry)")
    }

    @Test func missingFixesAreKnownVulnerabilities() throws {
        var facts = LitrafFacts()
        facts.hosts = [.init("web01", patches: .current)]
        #expect(try entry(.knownVulnerabilities, facts).value == 1)
        facts.hosts.append(.init("web02", patches: .notLearnt("The host's list of updates was not learnt.")))
        #expect(try entry(.knownVulnerabilities, facts).bounds == 1...6)
        facts.hosts.append(.init("web03", patches: .missing(MissingFixes(count: nil, oldest: today))))
        #expect(try entry(.knownVulnerabilities, facts).bounds == 1...6)
        facts.products = [product(.ended(on: nil))]
        #expect(try entry(.knownVulnerabilities, facts).bounds == 5...6)
        facts.hosts.append(.init("web04", patches: .missing(MissingFixes(count: 1, oldest: today))))
        #expect(try entry(.knownVulnerabilities, facts).value == 6)
        facts.hosts = [.init("fs1", patches: .current, weaknesses: ["SMB version 1 is on."])]
        #expect(try entry(.knownVulnerabilities, facts).value == 6)
        #expect(try entry(.knownVulnerabilities, LitrafFacts()).bounds == 1...6)
    }

    @Test func answersFillAndRaiseAndNeverLower() throws {
        let answers = LitrafAnswers(
            by: "Head of ICT",
            on: day("2026-11-02"),
            scores: [.endOfSupport: 2, .expiredContract: 3, .unsuitableHardware: 4]
        )
        var facts = LitrafFacts()
        facts.products = [product(.ended(on: nil))]
        let lowered = try entry(.endOfSupport, facts, answers)
        #expect(lowered.value == 6 && lowered.origin == .scan)
        #expect(lowered.reasons.last?.contains("Head of ICT answered 2 on 2 November 2026.") == true)
        let filled = try entry(.expiredContract, facts, answers)
        #expect(filled.value == 3 && filled.origin == .council)
        let raised = try entry(.unsuitableHardware, facts, answers)
        #expect(raised.value == 4 && raised.origin == .council)
        #expect(try entry(.safety, facts, answers).origin == .none)
    }

    @Test func servicesAreGatheredFromAnEstate() throws {
        var estate = SampleEstate()
        let portal = AssetContext.Service(id: "portal", name: "Portal")
        let web = estate.add("web01", service: portal)
        estate.add("web02", service: portal)
        let host = estate.add("esx1") { $0.guests = [1] }
        var system = Verdict(status: .supported, confidence: .high)
        system.product = "debian"
        system.release = "12"
        system.productKind = "os"
        system.securityEnd = day("2028-06-30")
        estate.judge(web, system)
        var part = system
        part.role = .distributionPackage
        part.status = .unsupported
        estate.judge(web, part)
        var machine = Verdict(status: .unknown)
        machine.product = "poweredge"
        machine.productKind = "hardware"
        machine.ageDue = day("2026-01-01")
        estate.judge(host, machine)
        let plan = FundedPlan(assets: [web], product: "debian", release: "12", endsOn: day("2028-01-01"))
        let builder = LitrafBuilder(asOf: today, findings: estate.findings, assets: estate.assets, plans: [plan])
        let facts = builder.facts(service: "portal")
        #expect(facts.products.map(\.fundedPlanEnd) == [day("2028-01-01")] && facts.unread == ["web02"])
        #expect(facts.machines == [.init("esx1", ageDue: day("2026-01-01"))])
        #expect(facts.hosts.map(\.asset) == ["web01"])
        #expect(builder.hasAssetsWithoutService && builder.facts(service: nil).products.isEmpty)
    }
}
