import EstateModel
import Testing

@testable import Collectors

/// Agents, ways out and switched-on services of Windows.
struct WindowsAgentsTests {
    private func agents(_ text: String) -> [ProtectiveAgent]? {
        WindowsAgents.agents(WindowsOutput.rows(Array(text.utf8)))
    }

    private static let server = """
        {"Service":"CSFalconService","State":"Running"}
        {"Service":"WinDefend","State":"Running"}
        {"DefenderService":"True","Antivirus":"True","Signatures":"2026-11-20"}
        {"Asked":"services"}
        """

    @Test func aServerWithTwoAgentsIsRead() {
        #expect(
            agents(Self.server) == [
                ProtectiveAgent(name: "defender", isRunning: true, currentAsOf: CalendarDay("2026-11-20")),
                ProtectiveAgent(name: "falcon-sensor", isRunning: true),
            ]
        )
    }

    /// Beside another product Defender's service runs, and protects nothing.
    @Test func whatDefenderSaysOfItselfStandsAboveItsService() {
        let text = Self.server.replacing(#""Antivirus":"True""#, with: #""Antivirus":"False""#)
        #expect(agents(text)?.first?.isRunning == false)
    }

    @Test func theSecurityCentreNamesProductsOfDesktops() {
        let text = """
            {"Product":"Windows Defender","On":"False"}
            {"Product":"Größer Antivirus","On":"True"}
            {"Asked":"services"}
            """
        #expect(agents(text) == [ProtectiveAgent(name: "größer antivirus", isRunning: true)])
    }

    @Test func noAgentIsToldFromSilence() {
        #expect(agents(#"{"Asked":"services"}"#) == [])
        #expect(agents("") == nil)
        #expect(agents(#"{"Service":"WinDefend","State":"Running"}"#) == nil)
    }

    @Test(arguments: ["{\"Asked\":", "Das Argument ist null.", "{}", "[]", "\u{FFFD}\0"])
    func whatCannotBeReadIsUnknown(text: String) {
        #expect(agents(text) == nil)
    }

    /// The state is not translated by the probe; a word that is unknown is not taken for running.
    @Test(arguments: [("Stopped", false), ("Wird ausgeführt", false), ("Running", true)])
    func aServiceRunsWhenItSaysSo(state: String, isRunning: Bool) {
        let text = "{\"Service\":\"Sense\",\"State\":\"\(state)\"}\n{\"Asked\":\"services\"}"
        #expect(agents(text) == [ProtectiveAgent(name: "mdatp", isRunning: isRunning)])
    }

    @Test func oldPowerShellGivesTheSignaturesDayInFigures() {
        let text =
            #"{"DefenderService":"True","Antivirus":"True","Signatures":"20261120"}"# + "\n{\"Asked\":\"services\"}"
        #expect(agents(text)?.first?.currentAsOf == CalendarDay("2026-11-20"))
    }

    @Test func routesAndAdaptersAreRead() {
        let text = """
            {"Route":"192.0.2.1 on Ethernet0"}
            {"Asked":"routes"}
            {"Up":"Ethernet0"}
            {"Up":"Loopback Pseudo-Interface 1"}
            {"Asked":"adapters"}
            """
        let state = WindowsRoutes.state(WindowsOutput.rows(Array(text.utf8)))
        #expect(state == NetworkState(defaultRoutes: ["192.0.2.1 on Ethernet0"], interfacesUp: ["Ethernet0"]))
        let part = WindowsRoutes.state(WindowsOutput.rows(Array(#"{"Asked":"routes"}"#.utf8)))
        #expect(part == NetworkState(defaultRoutes: [], interfacesUp: nil))
        #expect(WindowsRoutes.state([]) == NetworkState())
    }

    @Test func allServicesThatAreSwitchedOnAreNamed() {
        let rows = WindowsOutput.rows(
            Array("{\"Name\":\"W3SVC\"}\n{\"On\":\"Spooler|W3SVC\"}\n{\"On\":\"BFE\"}\n".utf8)
        )
        #expect(WindowsServices.enabled(rows) == ["BFE", "Spooler", "W3SVC"])
        #expect(WindowsServices.enabled([["name": "W3SVC"]]) == nil)
        #expect(WindowsServices.facts(rows).map(\.fields) == [["name": "W3SVC"]])
    }
}
