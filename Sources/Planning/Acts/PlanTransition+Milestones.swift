import EstateModel

extension PlanTransition {
    mutating func begin(_ code: Milestone.Code, on day: CalendarDay) {
        requireWork(on: code)
        requirePast(day, "\(code.rawValue) cannot begin")
        edit(code) { milestone, faults in
            let message = "\(code.rawValue) was begun on \(milestone.started?.longDescription ?? "") already"
            faults.require(milestone.started == nil, .illegalState, message)
            milestone.started = day
        }
    }

    mutating func finish(_ code: Milestone.Code, on day: CalendarDay, _ evidence: [String]) {
        requireWork(on: code)
        requirePast(day, "\(code.rawValue) cannot be done")
        faults.require(
            !evidence.isEmpty && !evidence.contains(where: isBlank),
            .missing,
            "\(code.rawValue) needs evidence: name where what was done is shown"
        )
        let byCode = Dictionary(
            record.content.milestones.map { ($0.code, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        edit(code) { milestone, faults in
            faults.require(!milestone.isDone, .illegalState, "\(code.rawValue) is done already")
            for earlier in milestone.predecessors {
                guard let done = byCode[earlier]?.actual else {
                    faults.add(.illegalState, "\(code.rawValue) waits for \(earlier.rawValue), which is not done")
                    continue
                }
                let message =
                    "\(code.rawValue) cannot be done on \(day.longDescription), before \(earlier.rawValue) on "
                    + done.longDescription
                faults.require(done <= day, .invalid, message)
            }
            if let started = milestone.started, started > day {
                let message = "\(code.rawValue) cannot be done on \(day.longDescription)"
                faults.add(.invalid, "\(message); it was begun on \(started.longDescription)")
            }
            milestone.started = milestone.started ?? day
            milestone.actual = day
            milestone.evidence = Set(milestone.evidence).union(evidence).sorted()
        }
    }

    mutating func forecast(_ code: Milestone.Code, _ day: CalendarDay, _ reason: String) {
        faults.requireText(reason, "the reason for the new forecast")
        // Before the approval the forecast is the day that is approved.
        if !record.state.isBinding { rememberWriter() }
        edit(code) { milestone, faults in
            faults.require(!milestone.isDone, .illegalState, "\(code.rawValue) is done; it has no forecast")
            milestone.current = day
        }
        faults.append(record.content.withoutHistory.orderFaults(of: code))
    }

    mutating func assign(_ code: Milestone.Code, _ owner: String) {
        faults.requireText(owner, "the post that does \(code.rawValue)")
        edit(code) { milestone, _ in milestone.owner = owner }
    }

    mutating func baselineAgain(_ change: Rebaseline) {
        let message = "\(reference) is \(record.state.label); only an approved plan has a baseline"
        faults.require(record.state.isBinding, .illegalState, message)
        faults.requireText(change.approver, "the post or body that agreed to new days")
        faults.requireText(change.reason, "the reason for new days")
        requireOtherPerson("agree to new days")
        let from = record.currentByWhen
        if let deadline = change.deadline {
            faults.append(deadline.faults())
            record.content.deadline = deadline
        }
        let byWhen = change.byWhen ?? change.deadline?.value ?? from
        checkByWhen(byWhen, change)
        let isLater = byWhen > from || change.days.contains { movesLater($0) }
        for entry in change.days { move(entry.milestone, to: entry.day, byWhen: byWhen) }
        faults.require(
            byWhen != from || !change.days.isEmpty,
            .missing,
            "nothing changes: give a new by-when or a new day of a milestone"
        )
        for entry in change.days { faults.append(record.content.withoutHistory.orderFaults(of: entry.milestone)) }
        if let target = record.content.target { faults.append(target.faults(goLive: record.content.goLive)) }
        record.currentByWhen = byWhen
        record.exception = byWhen > record.content.deadline.value ? change.exception : nil
        record.slips.append(
            PlanRecord.Slip(
                by: actor,
                at: instant,
                approver: change.approver,
                reason: change.reason,
                from: from,
                to: byWhen,
                isLater: isLater
            )
        )
    }

    mutating func tighten(_ deadline: PlanDeadline) {
        faults.append(deadline.faults())
        let old = record.content.deadline.value
        let advice = "only an approver moves it later, by baselining \(reference) again"
        let move = "from \(old.longDescription) to \(deadline.value.longDescription)"
        let message = "the by-when would move \(move); \(advice)"
        faults.require(deadline.value <= old, .invalid, message)
        record.content.deadline = deadline
        guard deadline.value < old else { return }
        // Whatever was agreed beyond the policy was agreed on better facts.
        record.currentByWhen = min(record.currentByWhen, deadline.value)
        record.exception = nil
    }

    // MARK: Helpers

    private func movesLater(_ change: Rebaseline.Day) -> Bool {
        record.content.milestones.contains { $0.code == change.milestone && $0.due < change.day }
    }

    private mutating func checkByWhen(_ byWhen: CalendarDay, _ change: Rebaseline) {
        let policy = record.content.deadline.value
        if byWhen > policy, isBlank(change.exception ?? "") {
            let gap = counted(policy.days(until: byWhen), "day", "days")
            faults.add(
                .missing,
                "\(byWhen.longDescription) is \(gap) later than the policy's by-when, \(policy.longDescription); "
                    + "name the exception that allows it"
            )
        }
        if let asked = change.byWhen, asked < today {
            faults.add(.invalid, "the new by-when \(asked.longDescription) is over already; choose a later day")
        }
    }

    private mutating func move(_ code: Milestone.Code, to day: CalendarDay, byWhen: CalendarDay) {
        let what = "\(code.rawValue) on \(day.longDescription)"
        let message = "\(what) would be later than the by-when, \(byWhen.longDescription); choose an earlier day"
        faults.require(day <= byWhen, .invalid, message)
        faults.require(day >= today, .invalid, "\(what) would be over already; choose a later day")
        edit(code) { milestone, faults in
            faults.require(!milestone.isDone, .illegalState, "\(code.rawValue) is done; its day stays")
            (milestone.agreed, milestone.current) = (day, day)
        }
    }

    private mutating func edit(_ code: Milestone.Code, _ change: (inout Milestone, inout FaultList) -> Void) {
        guard let index = record.content.milestones.firstIndex(where: { $0.code == code }) else {
            faults.add(.invalid, "\(reference) has no milestone \(code.rawValue)")
            return
        }
        change(&record.content.milestones[index], &faults)
    }

    /// Containment, options and funding are done while the plan is decided; all else while it is in progress.
    private mutating func requireWork(on code: Milestone.Code) {
        let state = record.state
        let isOpen = state == .inProgress || (code.precedesApproval && !state.isFinal && state != .claimedDone)
        let message = "\(reference) is \(state.label); to work on \(code.rawValue), it must be in progress"
        faults.require(isOpen, .illegalState, message)
    }

    private mutating func requirePast(_ day: CalendarDay, _ what: String) {
        let message = "\(what) on \(day.longDescription), which is ahead; give the day on which it happened"
        faults.require(day <= today, .invalid, message)
    }
}

extension PlanContent {
    /// Steps whose days contradict the order in which they wait for each other, as far as one step is concerned.
    func orderFaults(of code: Milestone.Code) -> [PlanFault.Item] {
        var faults = FaultList()
        for milestone in milestones {
            for earlier in milestones where milestone.predecessors.contains(earlier.code) {
                guard [milestone.code, earlier.code].contains(code), earlier.current > milestone.current else {
                    continue
                }
                faults.add(
                    .invalid,
                    "\(milestone.code.rawValue) waits for \(earlier.code.rawValue), but their days would be "
                        + "\(milestone.current.longDescription) and \(earlier.current.longDescription); move both"
                )
            }
        }
        return faults.items
    }
}
