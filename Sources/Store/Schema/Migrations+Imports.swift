extension Schema {
    /// What a council's own registers and plans say, row by row, beside what was found. A file replaces its own rows.
    static let importedRecords = """
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

        CREATE TABLE imported_record (
            source_id INTEGER NOT NULL REFERENCES imported_source (id) ON DELETE CASCADE,
            row INTEGER NOT NULL,
            line INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (source_id, row)
        ) STRICT, WITHOUT ROWID;
        """
}
