import Decisions
import EstateModel
import Foundation
import GRDB
import Risk
import Testing

@testable import Store

/// The log of decisions in the database: it only grows, whoever writes and whatever dies.
struct AuditLogTests {
    private static let score = ScoreEntry(
        seen: Sighting(scan: 1, on: CalendarDay("2026-11-20")!),
        inherent: ScoreEntry.Level(likelihood: 5, impact: 3, points: 15, band: "very-high"),
        residual: ScoreEntry.Level(likelihood: 4, impact: 2, points: 8, band: "medium")
    )

    /// Opens the next risk; the number is taken inside the transaction.
    static func openRisk(_ store: InventoryStore, _ writer: String) async throws {
        try await append(store) { session in
            let sequence = session.book.head.sequence + 1
            let act = Act.risk(
                .open(risk: "R-\(sequence)", key: "\(writer)|p|1|s", label: "p", assets: [1], score: score)
            )
            try session.append(AuditContent(at: Sample.start, actor: .system, reason: writer, act: act))
        }
    }

    static func append(
        _ store: InventoryStore,
        needs: DecisionNeeds = DecisionNeeds(),
        _ body: @escaping @Sendable (inout DecisionSession) throws -> Void
    ) async throws {
        try await store.appendToAuditLog { transaction in
            let head = try transaction.head().map { AuditHead(sequence: $0.sequence, digest: $0.digest) } ?? .empty
            var session = try DecisionSession(
                head: head,
                needs: needs,
                load: { try transaction.state(kind: $0.rawValue, id: $1) },
                loadAll: { kind in
                    try transaction.states(kind: kind.rawValue).map { StoredState(kind, $0.id, body: $0.body) }
                }
            )
            try body(&session)
            for entry in session.entries {
                try transaction.append(AuditRow(sequence: entry.sequence, body: entry.body, digest: entry.digest))
            }
            for state in session.changedStates {
                try transaction.keep(
                    DecisionStateRow(kind: state.kind.rawValue, id: state.id, body: state.body, outline: state.outline)
                )
            }
        }
    }

    static func verdict(_ store: InventoryStore) async throws -> AuditVerdict {
        try await store.foldAuditLog(AuditVerifier()) { verifier, sequence, body, digest in
            verifier.read(sequence: sequence, body: body, digest: digest)
            return !verifier.isFinished
        }.verdict()
    }

    /// The state is what the log says, and the log holds together.
    static func expectConsistent(_ store: InventoryStore, entries count: Int? = nil) async throws {
        let rows = try await store.auditEntries()
        if let count { #expect(rows.count == count) }
        let head = rows.last.map { AuditHead(sequence: $0.sequence, digest: $0.digest) } ?? .empty
        #expect(try await verdict(store) == .intact(head))
        var book = DecisionBook()
        for row in rows {
            let previous = book.head.digest
            try book.apply(
                AuditEntry(sequence: row.sequence, body: row.body, digest: row.digest, previous: previous)
            )
        }
        let expected = rows.isEmpty ? [] : try book.storedStates()
        let stored = try await store.decisionStates()
        #expect(
            stored.map { "\($0.kind) \($0.id) \($0.body)" }
                == expected.map { "\($0.kind.rawValue) \($0.id) \($0.body)" }
        )
    }

    @Test func whatIsAppendedIsReadBackAndVerifies() async throws {
        let estate = try Estate()
        try await Self.expectConsistent(estate.store, entries: 0)
        for _ in 1...5 { try await Self.openRisk(estate.store, "one") }
        try await Self.expectConsistent(estate.store, entries: 5)
        #expect(try await estate.store.auditHead()?.sequence == 5)
        #expect(try await estate.store.auditEntries(from: 2, through: 3).map(\.sequence) == [2, 3])
    }

    @Test func whatIsRefusedLeavesNothingBehind() async throws {
        let estate = try Estate()
        try await Self.openRisk(estate.store, "one")
        await #expect(throws: DecisionFault.self) {
            try await Self.append(estate.store) { session in
                let act = Act.risk(.open(risk: "R-2", key: "a|p|1|s", label: "p", assets: [1], score: Self.score))
                try session.append(AuditContent(at: Sample.start, actor: .system, reason: "good", act: act))
                try session.append(AuditContent(at: Sample.start, actor: .system, reason: "", act: act))
            }
        }
        try await Self.expectConsistent(estate.store, entries: 1)
    }

    @Test func theDatabaseItselfRefusesToChangeTheLog() async throws {
        let estate = try Estate()
        for _ in 1...3 { try await Self.openRisk(estate.store, "one") }
        for sql in [
            "UPDATE audit_entry SET body = 'x' WHERE sequence = 2", "DELETE FROM audit_entry WHERE sequence = 3",
            "DELETE FROM audit_entry", "INSERT INTO audit_entry VALUES (5, 'x', 'y')",
            "INSERT INTO audit_entry VALUES (3, 'x', 'y')", "INSERT OR REPLACE INTO audit_entry VALUES (3, 'x', 'y')",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") {
                try await estate.store.pool.write { try $0.execute(sql: sql) }
            }
        }
        try await Self.expectConsistent(estate.store, entries: 3)
    }

    @Test func aRowThatWasEditedAllTheSameIsNamed() async throws {
        let estate = try Estate()
        for _ in 1...9 { try await Self.openRisk(estate.store, "one") }
        try await estate.store.pool.write { database in
            try database.execute(
                sql: """
                    DROP TRIGGER audit_entry_is_never_changed;
                    UPDATE audit_entry SET body = replace(body, 'very-high', 'low') WHERE sequence = 4;
                    """
            )
        }
        guard case .broken(let found) = try await Self.verdict(estate.store) else {
            Issue.record("an edited row goes unnoticed")
            return
        }
        #expect(found.sequence == 4)
        #expect(found.kind == .bodyChanged)
    }

    @Test(.timeLimit(.minutes(2))) func twoWritersAtOnceLoseAndDoubleNothing() async throws {
        let estate = try Estate()
        let other = try InventoryStore.open(path: estate.folder.database)
        let stores = [estate.store, other]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { try await Self.openRisk(stores[number % 2], "writer \(number)") }
            }
            try await group.waitForAll()
        }
        try await Self.expectConsistent(estate.store, entries: 200)
        let writers = try await estate.store.auditEntries().map(\.body).filter { $0.contains("\"reason\":\"writer ") }
        #expect(Set(writers).count == 200)
        try other.close()
    }

    @Test(.timeLimit(.minutes(3)), arguments: [3, 30, 90, 200])
    func aWriterThatIsKilledLeavesAWholeLog(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        _ = try InventoryStore.open(path: path).close()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            let store = try InventoryStore.open(path: path)
            Thread.detachNewThread {
                usleep(UInt32(milliseconds) * 1000)
                kill(getpid(), SIGKILL)
            }
            for _ in 0..<100_000 { try await AuditLogTests.openRisk(store, "killed") }
        }
        let store = try InventoryStore.open(path: path)
        #expect(try await store.integrityFaults().isEmpty)
        try await Self.expectConsistent(store)
        let count = try await store.auditEntries().count
        try await Self.openRisk(store, "after")
        try await Self.expectConsistent(store, entries: count + 1)
        print("killed after \(milliseconds) ms with \(count) entries")
    }

    @Test func aStateThatWasLostIsRebuiltFromTheLog() async throws {
        let estate = try Estate()
        for _ in 1...4 { try await Self.openRisk(estate.store, "one") }
        let before = try await estate.store.decisionStates()
        try await estate.store.pool.write { try $0.execute(sql: "DELETE FROM decision_state") }
        var book = DecisionBook()
        for row in try await estate.store.auditEntries() {
            let previous = book.head.digest
            try book.apply(AuditEntry(sequence: row.sequence, body: row.body, digest: row.digest, previous: previous))
        }
        let rows = try book.storedStates().map {
            DecisionStateRow(kind: $0.kind.rawValue, id: $0.id, body: $0.body, outline: $0.outline)
        }
        try await estate.store.replaceDecisionStates(rows)
        #expect(try await estate.store.decisionStates() == before)
    }
}
