import DecisionSamples
import Decisions
import Testing

struct AuditVerifierTests {
    typealias Row = (sequence: Int64, body: String, digest: String)

    private func rows() throws -> [Row] {
        var story = try Sample.approved()
        for points in [12, 16, 12, 8] {
            try story.log(
                .risk(.score(risk: "R-0001", score: Sample.score(scan: 8, points: points), joined: [], left: []))
            )
        }
        return story.entries.map { ($0.sequence, $0.body, $0.digest) }
    }

    private func broken(_ rows: [Row], anchors: [AuditHead] = []) -> AuditBreak? {
        if case .broken(let found) = AuditVerifier.verify(rows, anchors: anchors) { return found }
        return nil
    }

    @Test func aWholeLogIsIntactAndEndsWhereItEnds() throws {
        let rows = try rows()
        let head = AuditHead(sequence: 10, digest: rows[9].digest)
        #expect(AuditVerifier.verify(rows) == .intact(head))
        #expect(
            AuditVerifier.verify(rows, anchors: [head, AuditHead(sequence: 3, digest: rows[2].digest)]) == .intact(head)
        )
        #expect(AuditVerifier.verify([]) == .intact(.empty))
    }

    @Test func everyChangedByteOfAnyBodyIsNamed() throws {
        let rows = try rows()
        for index in rows.indices {
            for offset in stride(from: 0, to: rows[index].body.utf8.count - 16, by: 37) {
                var changed = rows
                var bytes = Array(rows[index].body.utf8)
                bytes[offset] ^= 1
                changed[index].body = String(decoding: bytes, as: UTF8.self)
                #expect(broken(changed)?.sequence == Int64(index + 1))
                #expect(broken(changed)?.kind == .bodyChanged)
            }
        }
    }

    @Test func aChangedDigestIsToldFromAChangedBody() throws {
        var rows = try rows()
        rows[4].digest = String(repeating: "a", count: 64)
        #expect(broken(rows)?.sequence == 5)
        #expect(broken(rows)?.kind == .digestChanged)
        rows[4].body += " "
        #expect(broken(rows)?.kind == .rewritten)
    }

    @Test func aMissingEntryIsNamed() throws {
        let rows = try rows()
        for index in 0..<9 {
            var shorter = rows
            shorter.remove(at: index)
            #expect(broken(shorter)?.sequence == Int64(index + 1))
            #expect(broken(shorter)?.kind == .entryMissing)
        }
        var several = rows
        several.removeSubrange(2...4)
        #expect(broken(several)?.explanation == "entries 3 to 5 are missing")
    }

    @Test func entriesThatChangedPlacesAreNamed() throws {
        var rows = try rows()
        rows.swapAt(3, 4)
        #expect(broken(rows)?.kind == .entryMissing, "as the rows are read, entry 4 is not there")
        (rows[3].sequence, rows[4].sequence) = (4, 5)
        #expect(broken(rows)?.sequence == 4)
        #expect(broken(rows)?.kind == .order)
        #expect(broken(rows)?.explanation == "the entry at place 4 says that it is entry 5")
    }

    @Test func anEntryThatWasAddedTwiceIsNamed() throws {
        var rows = try rows()
        rows.insert(rows[5], at: 6)
        #expect(broken(rows)?.sequence == 6)
        #expect(broken(rows)?.kind == .order)
    }

    @Test func anEndThatWasCutOffShowsOnlyAgainstAKnownHead() throws {
        let rows = try rows()
        let head = AuditHead(sequence: 10, digest: rows[9].digest)
        let shorter = Array(rows.dropLast())
        #expect(broken(shorter) == nil)
        #expect(broken(shorter, anchors: [head])?.sequence == 10)
        #expect(broken(shorter, anchors: [head])?.kind == .entryMissing)
    }

    @Test func aLogThatWasWrittenAnewShowsAgainstAKnownHead() throws {
        let known = try rows()
        var story = try Sample.submitted()
        try story.log(.withdraw(exception: "E-0001"), reason: "another story")
        let anew = story.entries.map { ($0.sequence, $0.body, $0.digest) }
        #expect(broken(anew) == nil)
        let found = broken(anew, anchors: [AuditHead(sequence: 6, digest: known[5].digest)])
        #expect(found?.sequence == 6)
        #expect(found?.kind == .rewritten)
    }

    @Test func theLastEntryIsCheckedToo() throws {
        var rows = try rows()
        rows[9].body = rows[9].body.replacing("because", with: "nothing")
        #expect(broken(rows)?.sequence == 10)
    }

    @Test func aBodyThatEndsInNoSequenceIsStillChecked() throws {
        for body in ["", "}", "\"sequence\":}", "{\"sequence\":99999999999999999999999}", "{}", "9}"] {
            let digest = AuditChain.digest(previous: AuditHead.empty.digest, body: body)
            #expect(broken([(1, body, digest)]) == nil)
            #expect(broken([(1, body, String(digest.reversed()))])?.sequence == 1)
        }
    }
}
