import Delivery
import EstateModel
import TestSupport
import Testing

/// Against a real SMTP server on this machine.
@Suite(
    .enabled(if: TestMailServer.canEncrypt, "python3-aiosmtpd and openssl are needed"),
    .timeLimit(.minutes(2))
)
struct MailServerTests {
    private static let from = MailAddress("reeve@council.example")!
    private static let to = MailAddress("dora@council.example")!
    private static let message = Array("Subject: Hello\r\n\r\nOne\r\n.two\r\n..\r\n".utf8)

    private func server(
        _ port: UInt16,
        _ security: MailServer.Security,
        password: String? = nil,
        certificates: String? = nil,
        limit: Duration = .seconds(20)
    ) -> MailServer {
        var server = MailServer(host: "127.0.0.1", port: Int(port), security: security, limit: limit)
        server.certificates = certificates
        if let password { server.login = ("reeve", Secret(Array(password.utf8))) }
        return server
    }

    private func send(_ server: MailServer, to address: MailAddress = to) async -> DeliveryError? {
        do throws(DeliveryError) {
            try await server.send(Self.message, from: Self.from, to: address)
            return nil
        } catch {
            return error
        }
    }

    @Test func aMessageArrivesAsItWasWritten() async throws {
        let mail = try TestMailServer()
        #expect(await send(server(mail.port, .none)) == nil)
        let text = "reeve@council.example dora@council.example\nSubject: Hello\r\n\r\nOne\r\n.two\r\n..\r\n"
        #expect(mail.messages == [text])
    }

    @Test func withoutEncryptionNothingIsSaidToAnotherMachine() async throws {
        for host in ["mail.example", "127.0.0.1.example", "127.example"] {
            let failure = await send(MailServer(host: host, port: 25, security: .none, limit: .seconds(1)))
            #expect(failure?.code == .untrusted, "\(host): \(failure as Any)")
        }
    }

    @Test(arguments: [false, true])
    func aCertificateThatNobodyKnowsIsRefusedUnlessItIsNamed(isImplicit: Bool) async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "pass word"), isImplicit: isImplicit)
        let security: MailServer.Security = isImplicit ? .tls : .startTLS
        let refused = await send(server(mail.port, security, password: "pass word"))
        #expect(refused?.code == .untrusted && refused?.concernsAll == true)
        #expect(refused?.message.contains("name that one's file as ca in notices.smtp") == true, "\(refused as Any)")
        #expect(mail.logins.isEmpty, "nothing is said to a server that is not trusted")
        #expect(await send(server(mail.port, security, password: "pass word", certificates: mail.authority)) == nil)
        #expect(mail.logins == ["reeve:pass word"] && mail.messages.count == 1)
    }

    @Test func aCertificateForAnotherHostIsRefused() async throws {
        let mail = try TestMailServer.encrypted(for: "DNS:mail.council.example")
        let refused = await send(server(mail.port, .startTLS, certificates: mail.authority))
        #expect(refused?.code == .untrusted && mail.messages.isEmpty, "\(refused as Any)")
    }

    @Test func aServerWithoutEncryptionIsToldNothing() async throws {
        var options = TestMailServer.Options()
        options.login = ("reeve", "secret")
        let mail = try TestMailServer(options)
        let refused = await send(server(mail.port, .startTLS, password: "secret"))
        #expect(refused?.code == .untrusted && mail.logins.isEmpty, "\(refused as Any)")
    }

    @Test func plainMailGoesToThisMachineOnly() async throws {
        let other = MailServer(host: "192.0.2.1", port: 25, security: .none)
        #expect(await send(other)?.code == .untrusted)
    }

    @Test func aWrongPasswordIsSaidAndConcernsAll() async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "right"))
        let refused = await send(server(mail.port, .startTLS, password: "wrong4711", certificates: mail.authority))
        #expect(refused?.code == .loginRefused && refused?.concernsAll == true)
        #expect(refused?.message.contains("wrong4711") == false)
        #expect(mail.logins == ["reeve:wrong4711"] && mail.messages.isEmpty)
    }

    @Test func aRefusedRecipientConcernsThemAlone() async throws {
        var options = TestMailServer.Options()
        options.refused = ["gone@council.example"]
        let mail = try TestMailServer(options)
        let refused = await send(server(mail.port, .none), to: MailAddress("gone@council.example")!)
        #expect(refused?.code == .refused && refused?.concernsAll == false)
        let message = refused?.message ?? ""
        #expect(message.contains("did not take the message to gone@council.example (550 5.1.1 no such"), "\(message)")
        #expect(!message.contains("\u{1B}"))
        #expect(await send(server(mail.port, .none)) == nil)
    }

    @Test func aServerThatHangsIsGivenUp() async throws {
        var options = TestMailServer.Options()
        options.hangs = true
        let mail = try TestMailServer(options)
        let refused = await send(server(mail.port, .none, limit: .seconds(1)))
        #expect(refused?.code == .timeout && mail.messages.isEmpty, "\(refused as Any)")
    }

    @Test func whoDoesNotListenOrIsNoMailServerIsSaid() async throws {
        let closed = await send(server(try LoopbackSocket.closedPort(), .none))
        #expect(closed?.code == .unreachable)
        #expect(closed?.message.contains("check host and port in notices.smtp") == true, "\(closed as Any)")
        for behaviour in [
            MisbehavingServer.Behaviour.resets, .saysAndCloses("HTTP/1.1 400 Bad Request\r\n\r\n"), .silent,
            .repeats("220-hello\r\n"), .repeats("x"), .drips("220 "), .sendsAndCloses([0, 1, 2, 255]),
        ] {
            let other = try MisbehavingServer(behaviour)
            let error = await send(server(other.port, .none, limit: .seconds(2)))
            #expect(error != nil && error?.concernsAll == true, "\(behaviour)")
        }
    }
}
