CREATE TRIGGER audit_entry_follows_the_last BEFORE INSERT ON audit_entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry) BEGIN
    SELECT RAISE(ABORT, 'the audit log only grows: an entry must follow the last');
END;

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'the audit log only grows: an entry cannot be changed');
END;

CREATE TRIGGER audit_entry_is_never_removed BEFORE DELETE ON audit_entry BEGIN
    SELECT RAISE(ABORT, 'the audit log only grows: an entry cannot be removed');
END;

CREATE TABLE answer (
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    probe TEXT NOT NULL,
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    end_scan INTEGER REFERENCES scan (id),
    status INTEGER,
    truncated INTEGER NOT NULL,
    duration_milliseconds INTEGER,
    stdout_id INTEGER NOT NULL REFERENCES content (id),
    stderr_id INTEGER REFERENCES content (id),
    PRIMARY KEY (asset_id, probe, first_scan)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset (
    id INTEGER PRIMARY KEY,
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    last_target INTEGER,
    booted_at INTEGER
) STRICT;

CREATE TABLE asset_evidence (
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    end_scan INTEGER REFERENCES scan (id),
    PRIMARY KEY (asset_id, kind, value, first_scan)
) STRICT, WITHOUT ROWID;

CREATE TABLE asset_match (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    is_new INTEGER NOT NULL,
    rules TEXT NOT NULL
) STRICT;

CREATE TABLE asset_merge (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    into_id INTEGER NOT NULL REFERENCES asset (id),
    after_scan INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    undone_after_scan INTEGER,
    undone_at INTEGER
) STRICT;

CREATE TABLE asset_retirement (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    after_scan INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    ended_by_scan INTEGER REFERENCES scan (id)
) STRICT;

CREATE TABLE audit_entry (
    sequence INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE baseline (
    id INTEGER PRIMARY KEY,
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    end_scan INTEGER REFERENCES scan (id),
    items TEXT NOT NULL,
    UNIQUE (asset_id, first_scan)
) STRICT;

CREATE TABLE content (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    encoding INTEGER NOT NULL,
    base_id INTEGER REFERENCES content (id),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE decision_outline (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    outline TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_state (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);

CREATE TABLE imported_record (
    source_id INTEGER NOT NULL REFERENCES imported_source (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    line INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (source_id, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE imported_source (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    organisation TEXT,
    settings TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by TEXT NOT NULL,
    UNIQUE (kind, name)
) STRICT;

CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    source TEXT,
    name TEXT,
    version TEXT,
    join_key TEXT,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE notice_sent (
    notice_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (notice_id, channel, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation (
    asset_id INTEGER NOT NULL REFERENCES asset (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    end_scan INTEGER REFERENCES scan (id),
    PRIMARY KEY (asset_id, item_id, first_scan)
) STRICT, WITHOUT ROWID;

CREATE TABLE risk_reference (
    key TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    first_detected INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scan (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    context_id INTEGER NOT NULL REFERENCES item (id)
) STRICT;

CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    asset_id INTEGER REFERENCES asset (id),
    answer_set BLOB,
    parser_version TEXT
) STRICT;

CREATE TABLE target_observation (
    target_id INTEGER NOT NULL REFERENCES target (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    first_scan INTEGER NOT NULL REFERENCES scan (id),
    end_scan INTEGER REFERENCES scan (id),
    PRIMARY KEY (target_id, first_scan)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    asset_id INTEGER REFERENCES asset (id),
    at INTEGER NOT NULL,
    reach INTEGER NOT NULL,
    booted_at INTEGER,
    PRIMARY KEY (scan_id, target_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_problem (
    scan_id INTEGER NOT NULL REFERENCES scan (id),
    target_id INTEGER NOT NULL REFERENCES target (id),
    item_id INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (scan_id, target_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_evidence_by_value ON asset_evidence (value, kind) WHERE end_scan IS NULL;

CREATE INDEX asset_match_by_asset ON asset_match (asset_id);

CREATE INDEX asset_retirement_by_asset ON asset_retirement (asset_id);

CREATE INDEX item_by_join_key ON item (join_key) WHERE join_key IS NOT NULL;

CREATE INDEX item_by_kind ON item (kind) WHERE kind <> 'software';

CREATE INDEX observation_by_item ON observation (item_id, end_scan);

CREATE INDEX visit_by_asset ON visit (asset_id, scan_id) WHERE asset_id IS NOT NULL;

CREATE INDEX visit_by_target ON visit (target_id, scan_id);
