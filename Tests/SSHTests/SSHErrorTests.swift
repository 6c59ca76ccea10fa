import EstateModel
import SSH
import TestSupport
import Testing

struct SSHErrorTests {
    @Test func anErrorIsAProblemOfTheSameCode() {
        let error = SSHError(.unreachable, "db01: no route", remedy: "check the route")
        let expected = Problem(.unreachable, message: "db01: no route", remedy: "Check the route.")
        #expect(error.problem == expected)
        #expect(error.description == "db01: no route; check the route")
    }

    @Test(arguments: [("", ""), ("look", "Look."), ("Look.", "Look."), ("öffne", "Öffne."), ("why?", "Why?")])
    func aRemedyIsAWholeSentence(text: String, sentence: String) {
        #expect(SSHError(.unreachable, "", remedy: text).problem.remedy == sentence)
    }

    @Test func hostileNamesAreShownHarmlessly() async throws {
        let client = try makeClient(knownHosts: "/nowhere/known_hosts")
        let endpoint = SSHEndpoint(
            name: "db01\u{1B}[31m",
            address: "127.0.0.1",
            port: try LoopbackSocket.closedPort(),
            user: "reeve"
        )
        let error = await #expect(throws: SSHError.self) {
            _ = try await client.connect(to: endpoint, credential: .password(secret("x")), limits: Limits())
        }
        #expect(error?.description.contains("\u{1B}") == false)
    }

    @Test func theDescriptorLimitIsRaisedToWhatIsAllowed() throws {
        let limit = try #require(FileDescriptorLimit.raise())
        #expect(limit > 0)
        #expect(FileDescriptorLimit.raise() == limit)
    }
}
