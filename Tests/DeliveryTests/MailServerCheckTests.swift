import Delivery
import EstateModel
import TestSupport
import Testing

/// What a server says before there is a message, against a real one on this machine.
@Suite(
    .enabled(if: TestMailServer.canEncrypt, "python3-aiosmtpd and openssl are needed"),
    .timeLimit(.minutes(2))
)
struct MailServerCheckTests {
    private static let from = MailAddress("reeve@council.example")!

    private func check(_ server: MailServer) async -> DeliveryError? {
        do throws(DeliveryError) {
            try await server.check(from: Self.from)
            return nil
        } catch {
            return error
        }
    }

    @Test func aServerThatTakesMailIsSentNone() async throws {
        let mail = try TestMailServer()
        #expect(await check(MailServer(host: "127.0.0.1", port: Int(mail.port), security: .none)) == nil)
        #expect(mail.messages.isEmpty)
    }

    @Test func theLoginIsTriedOnceAndOnlyAfterEncryption() async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "right 4711"))
        var server = MailServer(host: "127.0.0.1", port: Int(mail.port), security: .startTLS)
        server.login = ("reeve", Secret(Array("right 4711".utf8)))
        #expect(await check(server)?.code == .untrusted && mail.logins.isEmpty)
        server.certificates = mail.authority
        #expect(await check(server) == nil && mail.logins == ["reeve:right 4711"])
        server.login = ("reeve", Secret(Array("wrong 4712".utf8)))
        let refused = await check(server)
        #expect(refused?.code == .loginRefused && refused?.message.contains("4712") == false, "\(refused as Any)")
        #expect(mail.logins.count == 2 && mail.messages.isEmpty)
    }

    @Test func aServerThatWantsALoginIsNamedBeforeAnythingIsDue() async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "right"))
        var server = MailServer(host: "127.0.0.1", port: Int(mail.port), security: .startTLS)
        server.certificates = mail.authority
        let refused = await check(server)
        #expect(refused?.code == .refused, "\(refused as Any)")
        let advice = "check from, username and password of notices.smtp"
        #expect(refused?.message.contains("did not take mail from reeve@council.example (530 ") == true)
        #expect(refused?.message.hasSuffix(advice) == true, "\(refused as Any)")
    }

    @Test func nobodyThereIsOneSentence() async throws {
        let port = try LoopbackSocket.closedPort()
        let failure = await check(MailServer(host: "127.0.0.1", port: Int(port), security: .none))
        #expect(failure?.code == .unreachable, "\(failure as Any)")
        #expect(await check(MailServer(host: "mail.example", port: 25, security: .none))?.code == .untrusted)
    }
}
