extension Schema {
    /// What people were told, so that they are told once.
    static let noticesSent = """
        CREATE TABLE notice_sent (
            notice_id TEXT NOT NULL,
            channel TEXT NOT NULL,
            recipient TEXT NOT NULL,
            sent_at INTEGER NOT NULL,
            PRIMARY KEY (notice_id, channel, recipient)
        ) STRICT, WITHOUT ROWID;
        """
}
