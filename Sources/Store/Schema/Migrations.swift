import GRDB

/// The schema's history. Entries are only ever added at the end, and never changed once released.
enum Schema {
    /// Marks the file as Reeve's, in SQLite's own header field: the letters `REEV`.
    static let applicationID: Int32 = 0x5245_4556

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("create scans and items") { try $0.execute(sql: scansAndItems) }
        migrator.registerMigration("create assets and targets") { try $0.execute(sql: assetsAndTargets) }
        migrator.registerMigration("create observations") { try $0.execute(sql: observations) }
        migrator.registerMigration("create answers") { try $0.execute(sql: answers) }
        migrator.registerMigration("create identity evidence") { try $0.execute(sql: identity) }
        migrator.registerMigration("create risk references") { try $0.execute(sql: riskReferences) }
        migrator.registerMigration("create baselines") { try $0.execute(sql: baselines) }
        migrator.registerMigration("create audit log") { try $0.execute(sql: auditLog) }
        migrator.registerMigration("create notices sent") { try $0.execute(sql: noticesSent) }
        migrator.registerMigration("create decision outlines") { try $0.execute(sql: decisionOutlines) }
        migrator.registerMigration("create imported records") { try $0.execute(sql: importedRecords) }
        return migrator
    }

    private static let scansAndItems = """
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
        CREATE INDEX item_by_kind ON item (kind) WHERE kind <> 'software';
        CREATE INDEX item_by_join_key ON item (join_key) WHERE join_key IS NOT NULL;

        CREATE TABLE scan (
            id INTEGER PRIMARY KEY,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            context_id INTEGER NOT NULL REFERENCES item (id)
        ) STRICT;
        """

    private static let assetsAndTargets = """
        CREATE TABLE asset (
            id INTEGER PRIMARY KEY,
            first_scan INTEGER NOT NULL REFERENCES scan (id),
            last_target INTEGER,
            booted_at INTEGER
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
        CREATE INDEX visit_by_asset ON visit (asset_id, scan_id) WHERE asset_id IS NOT NULL;
        CREATE INDEX visit_by_target ON visit (target_id, scan_id);

        CREATE TABLE visit_problem (
            scan_id INTEGER NOT NULL REFERENCES scan (id),
            target_id INTEGER NOT NULL REFERENCES target (id),
            item_id INTEGER NOT NULL REFERENCES item (id),
            PRIMARY KEY (scan_id, target_id, item_id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let observations = """
        CREATE TABLE observation (
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            item_id INTEGER NOT NULL REFERENCES item (id),
            first_scan INTEGER NOT NULL REFERENCES scan (id),
            end_scan INTEGER REFERENCES scan (id),
            PRIMARY KEY (asset_id, item_id, first_scan)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX observation_by_item ON observation (item_id, end_scan);
        """

    private static let answers = """
        CREATE TABLE content (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            encoding INTEGER NOT NULL,
            base_id INTEGER REFERENCES content (id),
            bytes BLOB NOT NULL
        ) STRICT;

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
        """

    private static let identity = """
        CREATE TABLE asset_evidence (
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            kind TEXT NOT NULL,
            value TEXT NOT NULL,
            first_scan INTEGER NOT NULL REFERENCES scan (id),
            end_scan INTEGER REFERENCES scan (id),
            PRIMARY KEY (asset_id, kind, value, first_scan)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX asset_evidence_by_value ON asset_evidence (value, kind) WHERE end_scan IS NULL;

        CREATE TABLE asset_match (
            id INTEGER PRIMARY KEY,
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            scan_id INTEGER NOT NULL REFERENCES scan (id),
            target_id INTEGER NOT NULL REFERENCES target (id),
            is_new INTEGER NOT NULL,
            rules TEXT NOT NULL
        ) STRICT;
        CREATE INDEX asset_match_by_asset ON asset_match (asset_id);

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
        CREATE INDEX asset_retirement_by_asset ON asset_retirement (asset_id);
        """

    private static let riskReferences = """
        CREATE TABLE risk_reference (
            key TEXT PRIMARY KEY,
            reference TEXT NOT NULL UNIQUE,
            first_detected INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let baselines = """
        CREATE TABLE baseline (
            id INTEGER PRIMARY KEY,
            asset_id INTEGER NOT NULL REFERENCES asset (id),
            first_scan INTEGER NOT NULL REFERENCES scan (id),
            end_scan INTEGER REFERENCES scan (id),
            items TEXT NOT NULL,
            UNIQUE (asset_id, first_scan)
        ) STRICT;
        """
}
