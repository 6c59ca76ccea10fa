import DecisionSamples
import Decisions
import EstateModel
import TestSupport
import Testing

struct AssetActTests {
    private func story(_ acts: AssetAct...) throws -> Story {
        var story = Story()
        for act in acts { try story.log(.asset(act), by: People.architect, reason: "because") }
        return story
    }

    private func refusal(_ act: Act, of story: Story) -> String? {
        story.refusal(act).map { "\($0)" }
    }

    @Test func whoTookAnAssetOutOfUseIsKept() throws {
        let story = try story(.retire(asset: 7, name: "fs7"))
        let retirement = try #require(story.book.assets[7]?.retirement)
        #expect(retirement.by == People.architect && retirement.reason == "because")
        #expect(story.book.assets[7]?.departure?.hasPrefix("fs7 was taken out of use on ") == true)
        #expect(
            try #require(refusal(.asset(.retire(asset: 7, name: "fs7")), of: story)).contains("was taken out of use")
        )
    }

    @Test func whatAScanMeetsAgainIsBackAndMayLeaveAgain() throws {
        let story = try story(
            .retire(asset: 7, name: "fs7"),
            .restore(asset: 7, scan: 4),
            .retire(asset: 7, name: "fs7-old")
        )
        #expect(story.book.assets[7]?.name == "fs7-old")
        #expect(refusal(.asset(.restore(asset: 8, scan: 4)), of: story)?.contains("was not taken out of use") == true)
        #expect(try DecisionBook(replaying: story.entries) == story.book)
    }

    @Test func aMergeIsUndoneOnce() throws {
        let merge = AssetAct.merge(asset: 2, name: "copy", into: 1, intoName: "original", merge: 5)
        let story = try story(merge, .split(asset: 2, merge: 5))
        #expect(story.book.assets[2]?.merges.map(\.undoneOn) == [story.entries.last?.at.londonDay])
        #expect(refusal(.asset(.split(asset: 2, merge: 5)), of: story)?.contains("undone already") == true)
        let itself = AssetAct.merge(asset: 2, name: "copy", into: 2, intoName: "copy", merge: 6)
        #expect(refusal(.asset(itself), of: story)?.contains("into itself") == true)
    }

    /// Somebody who can write to the inventory and not to the log cannot make a risk go away.
    @Test func aRiskIsNotClosedByAnAssetThatNobodyTookOutOfUse() throws {
        var story = try Sample.story()
        let proof = Sighting(scan: 9, on: day("2026-12-01"))
        let close = Act.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: [1]))
        #expect(refusal(close, of: story)?.contains("nobody took asset 1 out of use") == true)
        try story.log(.asset(.retire(asset: 1, name: "fs1")), by: People.architect)
        #expect(refusal(close, of: story) == nil)
    }

    /// Every family has words of its own, in one line.
    @Test func whatHappenedIsToldInWords() throws {
        let told: [(AssetAct, String)] = [
            (.retire(asset: 7, name: "fs\u{1B}7"), "Asset 7 (fs\\u{1b}7) taken out of use"),
            (.restore(asset: 7, scan: 4), "Asset 7 back in use: scan 4 met it"),
            (
                .merge(asset: 2, name: "copy", into: 1, intoName: "original", merge: 5),
                "Asset 2 (copy) merged into asset 1 (original)"
            ),
            (.split(asset: 2, merge: 5), "Asset 2 on its own again: merge 5 undone"),
        ]
        for (act, words) in told { #expect(Act.asset(act).summary(organisations: [:]) == words) }
    }
}
