import EstateModel
import Planning
import Risk
import TestSupport
import Testing

struct PlanDeadlineTests {
    @Test(arguments: Array<UInt64>(1...500))
    func aByWhenIsNoLaterThanAnyCandidateAndAWorkingDay(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let facts = facts(&random)
        let calendar = Sample.calendar
        var policy = PlanPolicy()
        policy.nextRefresh = today.adding(days: Int.random(in: 1...700, using: &random))
        let byWhen: ByWhen?
        do throws(CalendarFailure) {
            byWhen = try policy.byWhen(facts, asOf: today, calendar: calendar)
        } catch {
            #expect(error.code == .unknownYear && error.day.year > 2028)
            return
        }
        let deadline = PlanDeadline(try #require(byWhen))
        #expect(calendar.obstacle(on: deadline.value) == nil)
        let binding = deadline.candidates.filter(\.isBinding)
        #expect(binding.allSatisfy { deadline.value <= $0.day })
        #expect(deadline.trace.count(where: { $0.hasSuffix("(won)") }) == 1)
        #expect(deadline.containBy.map { $0 <= deadline.value && calendar.obstacle(on: $0) == nil } ?? true)
        #expect(try decoded(PlanDeadline.self, encoded(deadline)) == deadline)
        let draft = PlanAct.draft(plan: reference(1), content: content(deadline))
        #expect(refusal(PlanBook(), draft, by: architect, at: "2026-11-20") == [])
        #expect(draft.workingDayFaults(calendar: calendar) == [])
    }

    private func content(_ deadline: PlanDeadline) -> PlanContent {
        PlanContent(
            title: "Replace",
            kind: .replace,
            subject: Sample.subject,
            risks: ["R-0001"],
            assets: [1],
            owner: "Server Team Lead",
            deadline: deadline,
            milestones: [Milestone(.switchOff, owner: "Server Team Lead", day: deadline.value)]
        )
    }

    private func facts(_ random: inout SeededRandom) -> PlanFacts {
        let bands = ["low", "medium", "high", "very-high", "critical"]
        let band = bands.randomElement(using: &random)!
        var facts = PlanFacts(
            kind: Bool.random(using: &random) ? .patch : .replace,
            band: Band(id: band, label: band),
            firstDetected: today.adding(days: -Int.random(in: 0...900, using: &random)),
            lacksFixes: Bool.random(using: &random)
        )
        func maybe(_ range: ClosedRange<Int>) -> CalendarDay? {
            Bool.random(using: &random) ? today.adding(days: Int.random(in: range, using: &random)) : nil
        }
        facts.supportEnd = maybe(facts.lacksFixes ? -900 ... -1 : 1...900)
        facts.hardwareDue = maybe(-100...1200)
        facts.psnSubmission = maybe(-100...400)
        facts.contractEnd = maybe(10...900)
        facts.oldestFix = maybe(-200...0)
        facts.internetFacing = Bool.random(using: &random)
        if Bool.random(using: &random) { facts.scopes.insert(.psn) }
        if Bool.random(using: &random) { facts.scopes.insert(.pci) }
        return facts
    }
}
