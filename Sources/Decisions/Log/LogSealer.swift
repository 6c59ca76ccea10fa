/// Seals acts to the end of a log, each with a mark of the state that it found and leaves.
///
/// To write a record out as text is what an entry costs most. What is known of it already, because it was read from the
/// store or written out for an earlier entry, is not written out again.
package struct LogSealer: Sendable {
    /// An entry and what must be stored with it.
    package struct Sealed: Sendable {
        package let entry: AuditEntry
        /// As the entry leaves it; nil when its act keeps no record.
        package let record: StoredState?
        package let summary: StoredState
    }

    /// As they are stored, until the first entry about them.
    private var read: [Act.Key: StoredState] = [:]
    /// As the last entry about them left them.
    private var left: [Act.Key: String] = [:]
    private var leftSummary: String?

    package init() {}

    /// Takes a record as it is stored: what the next entry about it finds is exactly this text.
    package mutating func take(_ state: StoredState) {
        read[Act.Key(kind: state.kind, id: state.id)] = state
    }

    /// Validates an act, seals it and takes it into the book.
    ///
    /// - Throws: ``DecisionFault`` with everything that is wrong; the book is as before then.
    package mutating func seal(_ content: AuditContent, into book: inout DecisionBook) throws(DecisionFault) -> Sealed {
        let key = content.act.key
        let before = book.head
        let found = try found(key, in: book)
        try book.take(content, as: before.next())
        let summary = try book.storedSummary()
        let record = try book.storedState(key.kind, key.id)
        let mark = record.map { StateMark(record: $0, summary: summary, found: found.record, found.summary) }
        // What it leaves is known only now; nothing that was taken depends on it.
        let entry = try AuditEntry(content, leaving: mark, after: before)
        book.head = entry.head
        read[key] = nil
        left[key] = mark?.record
        leftSummary = mark?.summary
        return Sealed(entry: entry, record: record, summary: summary)
    }

    /// Digests of the record, nil before its first entry, and of the book's summary.
    private func found(
        _ key: Act.Key,
        in book: DecisionBook
    ) throws(DecisionFault) -> (record: String?, summary: String) {
        let summary = if let leftSummary { leftSummary } else { try book.storedSummary().digest }
        if let digest = left[key] { return (digest, summary) }
        let record = if let stored = read[key] { stored } else { try book.storedState(key.kind, key.id) }
        return (record?.digest, summary)
    }
}
