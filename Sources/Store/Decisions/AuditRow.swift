/// One entry of the audit log, as text whose meaning is the business of the module that made it.
package struct AuditRow: Hashable, Sendable {
    /// From 1, without gaps.
    package var sequence: Int64
    package var body: String
    /// What chains the entry to the one before.
    package var digest: String

    package init(sequence: Int64, body: String, digest: String) {
        self.sequence = sequence
        self.body = body
        self.digest = digest
    }
}

/// One record of the state that follows from the log.
package struct DecisionStateRow: Hashable, Sendable {
    package var kind: String
    package var id: String
    package var body: String
    /// Its short form, kept apart so that lists of many need not read the bodies; nil when it has none.
    package var outline: String?

    package init(kind: String, id: String, body: String, outline: String? = nil) {
        self.kind = kind
        self.id = id
        self.body = body
        self.outline = outline
    }
}
