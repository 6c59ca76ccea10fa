import EstateModel

extension DecisionBook {
    mutating func apply(_ act: ExceptionAct, _ occasion: Occasion) throws(DecisionFault) {
        if case .draft(let id, let request) = act {
            try RecordNumbers.check(id, isNext: numbers.nextException)
            exceptions[id] = ExceptionRecord(drafting: id, request, occasion)
            numbers.exception += 1
            return
        }
        guard let record = exceptions[act.exception] else { throw .unknown("exception", act.exception) }
        if record.state.isFinal {
            let text = "it is \(record.state.label), and what is closed stays as it is"
            throw DecisionFault(record.id, .state, text, "ask for a new exception")
        }
        var step = ExceptionStep(record: record, book: self, occasion: occasion)
        try step.take(act)
        step.record.changedBy = occasion.sequence
        exceptions[record.id] = step.record
    }
}

extension ExceptionRecord {
    init(drafting id: String, _ request: ExceptionRequest, _ occasion: Occasion) {
        self.init(
            id: id,
            request: request,
            requestedBy: occasion.actor,
            requestedOn: occasion.day,
            askers: occasion.actor.people.sorted(),
            state: .draft,
            decisions: [],
            renewalNumber: 0,
            requestedBySequence: occasion.sequence,
            changedBy: occasion.sequence,
            level: .siro
        )
    }
}

extension ExceptionRecord.State {
    /// For people, after "it is".
    package var label: String {
        switch self {
        case .draft: "a draft"
        case .submitted: "submitted"
        case .changesRequested: "waiting for changes"
        case .approved: "approved"
        case .rejected: "rejected"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        case .revoked: "revoked"
        case .superseded: "superseded"
        case .remediated: "closed: what it covered is gone"
        }
    }
}

/// One act on one exception.
struct ExceptionStep {
    var record: ExceptionRecord
    let book: DecisionBook
    let occasion: Occasion

    var id: String { record.id }
    var day: CalendarDay { occasion.day }
    var actor: Actor { occasion.actor }

    mutating func take(_ act: ExceptionAct) throws(DecisionFault) {
        switch act {
        case .draft: throw refusal(.state, "it exists already", "amend it")
        case .amend(_, let request): try amend(request)
        case .submit(_, let terms): try submit(terms)
        case .recommend(_, let advice, let text): try recommend(advice, text)
        case .requestChanges: try requestChanges()
        case .decide(_, let decision): try decide(decision)
        case .withdraw: try withdraw()
        case .suspend(_, let since, let causes): try suspend(since: since, causes)
        case .resume(_, let resolutions): try resume(resolutions)
        case .expire: try expire()
        case .revoke: try revoke()
        case .supersede(_, let by): try supersede(by: by)
        case .closeRemediated: try closeRemediated()
        }
    }

    func refusal(_ code: DecisionFault.Code, _ message: String, _ remedy: String) -> DecisionFault {
        DecisionFault(id, code, message, remedy)
    }

    func require(_ states: ExceptionRecord.State..., to verb: String) throws(DecisionFault) {
        guard states.contains(record.state) else {
            let wanted = states.map(\.label).joined(separator: " or ")
            throw refusal(.state, "it is \(record.state.label), so it cannot be \(verb)", "it must be \(wanted)")
        }
    }

    func throwIfAny(_ gaps: [DecisionFault.Gap]) throws(DecisionFault) {
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
    }

    mutating func close(_ state: ExceptionRecord.State, _ reason: String) {
        record.state = state
        record.closeReason = reason
        record.closedOn = day
        record.suspension = nil
    }
}
