import DecisionSamples
import Decisions
import EstateModel
import Notices
import Testing

/// The number that must be 0 reaches whoever answers for it.
struct UnmanagedNoticeTests {
    private func due(_ book: DecisionBook, plan: String? = nil, on date: String = "2026-12-01") -> [Notice] {
        var question = NoticeQuestion(
            asOf: day(date),
            book: book,
            roles: RoleBook(people: People.people, posts: People.posts, delegations: [])
        )
        question.unmanaged = [
            UnmanagedRisk(
                reference: "R-0001",
                label: "Windows Server 2012 R2",
                organisation: "darlbrook",
                owners: ["Head of Planning"],
                assetCount: 2,
                firstSeen: day("2026-11-20"),
                plan: plan
            )
        ]
        return question.due().filter { $0.kind == .riskUnmanaged }
    }

    @Test func anUnmanagedRiskIsToldOnceToItsOwnerAndTheSiroOfItsCouncil() throws {
        let notice = try #require(due(DecisionBook()).first)
        #expect(notice.id == "risk-unmanaged|R-0001|first|2026-11-20")
        #expect(notice.recipients == ["planning", "siro-d"])
        #expect(due(DecisionBook(), on: "2027-06-01").map(\.id) == [notice.id], "the same however long it lasts")
        #expect(notice.text.contains("Nothing is planned.") && notice.remedy.contains("reeve plan draft R-0001"))
        let planned = try #require(due(DecisionBook(), plan: "P-0001").first)
        #expect(planned.text.contains("P-0001 is planned") && !planned.remedy.contains("plan draft"))
    }

    /// A machine that came later is nobody's to be forgotten beside those that an exception covers.
    @Test func whatAnExceptionLeavesOutIsToldAnew() throws {
        var question = NoticeQuestion(
            asOf: day("2026-12-01"),
            book: try Sample.approved().book,
            roles: RoleBook(people: People.people, posts: People.posts, delegations: [])
        )
        func told(_ uncovered: [Int64]) -> Notice? {
            var risk = UnmanagedRisk(
                reference: "R-0001",
                label: "Windows Server 2012 R2",
                organisation: "darlbrook",
                owners: [],
                assetCount: 3,
                firstSeen: day("2026-11-20"),
                plan: "P-0001"
            )
            (risk.exceptions, risk.uncovered) = (["E-0001"], uncovered)
            question.unmanaged = [risk]
            return question.due().first { $0.kind == .riskUnmanaged }
        }
        let one = try #require(told([13]))
        #expect(one.text.contains("E-0001 leaves out 1 of them."))
        #expect(try #require(told([13])).id == one.id && told([13, 14])?.id != one.id)
    }

    @Test func aRevocationIsToldAnew() throws {
        var story = try Sample.approved()
        story.date = "2026-11-28"
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        let notice = try #require(due(story.book).first)
        #expect(notice.id == "risk-unmanaged|R-0001|E-0001|2026-11-28")
        #expect(notice.text.contains("E-0001 allowed it and was revoked on 28 November 2026."))
    }
}
