import Planning

extension DecisionBook {
    /// Validates an act, seals it to the end of the log with a mark of the state that it found and leaves, and takes
    /// it.
    ///
    /// - Throws: ``DecisionFault`` with everything that is wrong; the book is as before then.
    package mutating func append(_ content: AuditContent) throws(DecisionFault) -> AuditEntry {
        var sealer = LogSealer()
        return try sealer.seal(content, into: &self).entry
    }
}

extension Act {
    /// A stored record.
    struct Key: Hashable {
        let kind: StoredState.Kind
        let id: String
    }

    /// The one record that the act changes.
    var key: Key {
        switch self {
        case .asset(let act): Key(kind: .asset, id: String(act.asset))
        case .control(let act): Key(kind: .control, id: act.control)
        case .exception(let act): Key(kind: .exception, id: act.exception)
        case .plan(let act): Key(kind: .plan, id: act.plan.description)
        case .risk(let act): Key(kind: .risk, id: act.risk)
        }
    }
}
