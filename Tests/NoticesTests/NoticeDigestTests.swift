import DecisionSamples
import Decisions
import EstateModel
import Notices
import Testing

struct NoticeDigestTests {
    @Test func theTextIsMarkedAndSaysTheWorstFirst() throws {
        let story = try Story.approved()
        let digest = try #require(NoticeDigest.digests(of: story.due("2027-02-20"), for: "servers").first)
        #expect(digest.subject == "Reeve: 2 decisions and plans need attention")
        let expected = """
            OFFICIAL-SENSITIVE

            For: Server Team Lead
            2 things are due, the most urgent first, as of 20 February 2027.

            1. Overdue: Plan P-0001: M1 is 64 days late, raised after 14 days.
               Retire Windows Server 2012 R2 - FS1. M1 was due on 18 December 2026, 64
               days ago; Server Team Lead answers for it.
               To do: Finish what is late, or have the plan approved anew with another
               day and the reason.

            2. Overdue: The evidence for control C-0001 is too old since 9 February
               2027.
               Endpoint agent on the file servers. It lowers no risk until a check
               passes. E-0001 rests on it.
               To do: Put it right and record a check that passed, or take it out of use
               with `reeve control retire C-0001`.

            Reeve tells each matter once at each stage. `reeve notices` lists all that is due.

            OFFICIAL-SENSITIVE

            """
        #expect(digest.text(title: "Server Team Lead", asOf: day("2027-02-20")) == expected)
    }

    @Test func aLongListIsSeveralMessages() {
        var question = NoticeQuestion(asOf: day("2026-11-20"), book: DecisionBook(), roles: People.roles)
        question.contracts = (0..<450).map { index in
            EndingContract(
                id: "c\(index)",
                kind: "support",
                about: nil,
                reference: "ref",
                organisations: ["darlbrook"],
                ends: day("2026-12-24"),
                noticeDays: 30
            )
        }
        let digests = NoticeDigest.digests(of: question.due(), for: "head-of-ict")
        #expect(digests.map(\.notices.count) == [200, 200, 50])
        #expect(Set(digests.flatMap(\.notices).map(\.id)).count == 450)
    }

    @Test func postsAreReachedAtTheirOwnAddressOrTheirHoldersAndStandIns() {
        let recipients = NoticeRecipients(roles: People.roles)
        func addresses(_ name: String, _ date: String) -> [String] {
            recipients.addresses(name, delegations: [People.delegation], on: day(date)).map(\.description)
        }
        #expect(addresses("siro-d", "2026-12-19") == ["dora@council.example"])
        #expect(addresses("siro-d", "2026-12-20") == ["dora@council.example", "max@council.example"])
        #expect(addresses("Parks", "2026-12-20").isEmpty)
        var post = People.posts[0]
        post.email = MailAddress("ict-desk@council.example")
        let own = NoticeRecipients(roles: RoleBook(people: People.people, posts: [post], delegations: []))
        #expect(
            own.addresses("architect", delegations: [], on: day("2026-12-20")).map(\.description) == [
                "ict-desk@council.example"
            ]
        )
    }

    @Test func anAddressIsPlain() {
        for good in ["a@b", "jane.smith@council.example", "o'neil+x@a-b.c1", "reeve@localhost"] {
            #expect(MailAddress(good)?.description == good)
        }
        let bad = [
            "", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b\r\nBcc: x@y", "<a@b>", "a,b@c", "\"a\"@b", "a@-b",
            "a@b-",
            "a@b..c", ".a@b", "a.@b", "a..b@c", "jané@b", "a@[127.0.0.1]", "a@b\u{0}", "a;b@c", "a(b)@c",
            String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 64),
        ]
        for text in bad { #expect(MailAddress(text) == nil, "\(text)") }
    }
}
