import Decisions
import EstateModel
import Planning
import Risk
import Testing

/// What must hold whatever people try, in whatever order.
struct DecisionPropertyTests {
    #if DEBUG
        private static let stepsPerSeed = 4000
    #else
        private static let stepsPerSeed = 40_000
    #endif

    @Test(arguments: UInt64(1)...10)
    func theRulesHoldOverRandomHistories(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        var watch = Watch()
        var approvals = 0
        for number in 0..<Self.stepsPerSeed {
            // Histories of a few hundred entries go through more of the rules than one that never ends.
            if number.isMultiple(of: 1000), number > 0 {
                try check(history, seed: seed)
                history = RandomHistory(seed: seed &* 1000 &+ UInt64(number))
                approvals += watch.approvals
                watch = Watch()
            }
            let before = number.isMultiple(of: 50) ? history.book : nil
            let entry = history.step()
            if let before, entry == nil { #expect(history.book == before, "seed \(seed): a refused act left a trace") }
            if let entry { watch.look(at: history, after: entry, seed: seed) }
        }
        try check(history, seed: seed)
        approvals += watch.approvals
        #expect(approvals > Self.stepsPerSeed / 500, "seed \(seed) approves next to nothing: the test tests nothing")
    }

    /// The log alone gives the state, and holds together.
    private func check(_ history: RandomHistory, seed: UInt64) throws {
        let rows = history.entries.map { ($0.sequence, $0.body, $0.digest) }
        #expect(AuditVerifier.verify(rows, anchors: [history.book.head]) == .intact(history.book.head))
        var previous = AuditHead.empty.digest
        var read: [AuditEntry] = []
        for row in rows {
            read.append(try AuditEntry(sequence: row.0, body: row.1, digest: row.2, previous: previous))
            previous = row.2
        }
        let rebuilt = try DecisionBook(replaying: read)
        #expect(rebuilt == history.book, "seed \(seed)")
        #expect(try rebuilt.storedStates() == history.book.storedStates(), "seed \(seed)")
    }

    @Test func theSameSeedGivesTheSameBytes() {
        func log(_ seed: UInt64) -> [String] {
            var history = RandomHistory(seed: seed)
            for _ in 0..<500 { _ = history.step() }
            return history.entries.map { $0.body + $0.digest }
        }
        #expect(log(7) == log(7))
        #expect(log(7) != log(8))
    }
}

/// Remembers what must never change.
private struct Watch {
    var approvals = 0
    private var ended: [String: ExceptionRecord] = [:]
    private var approved: [String: ExceptionRecord.Approval] = [:]

    mutating func look(at history: RandomHistory, after entry: AuditEntry, seed: UInt64) {
        #expect(history.book.head.sequence == entry.sequence)
        if entry.sequence.isMultiple(of: 25) {
            let isUnchanged = ended.allSatisfy { history.book.exceptions[$0.key] == $0.value }
            #expect(isUnchanged, "seed \(seed): what was closed was changed")
        }
        guard case .exception(let act) = entry.act, let record = history.book.exceptions[act.exception] else { return }
        #expect(record.changedBy == entry.sequence, "seed \(seed)")
        if record.state == .approved { lookAtApproved(record, history, seed) }
        if record.state.isFinal {
            ended[record.id] = record
            approved[record.id] = nil
        }
        let stranger = Int64(1000) + Int64(entry.sequence)
        let scope = record.request.scope
        #expect(!scope.covers(asset: stranger, product: scope.product, release: scope.release))
    }

    private mutating func lookAtApproved(_ record: ExceptionRecord, _ history: RandomHistory, _ seed: UInt64) {
        guard let approval = record.approval, let terms = record.terms else {
            Issue.record("seed \(seed): \(record.id) is approved without an approval")
            return
        }
        let name: Comment = "seed \(seed): \(record.id)"
        if let before = approved[record.id] {
            #expect(before.expiresOn == approval.expiresOn && before.effectiveOn == approval.effectiveOn, name)
            #expect(before.chainStart == approval.chainStart && before.on == approval.on, name)
        } else {
            approvals += 1
            // On the day of its approval there was a plan with a date.
            #expect(record.request.plan.flatMap(history.book.plan)?.finalDate == approval.removalBy, name)
        }
        approved[record.id] = approval
        #expect(Set(record.decisions.map(\.organisation)) == Set(terms.organisations), name)
        #expect(record.decisions.allSatisfy { $0.verdict == .approve && $0.acts == .all }, name)
        for decision in record.decisions {
            let people = decision.by?.people ?? record.requestedBy.people
            #expect(people.isDisjoint(with: record.requestedBy.people), name)
        }
        let days = approval.effectiveOn.days(until: approval.expiresOn) + 1
        #expect(days <= terms.maximumDays, name)
        if record.request.committee == nil {
            #expect(record.renewalNumber <= 2, name)
            #expect(approval.expiresOn < approval.chainStart.adding(months: 24), name)
        }
        let after = record.condition(in: history.book, asOf: approval.expiresOn.adding(days: 1))
        #expect(after == .expired(on: approval.expiresOn), name)
        lookAtCoverage(record, approval, history, name)
        lookAtPlan(record, approval, history, name)
    }

    /// What holds rests on a plan that still ends all of it, and whose signed day is not over.
    private func lookAtPlan(
        _ record: ExceptionRecord,
        _ approval: ExceptionRecord.Approval,
        _ history: RandomHistory,
        _ name: Comment
    ) {
        guard case .live = record.condition(in: history.book, asOf: history.today) else { return }
        let plan = record.request.plan.flatMap(history.book.plan)
        #expect(plan?.assets.isSuperset(of: record.request.scope.assets) == true, name)
        #expect(plan?.kind.isInterim == false && plan?.kind == approval.plan.kind, name)
        let due = min(approval.removalBy, plan?.byWhen ?? approval.removalBy)
        let proven = plan?.endedOn.map { $0 <= due ? due.adding(days: 14) : due } ?? due
        #expect(plan?.isDone == true || proven >= history.today, name)
        #expect(plan?.finalDate.map { $0 <= approval.removalBy } == true, name)
    }

    private func lookAtCoverage(
        _ record: ExceptionRecord,
        _ approval: ExceptionRecord.Approval,
        _ history: RandomHistory,
        _ name: Comment
    ) {
        let scope = record.request.scope
        let council = record.terms?.organisations.first
        let key = RiskKey(organisation: council, product: scope.product, release: scope.release, service: nil)
        let coverage = DecisionOutlook(history.book, references: [:], asOf: approval.effectiveOn)
            .decision(on: key, assets: scope.assets + [99])
        #expect(coverage.uncovered.contains(99) || coverage.exceptions.isEmpty, name)
        #expect(!coverage.exception.covers(on: approval.effectiveOn), name)
    }
}
