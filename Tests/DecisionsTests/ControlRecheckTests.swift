import DecisionSamples
import EstateModel
import Risk
import Testing

@testable import Decisions

/// What a scan means for controls that it can look at.
struct ControlRecheckTests {
    private func control(_ id: String = "C-0002", last: ControlCheck?, assets: [Int64] = [11]) -> ControlRecord {
        ControlRecord(
            id: id,
            kind: .segmented,
            assets: assets,
            ownerPost: "architect",
            about: "Rule 114",
            probe: .noListener(port: 445),
            lastCheck: last,
            failingSince: last?.result == .fail ? last?.on : nil,
            changedBy: 1
        )
    }

    private func facts(_ asset: Int64 = 11, open: Bool? = false, on date: String = "2026-11-20") -> ControlFacts {
        var facts = ControlFacts(asset: asset, name: "fs\(asset)", on: day(date))
        facts.listeners = open.map { $0 ? [Listener(address: "0.0.0.0", port: 445)] : [] }
        return facts
    }

    private func recheck(_ controls: [ControlRecord], _ facts: [ControlFacts]) -> [ControlRecheck.Outcome] {
        ControlRecheck(controls, facts: Dictionary(uniqueKeysWithValues: facts.map { ($0.asset, $0) }), scan: 8)
            .outcomes
    }

    private func check(_ result: ControlCheck.Result, on date: String) -> ControlCheck {
        ControlCheck(result, on: day(date), evidence: "scan 7", fact: "nothing listens")
    }

    @Test func aPassRenewsTheEvidenceOnceADay() {
        let passed = check(.pass, on: "2026-11-19")
        let found = recheck([control(last: passed)], [facts()])
        #expect(found.map(\.isNews) == [true])
        let fact = "nothing listens on port 445 of fs11"
        #expect(found[0].check == ControlCheck(.pass, on: day("2026-11-20"), evidence: "scan 8", fact: fact))
        #expect(recheck([control(last: check(.pass, on: "2026-11-20"))], [facts()]).map(\.isNews) == [false])
    }

    @Test func aChangeIsNewsOnTheSameDay() {
        let failed = recheck([control(last: check(.pass, on: "2026-11-20"))], [facts(open: true)])
        #expect(failed.map(\.isNews) == [true] && failed[0].check.result == .fail)
        #expect(failed[0].check.fact == "something listens on 0.0.0.0 port 445 of fs11")
        let again = recheck([control(last: check(.fail, on: "2026-11-20"))], [facts(open: true)])
        #expect(again.map(\.isNews) == [false] && again[0].check.result == .fail)
        #expect(recheck([control(last: check(.fail, on: "2026-11-20"))], [facts()]).map(\.isNews) == [true])
    }

    @Test func whatCannotBeToldIsLeftOut() {
        let last = check(.pass, on: "2026-11-19")
        #expect(recheck([control(last: last)], [facts(open: nil)]).isEmpty)
        #expect(recheck([control(last: last)], []).isEmpty)
        #expect(recheck([control(last: last, assets: [11, 12])], [facts()]).isEmpty)
        var people = control(last: last)
        people.probe = nil
        var retired = control(last: last)
        retired.retiredOn = day("2026-11-19")
        #expect(recheck([people, retired], [facts(open: true)]).isEmpty)
    }

    @Test func oneAssetThatFailsFailsTheControlThoughAnotherWasNotReached() {
        let found = recheck([control(last: nil, assets: [11, 12])], [facts(open: true)])
        #expect(found.map(\.check.result) == [.fail])
    }

    /// A person may have looked after the scan began.
    @Test func aScanDoesNotSpeakAgainstALaterLook() {
        let later = check(.fail, on: "2026-11-21")
        #expect(recheck([control(last: later)], [facts()]).map(\.isNews) == [false])
    }

    @Test func theSystemsLookIsTakenIntoTheLog() throws {
        var story = try Sample.story()
        story.date = "2026-11-20"
        var description = Sample.control
        description.probe = .noListener(port: 445)
        let first = check(.pass, on: "2026-11-18")
        try story.log(.control(.record(control: "C-0002", description: description, check: first)))
        let record = try #require(story.book.controls["C-0002"])
        let open = record.assets.map { facts($0, open: true) }
        let found = try #require(recheck([record], open).first)
        try story.log(.control(.check(control: "C-0002", check: found.check)), by: .system)
        #expect(story.book.controls["C-0002"]?.failingSince == day("2026-11-20"))
        #expect(story.book.controls["C-0002"]?.scored.passed == false)
        #expect(try DecisionBook(replaying: story.entries) == story.book)
    }
}
