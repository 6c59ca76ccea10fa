import EstateModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

struct ContentTableTests {
    @Test func whateverIsStoredComesBack() async throws {
        let estate = try Estate()
        var random = SeededRandom(seed: 7)
        var versions: [[UInt8]] = [[], Array("short".utf8)]
        var lines = (0..<900).map { "package-\($0)\t1.\($0)-1+deb12u\($0 % 9)\tamd64\tok installed" }
        for _ in 0..<25 {
            lines[Int.random(in: 0..<lines.count, using: &random)] = "changed\t\(random.next())"
            if random.chance(30) { lines.remove(at: Int.random(in: 0..<lines.count, using: &random)) }
            versions.append(Array(lines.joined(separator: "\n").utf8))
        }
        versions.append((0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) })
        let all = versions
        let sizes = try await estate.store.pool.write { database in
            let table = try ContentTable(database)
            var older: Int64?
            for version in all {
                older = try table.store(version, digest: ContentDigest(of: version), older: older)
            }
            for version in all {
                let id = try #require(try table.id(ContentDigest(of: version)))
                #expect(try table.content(id) == version)
            }
            return try Int.fetchAll(database, sql: "SELECT length(bytes) FROM content ORDER BY id")
        }
        // The first whole answer is big; the next, with one line changed, are differences.
        #expect(sizes[2] > 3000)
        #expect(sizes[3] < 200)
        #expect(try await estate.store.integrityFaults().isEmpty)
    }

    @Test func damagedContentIsNoticed() async throws {
        let estate = try Estate()
        let (_, host) = try await estate.scan(Sample.host(1, packages: 0..<50), as: Sample.target("web01"))
        try await estate.store.pool.write { database in
            try database.execute(
                sql: "UPDATE content SET bytes = substr(bytes, 1, length(bytes) - 3) WHERE size > 1000"
            )
        }
        await expectError(.damaged) { _ = try await estate.store.answers(of: host.asset) }
    }

    @Test func aBaseThatNeedsABaseIsDamageAndNoLoop() async throws {
        let estate = try Estate()
        try await estate.store.pool.write { database in
            let table = try ContentTable(database)
            let bytes = Array(String(repeating: "loop ", count: 100).utf8)
            let id = try table.store(bytes, digest: ContentDigest(of: bytes), older: nil)
            try database.execute(sql: "UPDATE content SET encoding = 2, base_id = id")
            #expect(throws: StoreError.self) { try table.content(id) }
        }
    }

    @Test func theDigestOfAnswersCoversAllButTheirDuration() {
        let answer = Answer(probe: "os", status: 0, stdout: [1, 2], stderr: [3], durationMilliseconds: 5)
        var slower = answer
        slower.durationMilliseconds = 900
        let digest = AnswerSet([answer], context: ["key"]).digest
        #expect(AnswerSet([slower], context: ["key"]).digest == digest)
        var others: [Answer] = []
        for change in 0..<5 {
            var other = answer
            switch change {
            case 0: other.probe = "os2"
            case 1: other.status = nil
            case 2: other.stdout = [1]
            case 3: other.stderr = []
            default: other.truncated = true
            }
            others.append(other)
        }
        let digests = others.map { AnswerSet([$0], context: ["key"]).digest } + [AnswerSet([answer]).digest, digest]
        #expect(Set(digests).count == 7)
        #expect(digest.description.utf8.count == 64)
    }
}
