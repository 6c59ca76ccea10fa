import DecisionSamples
import Decisions
import EstateModel
import Notices
import TestSupport
import Testing

struct NoticePropertyTests {
    private static func endings(_ random: inout SeededRandom) -> [EndingSupport] {
        (0..<random.number(0...12)).map { index in
            EndingSupport(
                reference: "R-\(1000 + index)",
                product: random.pick(["debian", "windows-server", "a|b", "%7C"]),
                release: random.pick(["11", nil]),
                label: random.line(),
                organisation: random.pick(["darlbrook", "stockvale", nil]),
                owners: random.chance(50) ? [random.line()] : [],
                assetCount: random.number(1...9),
                day: day("2026-11-20").adding(days: random.number(-100...900)),
                isPaidCover: random.chance(30)
            )
        }
    }

    private static func question(_ random: inout SeededRandom) throws -> NoticeQuestion {
        var story = try Story.begun(title: "T" + random.line())
        if random.chance(80) { try story.approvePlan() }
        if random.chance(80) { try story.submit() }
        if story.book.exceptions["E-0001"] != nil, random.chance(70) { try story.approve() }
        var question = story.question("2026-11-20")
        question.asOf = day("2026-11-20").adding(days: random.number(0...700))
        question.supportEndings = endings(&random)
        if random.chance(30) { question.roles = RoleBook(people: [], posts: [], delegations: []) }
        return question
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyNoticeHasAnIdOfItsOwnAndSomebodyToTell(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var count = 0
        for _ in 0..<100 {
            let question = try Self.question(&random)
            let notices = question.due()
            #expect(Set(notices.map(\.id)).count == notices.count, "seed \(seed)")
            #expect(notices == question.due() && notices == notices.sorted(), "seed \(seed)")
            for notice in notices {
                #expect(!notice.recipients.isEmpty && notice.id.split(separator: "|").count == 4, "\(notice)")
                #expect(visible(notice.title + notice.text + notice.remedy, limit: 9000).hasPrefix(notice.title))
                #expect(
                    !notice.title.isEmpty && notice.text.hasSuffix(".") && notice.remedy.hasSuffix("."),
                    "\(notice)"
                )
            }
            count += notices.count
        }
        #expect(count > 100)
    }

    /// While nothing is decided, what is over does not come back: nobody is told the same twice, by whatever way.
    @Test(arguments: [4, 5] as [UInt64])
    func whatIsOverDoesNotComeBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<4 {
            var question = try Self.question(&random)
            let start = question.asOf
            var over: Set<String> = []
            var last: Set<String> = []
            for offset in 0..<120 {
                question.asOf = start.adding(days: offset)
                let ids = Set(question.due().map(\.id))
                #expect(ids.isDisjoint(with: over), "seed \(seed), \(question.asOf)")
                over.formUnion(last.subtracting(ids))
                last = ids
            }
        }
    }

    @Test func digestsHoldEveryNoticeOnceAndTellNothingInTheSubject() throws {
        var random = SeededRandom(seed: 6)
        for _ in 0..<60 {
            let notices = try Self.question(&random).due()
            for name in Set(notices.flatMap(\.recipients)) {
                let digests = NoticeDigest.digests(of: notices.shuffled(using: &random), for: name)
                #expect(digests.flatMap(\.notices) == notices.filter { $0.recipients.contains(name) })
                for digest in digests {
                    let digits = digest.subject.filter(\.isNumber)
                    #expect(digits == String(digest.notices.count))
                    let plain = digest.subject.replacing(digits, with: "3")
                    #expect(
                        plain == "Reeve: 3 decisions and plans need attention"
                            || plain == "Reeve: 3 decision or plan needs attention"
                    )
                }
            }
        }
    }
}
