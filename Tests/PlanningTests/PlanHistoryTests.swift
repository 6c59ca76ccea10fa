import EstateModel
import Planning
import TestSupport
import Testing

/// What must hold after any history, tried on random acts, legal and not; the failing seed is printed.
struct PlanHistoryTests {
    private let people = [architect, manager, program]

    @Test(arguments: Array<UInt64>(1...40))
    func noHistoryBreaksThePromises(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var book = PlanBook()
        var log: [(act: PlanAct, by: PlanActor, at: Instant)] = []
        var clock = noon("2026-11-20")
        for _ in 0..<600 {
            clock = clock.adding(seconds: Int64.random(in: 0...200_000, using: &random))
            let actor = people.randomElement(using: &random)!
            let act = act(on: book, today: clock.londonDay, &random)
            let before = book
            do throws(PlanFault) {
                try book.apply(act, by: actor, at: clock)
                log.append((act, actor, clock))
                check(act, actor, before[act.plan], book[act.plan]!)
            } catch {
                #expect(book == before && !error.items.isEmpty)
            }
        }
        #expect(log.count > 30, "were nearly all acts refused, nothing would be tested")
        try replay(log, into: book)
    }

    /// The log alone gives the same bytes.
    private func replay(_ log: [(act: PlanAct, by: PlanActor, at: Instant)], into book: PlanBook) throws {
        var rebuilt = PlanBook()
        for entry in log {
            let act = try decoded(PlanAct.self, encoded(entry.act))
            try rebuilt.apply(act, by: entry.by, at: entry.at)
        }
        #expect(rebuilt == book)
        #expect(try encoded(rebuilt.records) == encoded(book.records))
        #expect(PlanBook(records: book.records) == book)
    }

    private func check(_ act: PlanAct, _ actor: PlanActor, _ old: PlanRecord?, _ new: PlanRecord) {
        #expect(new.currentByWhen <= new.content.deadline.value || new.exception != nil)
        if let old {
            #expect(old.state == new.state || old.state.successors.contains(new.state))
            #expect(old.baselineByWhen == nil || old.baselineByWhen == new.baselineByWhen)
            for (first, second) in zip(old.content.milestones, new.content.milestones) where first.baseline != nil {
                #expect(first.baseline == second.baseline)
            }
            let isAgain = if case .baselineAgain = act { true } else { false }
            #expect(new.slipCount == old.slipCount + (isAgain ? 1 : 0))
            let isLater = new.currentByWhen > old.currentByWhen
            #expect(!isLater || isAgain || old.state == .draft)
            #expect(!old.state.isFinal)
        }
        if new.state.isBinding || new.state == .verifiedDone {
            #expect(!new.content.kind.needsTarget || new.content.supplier.map { $0.answer != .no } == true)
            #expect(!new.approvals.isEmpty && new.approvals[0].by.person != new.proposedBy?.person)
            #expect(!new.content.kind.isInterim || new.content.followOn != nil)
            #expect(new.content.milestones.allSatisfy { $0.baseline != nil })
        }
        if new.state == .verifiedDone {
            let clear = new.proof?.assets.filter { $0.sighting == .clear }.map(\.id) ?? []
            #expect(new.content.assets.allSatisfy(clear.contains))
        }
    }

    private func act(on book: PlanBook, today: CalendarDay, _ random: inout SeededRandom) -> PlanAct {
        let known = book.records.count
        if known == 0 || (known < 8 && Int.random(in: 0..<30, using: &random) == 0) {
            let kind = PlanKind.allCases.randomElement(using: &random)!
            var content = Sample.replacement(of: kind)
            if kind.isInterim { content.followOn = reference(Int.random(in: 1...3, using: &random)) }
            if Bool.random(using: &random) { content.supplier = nil }
            return .draft(plan: book.nextReference!, content: content)
        }
        let plan = reference(Int.random(in: 1...known, using: &random))
        let milestones = book[plan]?.content.milestones ?? []
        let code = milestones.first { !$0.isDone && Bool.random(using: &random) }?.code ?? .switchOff
        let near = today.adding(days: Int.random(in: -3...90, using: &random))
        return change(plan, code, near, today, &random)
    }

    private func change(
        _ plan: PlanReference,
        _ code: Milestone.Code,
        _ near: CalendarDay,
        _ today: CalendarDay,
        _ random: inout SeededRandom
    ) -> PlanAct {
        let content = Sample.replacement()
        let exception = Bool.random(using: &random) ? "E-0001" : nil
        let again = Rebaseline(
            approver: "SIRO",
            reason: "late",
            days: [Rebaseline.Day(code, near)],
            byWhen: near.adding(days: 60),
            exception: exception
        )
        let found: ScanProof.Sighting = Bool.random(using: &random) ? .clear : .seen
        let proof = ScanProof(
            scan: 5,
            startedAt: Instant(secondsSinceEpoch: Int64(today.daysSinceEpoch) * 86_400),
            isComplete: true,
            assets: assets([11, 12, 13], found)
        )
        let finish = PlanAct.finishMilestone(plan: plan, milestone: code, on: today, evidence: ["CHG"])
        let acts: [PlanAct] = [
            .propose(plan: plan), .approve(plan: plan, decision: Sample.approval(of: content, exception: exception)),
            .sendBack(plan: plan, reason: "costs"), .start(plan: plan), .block(plan: plan, reason: "supplier"),
            .resume(plan: plan, reason: "answered"), .beginMilestone(plan: plan, milestone: code, on: today),
            finish, finish, finish, finish, finish, finish,
            .forecast(plan: plan, milestone: code, day: near, reason: "late"),
            .baselineAgain(plan: plan, change: again), .tighten(plan: plan, deadline: deadline("\(near)")),
            .extendScope(plan: plan, assets: [13], reason: "found"),
            .confirmSupplier(plan: plan, statement: content.supplier!), .claimDone(plan: plan, note: "done"),
            .claimDone(plan: plan, note: "done"), .refuteClaim(plan: plan, scan: 5, reason: "seen"),
            .verify(plan: plan, proof: proof), .revise(plan: plan, content: content),
            .changeFollowOn(plan: plan, followOn: reference(1)),
            .changeCost(plan: plan, cost: Sample.cost(pounds: 9), decision: nil),
        ]
        if Int.random(in: 0..<60, using: &random) == 0 {
            return .cancel(plan: plan, reason: "merged", approver: exception)
        }
        return acts.randomElement(using: &random)!
    }
}
