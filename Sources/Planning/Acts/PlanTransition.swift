import EstateModel

/// One act on one plan: the record after it, and everything that forbids it.
struct PlanTransition {
    var record: PlanRecord
    var faults = FaultList()
    let actor: PlanActor
    let instant: Instant
    let book: PlanBook

    init(_ record: PlanRecord, by actor: PlanActor, at instant: Instant, book: PlanBook) {
        self.record = record
        self.actor = actor
        self.instant = instant
        self.book = book
        faults.requireText(actor.person, "the person who acts")
        faults.requireText(actor.post, "the post of the person who acts")
    }

    var reference: PlanReference { record.reference }
    var today: CalendarDay { instant.londonDay }

    mutating func apply(_ act: PlanAct) {
        switch act {
        case .draft: faults.add(.illegalState, "\(reference) exists already; revise it")
        case .revise(_, let content): revise(content)
        case .propose: propose()
        case .sendBack(_, let reason): sendBack(reason)
        case .approve(_, let decision): approve(decision)
        case .start: start()
        case .block(_, let reason): block(reason)
        case .resume(_, let reason): resume(reason)
        case .claimDone(_, let note): claim(note)
        case .refuteClaim(_, _, let reason): refute(reason)
        case .verify(_, let proof): verify(proof)
        case .cancel(_, let reason, let approver): cancel(reason, approver)
        default: change(act)
        }
    }

    /// Acts that leave the state as it is.
    private mutating func change(_ act: PlanAct) {
        let closed = "\(reference) is \(record.state.label); it is closed"
        faults.require(!record.state.isFinal, .illegalState, closed)
        switch act {
        case .beginMilestone(_, let code, let day): begin(code, on: day)
        case .finishMilestone(_, let code, let day, let evidence): finish(code, on: day, evidence)
        case .forecast(_, let code, let day, let reason): forecast(code, day, reason)
        case .assign(_, let code, let owner): assign(code, owner)
        case .baselineAgain(_, let change): baselineAgain(change)
        case .tighten(_, let deadline): tighten(deadline)
        case .extendScope(_, let assets, let reason): extendScope(assets, reason)
        case .confirmSupplier(_, let statement): confirmSupplier(statement)
        case .changeCost(_, let cost, let decision): changeCost(cost, decision)
        case .changeFollowOn(_, let followOn): changeFollowOn(followOn)
        default: break
        }
    }

    /// Refuses every state but those named; the state machine itself has the last word.
    mutating func move(to state: PlanState, from states: Set<PlanState>, _ what: String) {
        let needed = PlanState.allCases.filter(states.contains).map(\.label).joined(separator: " or ")
        let message = "\(reference) is \(record.state.label); to \(what), it must be \(needed)"
        let isLegal = states.contains(record.state) && record.state.successors.contains(state)
        faults.require(isLegal, .illegalState, message)
        record.state = state
    }

    private mutating func start() {
        // What the supplier says may have changed since the approval.
        faults.append(record.content.approvalFaults(today: today))
        move(to: .inProgress, from: [.approved], "start it")
    }

    private mutating func block(_ reason: String) {
        faults.requireText(reason, "what the plan waits for")
        move(to: .blocked, from: [.inProgress], "block it")
        record.blockedBy = reason
    }

    private mutating func resume(_ reason: String) {
        faults.requireText(reason, "why the plan can go on")
        move(to: .inProgress, from: [.blocked], "resume it")
        record.blockedBy = nil
    }
}
