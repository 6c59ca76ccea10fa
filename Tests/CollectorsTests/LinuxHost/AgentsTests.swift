import EstateModel
import Testing

@testable import Collectors

/// Agents that protect a host, and what starts on it by itself.
struct AgentsTests {
    private func agents(_ text: String) -> [ProtectiveAgent]? { AgentsCollector.agents(Array(text.utf8)) }

    private func day(_ text: String) -> CalendarDay? { CalendarDay(text) }

    @Test func aHostWithThreeAgentsIsRead() throws {
        let found = AgentsCollector.agents(try Fixture.bytes("linux-host/agents/clamav-and-mdatp.txt"))
        #expect(
            found == [
                ProtectiveAgent(name: "clamav", isRunning: true, currentAsOf: day("2026-11-20")),
                ProtectiveAgent(name: "mdatp", isRunning: true, currentAsOf: day("2026-11-19")),
                ProtectiveAgent(name: "wazuh-agent", isRunning: false, currentAsOf: day("2026-11-21")),
            ]
        )
    }

    @Test func noAgentIsToldFromSilence() {
        #expect(agents("agents\n") == [])
        #expect(agents("") == nil)
    }

    @Test(arguments: ["agent clamav\n", "agen", "agents of the KGB\n", "Agenten\n", "\u{FFFD}\0\n", "agents agents\n"])
    func anAnswerThatIsNotWholeTellsNothing(text: String) {
        #expect(agents(text) == nil)
    }

    @Test func whereProcessesAreHiddenItIsUnknownWhetherOneRuns() {
        #expect(agents("agent clamav\nagents\n") == [ProtectiveAgent(name: "clamav")])
        #expect(agents("agent clamav\nagents\nprocess clamd\n")?.first?.isRunning == true)
        #expect(agents("agent clamav\nagents\nprocesses\n")?.first?.isRunning == false)
    }

    @Test(arguments: ["32 Nov 2026 01-01", "Novembre", "20 Foo 2026", "09/10/2026", "", "2026-13-01", "never"])
    func aDayThatCannotBeReadIsUnknown(text: String) {
        #expect(agents("agent clamav\nagents\nday clamav \(text)\n") == [ProtectiveAgent(name: "clamav")])
    }

    @Test(arguments: [
        ("Sept 08, 2022", "2022-09-08"), ("21 Nov 2026 09-31", "2026-11-21"), ("'2026-11-20'", "2026-11-20"),
    ])
    func daysAreReadInTheFormsOfTheAgents(text: String, expected: String) {
        #expect(agents("agent mdatp\nagents\nday mdatp \(text)\n")?.first?.currentAsOf == day(expected))
    }

    @Test func unknownAgentsAreNotTakenFromAHost() {
        #expect(agents("agent evil\nagents\nprocess evil\nday evil 20 Nov 2026\n") == [])
    }

    @Test func anAnswerThatWasCutOrRefusedIsUnknown() {
        let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: [AgentsCollector()])
        for status in [1, 124, 137] {
            let answer = Answer(probe: "agents", status: status, stdout: Array("agents\n".utf8))
            #expect(platform.collection(from: Answers([answer]), scriptDigest: "").agents == nil)
        }
        #expect(collect(with: AgentsCollector(), text: ["agents": "agents\n"]).agents == [])
    }

    @Test func everyAgentHasOneNameAndCanBeTold() {
        let all = AgentTable.all
        let words = all.flatMap { [$0.name] + $0.alsoCalled }
        #expect(Set(words).count == words.count && words.allSatisfy { $0 == $0.lowercased() })
        #expect(all.map(\.name) == all.map(\.name).sorted())
        for agent in all {
            #expect(!agent.services.isEmpty || !agent.places.isEmpty && !agent.processes.isEmpty, "\(agent.name)")
            #expect(agent.places.isEmpty == agent.processes.isEmpty, "\(agent.name)")
            #expect(agent.processes.allSatisfy { $0.utf8.count <= 15 }, "\(agent.name)")
        }
        #expect(AgentTable.name(of: "CrowdStrike") == "falcon-sensor" && AgentTable.name(of: "Foo") == "foo")
    }

    @Test(arguments: ShellRun.shells)
    func theProbeIsWholeInEveryShell(shell: String) throws {
        let platform = Platform(
            id: "linux",
            shell: .posix,
            systemNames: ["Linux"],
            collectors: [AgentsCollector(), ServicesCollector()]
        )
        let composed = PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        let answers = Answers(try ShellRun(composed, shell: shell).transcript.answers)
        let host = platform.collection(from: answers, scriptDigest: "")
        #expect(host.agents != nil && host.problems.isEmpty, "\(host.problems)")
    }
}

struct EnabledServicesTests {
    private func names(_ text: String) -> [String]? { EnabledServices.names(Array(text.utf8)) }

    @Test func namesStandOnceAndSorted() {
        #expect(names("unit\ta.service\t-\t/x\non\non\tssh\non\tcron\non\tssh\n") == ["cron", "ssh"])
    }

    @Test(arguments: ["", "on\tssh\n", "unit\ton\t-\t/x\n", "an\n", "\u{FFFD}\n"])
    func withoutTheWordThatTheListIsWholeNothingIsKnown(text: String) {
        #expect(names(text) == nil)
    }

    @Test func aHostOnWhichNothingStartsIsToldFromSilence() {
        #expect(names("on\n") == [])
    }

    @Test func aFloodIsBounded() {
        let text = "on\n" + (0..<5000).map { "on\ts\($0)\n" }.joined()
        #expect(names(text)?.count == EnabledServices.mostNames)
    }

    @Test func aListThatWasCutIsUnknown() {
        let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: [ServicesCollector()])
        let cut = Answer(probe: "services", status: 0, stdout: Array("on\non\tssh\n".utf8), truncated: true)
        #expect(platform.collection(from: Answers([cut]), scriptDigest: "").enabledServices == nil)
        #expect(collect(with: ServicesCollector(), text: ["services": "on\non\tssh\n"]).enabledServices == ["ssh"])
    }
}
