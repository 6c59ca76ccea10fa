import EstateModel
import GRDB
import Testing

@testable import Store

struct ImportedSourceTests {
    private func source(_ name: String, rows: [String], organisation: String? = nil) throws -> ImportedSource {
        ImportedSource(
            kind: "register",
            name: name,
            file: name,
            sha256: "00",
            organisation: organisation,
            settings: "day-first",
            importedAt: try #require(Instant("2026-11-21T08:00:00Z")),
            importedBy: "jane",
            rows: rows.enumerated().map { ImportedSource.Row(line: $0 + 2, body: $1) }
        )
    }

    @Test func aFileReplacesItsOwnRowsAndNoOthers() async throws {
        let store = try Estate().store
        let first = try source("risks.csv", rows: ["{}", "{\"a\":\"1\"}"], organisation: "darlbrook")
        #expect(try await store.keepImport(first) == nil)
        let other = try source("other.csv", rows: ["{}"])
        #expect(try await store.keepImport(other) == nil)
        #expect(try await store.imports() == [other, first])
        #expect(try await store.keepImport(first) == 2)
        #expect(try await store.imports() == [other, first])
        let shorter = try source("risks.csv", rows: ["{}"])
        #expect(try await store.keepImport(shorter) == 2)
        #expect(try await store.imports(kind: "register") == [other, shorter])
        #expect(try await store.imports(kind: "plan").isEmpty)
        let rows = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM imported_record") }
        #expect(rows == 2)
    }

    @Test func aFileCanBeTakenOut() async throws {
        let store = try Estate().store
        try await store.keepImport(try source("risks.csv", rows: ["{}"]))
        #expect(try await !store.removeImport(kind: "plan", name: "risks.csv"))
        #expect(try await store.removeImport(kind: "register", name: "risks.csv"))
        #expect(try await store.imports().isEmpty)
        let rows = try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM imported_record") }
        #expect(rows == 0)
    }
}
