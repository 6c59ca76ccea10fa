package import EstateModel

/// How a cause of a suspension came to its end.
package struct Resolution: Hashable, Sendable, Codable {
    package var kind: SuspensionCause.Kind
    package var subject: String?
    /// What is different now, with its evidence.
    package var how: String

    package init(_ kind: SuspensionCause.Kind, subject: String? = nil, how: String) {
        self.kind = kind
        self.subject = subject
        self.how = how
    }
}

/// What happens to exceptions. Why is the entry's own reason.
package enum ExceptionAct: Hashable, Sendable, Codable {
    case draft(exception: String, request: ExceptionRequest)
    case amend(exception: String, request: ExceptionRequest)
    case submit(exception: String, terms: ExceptionTerms)
    case recommend(exception: String, advice: Recommendation.Advice, text: String)
    case requestChanges(exception: String)
    case decide(exception: String, decision: ExceptionDecision)
    case withdraw(exception: String)
    case suspend(exception: String, since: CalendarDay, causes: [SuspensionCause])
    case resume(exception: String, resolutions: [Resolution])
    /// Its last day is over. Logged when a command next runs; it ended at midnight all the same.
    case expire(exception: String)
    case revoke(exception: String)
    /// The renewal is in force.
    case supersede(exception: String, by: String)
    /// What it covered is gone: all its risks are closed by proof.
    case closeRemediated(exception: String)

    package var exception: String {
        switch self {
        case .draft(let id, _), .amend(let id, _), .submit(let id, _), .recommend(let id, _, _),
            .requestChanges(let id), .decide(let id, _), .withdraw(let id), .suspend(let id, _, _),
            .resume(let id, _), .expire(let id), .revoke(let id), .supersede(let id, _), .closeRemediated(let id):
            id
        }
    }
}
