package import EstateModel
import GRDB

/// A notice that somebody was told by one way.
package struct SentNotice: Hashable, Sendable {
    /// What makes it the same notice, in the form of the module that made it.
    package var notice: String
    /// `mail` or `webhook`.
    package var channel: String
    /// Whom the channel told.
    package var recipient: String

    package init(notice: String, channel: String, recipient: String) {
        self.notice = notice
        self.channel = channel
        self.recipient = recipient
    }
}

extension InventoryStore {
    /// Everything that anybody was ever told.
    package func sentNotices() async throws(StoreError) -> Set<SentNotice> {
        try await read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT notice_id, channel, recipient FROM notice_sent")
            return Set(rows.map { SentNotice(notice: $0[0], channel: $0[1], recipient: $0[2]) })
        }
    }

    /// Keeps what was told, all of it or nothing. What was kept before stays with its own moment.
    package func keepSentNotices(_ notices: [SentNotice], at instant: Instant) async throws(StoreError) {
        try await write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO notice_sent (notice_id, channel, recipient, sent_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """
            )
            for sent in notices {
                try statement.execute(
                    arguments: [sent.notice, sent.channel, sent.recipient, instant.secondsSinceEpoch]
                )
            }
        }
    }
}
