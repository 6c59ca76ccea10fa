import DecisionSamples
import Decisions
import EstateModel
import Risk
import Testing

struct ControlTests {
    @Test func evidenceCountsForNinetyDaysAndNotOneMore() throws {
        let control = try #require(try Sample.story().book.controls["C-0001"])
        func standing(_ date: String) -> ControlRecord.Standing {
            control.standing(asOf: day(date), maximumAgeDays: 90)
        }
        #expect(standing("2027-02-08") == .holds(until: day("2027-02-08")))
        #expect(standing("2027-02-09") == .stale(after: day("2027-02-08")))
        #expect(control.lapse(asOf: day("2027-03-01"), maximumAgeDays: 90)?.since == day("2027-02-09"))
    }

    @Test func aFailedCheckCountsFromItsFirstFailureUntilItPasses() throws {
        var story = try Sample.story()
        story.date = "2026-12-10"
        try story.log(.control(.check(control: "C-0001", check: Sample.check(.fail, on: "2026-12-01"))))
        try story.log(.control(.check(control: "C-0001", check: Sample.check(.fail, on: "2026-12-08"))))
        var control = try #require(story.book.controls["C-0001"])
        #expect(control.standing(asOf: day("2026-12-10"), maximumAgeDays: 90) == .failed(since: day("2026-12-01")))
        #expect(control.scored.passed == false)
        try story.log(.control(.check(control: "C-0001", check: Sample.check(.pass, on: "2026-12-09"))))
        control = try #require(story.book.controls["C-0001"])
        #expect(control.standing(asOf: day("2026-12-10"), maximumAgeDays: 90) == .holds(until: day("2027-03-09")))
        #expect(control.scored.passed == true)
    }

    @Test func aCheckThatCouldNotTellRenewsNothing() throws {
        let story = try Sample.story()
        let check = Sample.check(.unknown, on: "2026-11-20")
        #expect(story.refusal(.control(.check(control: "C-0001", check: check)))?.codes == [.noChange])
    }

    @Test func whatIsMissingOfAControlIsListedAtOnce() throws {
        let story = try Sample.story()
        let empty = ControlDescription(.jumpHost, assets: [], ownerPost: " ", about: "")
        let check = ControlCheck(.fail, on: day("2026-11-21"), evidence: "", fact: "")
        let fault = story.refusal(.control(.record(control: "C-0002", description: empty, check: check)))
        #expect(fault?.gaps.count == 7)
        #expect(fault?.description.hasPrefix("C-0002 is refused, 7 things are wrong:\n  - ") == true)
    }

    @Test func anOlderCheckARetiredControlAndATakenNumberAreRefused() throws {
        var story = try Sample.story()
        let older = Sample.check(.pass, on: "2026-11-09")
        #expect(story.refusal(.control(.check(control: "C-0001", check: older)))?.codes == [.evidence])
        let again = ControlAct.record(control: "C-0001", description: Sample.control, check: Sample.check())
        #expect(story.refusal(.control(again))?.codes == [.number])
        try story.log(.control(.retire(control: "C-0001")))
        let newer = Sample.check(.pass, on: "2026-11-20")
        #expect(story.refusal(.control(.check(control: "C-0001", check: newer)))?.codes == [.state])
        #expect(story.refusal(.control(.retire(control: "C-0009")))?.codes == [.unknown])
    }

    private static func facts(_ change: (inout ControlFacts) -> Void = { _ in }) -> ControlFacts {
        var facts = ControlFacts(asset: 11, name: "fs1", on: day("2026-11-20"))
        facts.services = [
            ControlFacts.Service(name: "smb1", isOn: true), ControlFacts.Service(name: "telnet", isOn: nil),
        ]
        facts.listeners = [
            Listener(address: "0.0.0.0", port: 445, process: "smbd"), Listener(address: "::1", port: 25),
        ]
        facts.defaultRoutes = ["192.0.2.1 on eth0"]
        facts.interfacesUp = ["eth0"]
        facts.agents = [
            ControlFacts.Agent(name: "Falcon", isRunning: true, currentAsOf: day("2026-11-13")),
            ControlFacts.Agent(name: "old", isRunning: true, currentAsOf: day("2026-11-12")),
            ControlFacts.Agent(name: "off", isRunning: false, currentAsOf: nil),
            ControlFacts.Agent(name: "mute", isRunning: nil, currentAsOf: nil),
            ControlFacts.Agent(name: "undated", isRunning: true, currentAsOf: nil),
        ]
        change(&facts)
        return facts
    }

    struct Case: Sendable {
        let probe: ControlProbe
        let result: ControlCheck.Result
        let fact: String

        init(_ probe: ControlProbe, _ result: ControlCheck.Result, _ fact: String) {
            self.probe = probe
            self.result = result
            self.fact = fact
        }
    }

    @Test(arguments: [
        Case(.serviceDisabled(name: "SMB1"), .fail, "SMB1 is on at fs1"),
        Case(.serviceDisabled(name: "rsh"), .pass, "fs1 has no rsh"),
        Case(.serviceDisabled(name: "telnet"), .unknown, "whether telnet is on at fs1 is unknown"),
        Case(.noListener(port: 445), .fail, "smbd listens on 0.0.0.0 port 445 of fs1"),
        Case(.noListener(port: 25), .pass, "nothing listens on port 25 of fs1"),
        Case(.noDefaultRoute, .fail, "fs1 has a default route: 192.0.2.1 on eth0"),
        Case(.airGapped, .fail, "fs1 has a network interface that is up: eth0"),
        Case(
            .agentCurrent(name: "falcon", maximumAgeDays: 7),
            .pass,
            "falcon runs on fs1 and is current as of 13 November 2026"
        ),
        Case(
            .agentCurrent(name: "old", maximumAgeDays: 7),
            .fail,
            "old on fs1 is current as of 12 November 2026 only, 8 days before the scan"
        ),
        Case(.agentCurrent(name: "none", maximumAgeDays: 7), .fail, "none is not installed on fs1"),
        Case(.agentCurrent(name: "off", maximumAgeDays: 7), .fail, "off does not run on fs1"),
        Case(.agentCurrent(name: "mute", maximumAgeDays: 7), .unknown, "whether mute runs on fs1 was not learnt"),
        Case(
            .agentCurrent(name: "undated", maximumAgeDays: 7),
            .unknown,
            "how current undated is on fs1 was not learnt"
        ),
    ])
    func aScanChecksAgainWhatItCanSee(_ expected: Case) {
        let outcome = expected.probe.outcome(Self.facts())
        #expect(outcome.result == expected.result)
        #expect(outcome.fact == expected.fact)
        // What was not learnt is never taken as proof.
        #expect(expected.probe.outcome(ControlFacts(asset: 1, name: "fs1", on: day("2026-11-20"))).result == .unknown)
    }

    @Test func oneAssetThatFailsFailsAllAndOneThatIsMissingLeavesItOpen() {
        let good = Self.facts { $0.defaultRoutes = [] }
        let probe = ControlProbe.noDefaultRoute
        func check(_ facts: [Int64: ControlFacts]) -> ControlCheck {
            probe.check(assets: [11, 12], facts: facts, scan: 8, on: day("2026-11-20"))
        }
        #expect(check([11: good, 12: good]).result == .pass)
        #expect(check([11: good]).result == .unknown)
        #expect(check([11: good]).fact == "asset 12 was not reached by the scan")
        #expect(check([11: good, 12: Self.facts()]).result == .fail)
        #expect(check([12: Self.facts()]).result == .fail)
        #expect(check([11: good, 12: good]).evidence == "scan 8")
    }
}
