extension Schema {
    /// The log of decisions, which only grows, and the state that follows from it.
    ///
    /// The triggers keep mistakes out; who can write to the file can remove them, and the chain of digests tells.
    static let auditLog = """
        CREATE TABLE audit_entry (
            sequence INTEGER PRIMARY KEY,
            body TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry BEGIN
            SELECT RAISE(ABORT, 'the audit log only grows: an entry cannot be changed');
        END;
        CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry BEGIN
            SELECT RAISE(ABORT, 'the audit log only grows: an entry cannot be removed');
        END;
        CREATE TRIGGER audit_entry_follows_the_last BEFORE INSERT ON audit_entry
        WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry) BEGIN
            SELECT RAISE(ABORT, 'the audit log only grows: an entry must follow the last');
        END;

        CREATE TABLE decision_state (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        """

    /// Short forms of records of which there may be a hundred thousand, each with a long history in its body.
    static let decisionOutlines = """
        CREATE TABLE decision_outline (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            outline TEXT NOT NULL,
            PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        """
}
