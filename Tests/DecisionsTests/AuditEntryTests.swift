import DecisionSamples
import Decisions
import EstateModel
import Testing

struct AuditEntryTests {
    @Test func theSameContentGivesTheSameBytes() throws {
        let (first, second) = (try Sample.approved(), try Sample.approved())
        #expect(first.entries.map(\.body) == second.entries.map(\.body))
        #expect(first.book.head == second.book.head)
    }

    @Test func whatIsStoredIsReadBackAndWritesTheSameBytes() throws {
        for entry in try Sample.approved(terms: Sample.terms(organisations: ["darlbrook", "stockvale"])).entries {
            let read = try AuditEntry(
                sequence: entry.sequence,
                body: entry.body,
                digest: entry.digest,
                previous: entry.previous
            )
            #expect(read == entry)
            let again = try AuditEntry(
                read.content,
                leaving: read.state,
                after: AuditHead(sequence: entry.sequence - 1, digest: entry.previous)
            )
            #expect(again == entry)
            let mark = try #require(entry.state)
            #expect(entry.body.hasSuffix(",\"sequence\":\(entry.sequence),\"state\":\"\(mark.text)\"}"))
        }
    }

    @Test func theFirstEntryIsChainedToNothing() throws {
        let entry = try #require(Sample.story().entries.first)
        #expect(entry.previous == String(repeating: "0", count: 64))
        #expect(entry.digest == AuditChain.digest(of: entry.previous + "\n" + entry.body))
        // What sha256sum says of the same bytes.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(AuditChain.digest(of: "abc") == known)
    }

    @Test func theShapeOfAnEntryIsAFileFormat() throws {
        let content = AuditContent(
            at: noon("2026-11-20"),
            actor: People.siroD,
            reason: "no longer needed",
            seen: Seen(scan: 7, policy: "ab"),
            act: .exception(.revoke(exception: "E-0001"))
        )
        let entry = try AuditEntry(content, after: AuditHead(sequence: 40, digest: String(repeating: "f", count: 64)))
        let expected =
            #"{"act":{"exception":{"revoke":{"exception":"E-0001"}}},"actor":{"name":"Dora","organisation":"darlbrook","#
            + #""person":"dora","post":"siro-d","role":"siro","title":"Director of Resources (SIRO)"},"#
            + #""at":"2026-11-20T12:00:00Z","reason":"no longer needed","seen":{"policy":"ab","scan":7},"sequence":41}"#
        #expect(entry.body == expected)
    }

    @Test func anEntryAtAnotherPlaceOrInAnotherShapeIsRefused() throws {
        let entry = try #require(Sample.story().entries.last)
        func read(_ sequence: Int64, _ body: String) throws {
            _ = try AuditEntry(sequence: sequence, body: body, digest: entry.digest, previous: entry.previous)
        }
        #expect(throws: DecisionFault.self) { try read(9, entry.body) }
        for body in ["", "{}", "null", "[]", entry.body.replacing("\"plan\":{", with: "\"plans\":{")] {
            #expect(throws: DecisionFault.self) { try read(entry.sequence, body) }
        }
    }

    @Test func aLogIsReplayedOnlyInItsOrder() throws {
        let story = try Sample.approved()
        #expect(try DecisionBook(replaying: story.entries) == story.book)
        #expect(throws: DecisionFault.self) { try DecisionBook(replaying: story.entries.dropFirst()) }
        #expect(throws: DecisionFault.self) { try DecisionBook(replaying: story.entries + story.entries.suffix(1)) }
    }

    @Test func timeInTheLogOnlyGoesForward() throws {
        var story = try Sample.story()
        story.date = "2026-11-19"
        let fault = story.refusal(.draft(exception: "E-0001", request: Sample.request))
        #expect(fault?.messages.contains("this machine's clock says 2026-11-19") == true)
        let last = noon("2026-11-20")
        #expect(try story.book.moment(now: last.adding(seconds: -200)) == last)
        #expect(try story.book.moment(now: last.adding(seconds: 5)) == last.adding(seconds: 5))
        #expect(throws: DecisionFault.self) { try story.book.moment(now: last.adding(seconds: -301)) }
    }

    @Test func nothingIsDoneWithoutAReason() throws {
        var story = try Sample.story()
        #expect(throws: DecisionFault.self) {
            try story.log(.draft(exception: "E-0001", request: Sample.request), reason: " \n")
        }
    }
}
