import Planning

extension DecisionBook {
    /// Validates an act, seals it to the end of the log with a mark of the state that it found and leaves, and takes it.
    ///
    /// - Throws: ``DecisionFault`` with everything that is wrong; the book is as before then.
    package mutating func append(_ content: AuditContent) throws(DecisionFault) -> AuditEntry {
        let before = head
        let key = content.act.key
        let found = (record: try storedState(key.kind, key.id), summary: try storedSummary())
        try apply(AuditEntry(content, after: before))
        var mark: StateMark?
        if let record = try storedState(key.kind, key.id) {
            mark = StateMark(record: record, summary: try storedSummary(), found: found.record, found.summary)
        }
        // What it leaves is known only now; nothing that was applied depends on it.
        let entry = try AuditEntry(content, leaving: mark, after: before)
        head = entry.head
        return entry
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
