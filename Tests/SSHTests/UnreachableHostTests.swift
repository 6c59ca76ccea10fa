import EstateModel
import SSH
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct UnreachableHostTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let behaviour: MisbehavingServer.Behaviour
        let code: Problem.Code
        let message: String
        var testDescription: String { "\(behaviour)" }
    }

    private static let cases = [
        Case(behaviour: .silent, code: .connectTimeout, message: "identify itself"),
        Case(behaviour: .saysAndCloses(""), code: .connectionLost, message: "at once"),
        Case(behaviour: .saysAndCloses("Exceeded MaxStartups\r\n"), code: .connectionLost, message: "MaxStartups"),
        Case(behaviour: .resets, code: .connectionLost, message: "reset"),
        Case(behaviour: .says("HTTP/1.1 400 Bad\u{1B}[31m Request\r\n"), code: .connectTimeout, message: "identify"),
        Case(behaviour: .saysAndCloses("220 mail ESMTP\r\n"), code: .notSSH, message: "220 mail ESMTP"),
        Case(behaviour: .says("SSH-1.5-Cisco-1.25\n"), code: .notSSH, message: "SSH-1.5-Cisco"),
        Case(behaviour: .says("SSH-2.0-" + String(repeating: "x", count: 400) + "\n"), code: .notSSH, message: "SSH-2"),
        Case(behaviour: .repeats("busy\r\n"), code: .notSSH, message: "busy"),
        Case(behaviour: .repeats(String(repeating: "x", count: 4096)), code: .notSSH, message: "xxx"),
        Case(behaviour: .says("SSH-2.0-Stub\r\n"), code: .connectTimeout, message: "key exchange"),
        // The first bytes of a packet of 32,512 bytes, which takes minutes however busy the machine is.
        Case(behaviour: .drips("SSH-2.0-Stub\r\n\0\0\u{7f}"), code: .connectTimeout, message: "key exchange"),
        Case(behaviour: .repeats("SSH-2.0-Stub\r\n"), code: .connectionLost, message: "key exchange"),
        Case(behaviour: .saysAndCloses("SSH-2.0-Stub\r\n"), code: .connectionLost, message: "key exchange"),
    ]

    private static func failure(address: String = "127.0.0.1", port: UInt16) async throws -> SSHError? {
        let client = try makeClient(knownHosts: "/nowhere/known_hosts")
        do throws(SSHError) {
            _ = try await client.connect(
                to: SSHEndpoint(name: "db01", address: address, port: port, user: "reeve"),
                credential: .password(secret("secret")),
                limits: Limits(connect: .milliseconds(600))
            )
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: cases)
    func aServerThatIsNoProperSSHServerIsTold(_ example: Case) async throws {
        let server = try MisbehavingServer(example.behaviour)
        let error = try #require(try await Self.failure(port: server.port))
        #expect(error.code == example.code, "\(error)")
        #expect(error.message.contains(example.message), "\(error)")
        #expect(!error.description.contains("\u{1B}"))
    }

    @Test func aClosedPortIsRefused() async throws {
        let error = try #require(try await Self.failure(port: try LoopbackSocket.closedPort()))
        #expect(error.code == .connectionRefused)
        #expect(error.message.contains("127.0.0.1"))
    }

    @Test(arguments: ["no-such-host.invalid", "", "a\0b", "db 01"])
    func aNameThatIsNoneIsNotResolved(_ name: String) async throws {
        #expect(try await Self.failure(address: name, port: 22)?.code == .nameUnresolved)
    }

    @Test func cancellingIsPrompt() async throws {
        let server = try MisbehavingServer(.silent)
        let client = try makeClient(knownHosts: "/nowhere/known_hosts")
        let task = Task {
            try await client.connect(
                to: SSHEndpoint(name: "db01", address: "127.0.0.1", port: server.port, user: "reeve"),
                credential: .password(secret("secret")),
                limits: Limits(connect: .seconds(60))
            )
        }
        let poller = try ReadinessPoller()
        _ = await poller.sleep(until: .now.advanced(by: .milliseconds(100)))
        task.cancel()
        let error = await #expect(throws: SSHError.self) { _ = try await task.value }
        #expect(error?.code == .interrupted)
    }
}
