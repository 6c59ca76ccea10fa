import EstateModel
import GRDB
import TestSupport
import Testing

@testable import Store

struct SentNoticeTests {
    private let sent = [
        SentNotice(notice: "a|E-0001|90|2027-01-01", channel: "mail", recipient: "siro dora@council.example"),
        SentNotice(notice: "a|E-0001|90|2027-01-01", channel: "webhook", recipient: "desk.example"),
    ]

    @Test func whatWasToldIsKeptOnceWithItsFirstMoment() async throws {
        let estate = try Estate()
        #expect(try await estate.store.sentNotices().isEmpty)
        try await estate.store.keepSentNotices([sent[0]], at: Instant(secondsSinceEpoch: 100))
        try await estate.store.keepSentNotices(sent, at: Instant(secondsSinceEpoch: 200))
        #expect(try await estate.store.sentNotices() == Set(sent))
        let moments = try await estate.store.pool.read { database in
            try Int64.fetchAll(database, sql: "SELECT sent_at FROM notice_sent ORDER BY channel")
        }
        #expect(moments == [100, 200])
    }

    @Test func sendingDoesNotWaitForAScanButForAnotherSending() async throws {
        let folder = try TemporaryFolder()
        let now = Instant(secondsSinceEpoch: 100)
        let path = folder.path
        let scan = try EstateLock(folder: path, now: now)
        let sending = try EstateLock(folder: path, now: now, for: .notices)
        await expectError(.scanInProgress) { _ = try EstateLock(folder: path, now: now, for: .notices) }
        _ = consume scan
        _ = consume sending
    }
}
