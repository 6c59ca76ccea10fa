/// One record of the state as it is stored beside the log, so that not every command must read the whole log.
package struct StoredState: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// What people decided about assets themselves; by the asset's number.
        case asset
        /// Numbers and the last entry's time; its one record is called `log`.
        case book
        case control
        case exception
        case plan
        case risk
    }

    package var kind: Kind
    package var id: String
    /// Canonical JSON.
    package var body: String
    /// What lists show of it without reading the body; nil for kinds of which there are few.
    package var outline: String?

    package init(_ kind: Kind, _ id: String, body: String, outline: String? = nil) {
        self.kind = kind
        self.id = id
        self.body = body
        self.outline = outline
    }
}

/// One entry of the log as it is stored.
package struct StoredEntry: Hashable, Sendable {
    package var sequence: Int64
    package var body: String
    package var digest: String

    package init(sequence: Int64, body: String, digest: String) {
        self.sequence = sequence
        self.body = body
        self.digest = digest
    }

    package init(_ entry: AuditEntry) {
        self.init(sequence: entry.sequence, body: entry.body, digest: entry.digest)
    }
}
