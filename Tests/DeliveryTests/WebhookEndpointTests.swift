import Crypto
import Delivery
import EstateModel
import TestSupport
import Testing

/// Against a real web server on this machine that checks the signature itself.
@Suite(.enabled(if: PythonServer.isAvailable, "python3 is needed"), .timeLimit(.minutes(2)))
struct WebhookEndpointTests {
    private static let secret = Secret(Array("key".utf8))
    private static let body = Array(#"{"notices":[{"title":"é"}]}"#.utf8)

    private func endpoint(
        _ address: String,
        secret: Secret = secret,
        isLoopback: Bool = true,
        limit: Duration = .seconds(20)
    ) -> WebhookEndpoint {
        WebhookEndpoint(address: address, place: "127.0.0.1", isLoopback: isLoopback, secret: secret, limit: limit)
    }

    private func post(_ endpoint: WebhookEndpoint, _ body: [UInt8] = body) async -> DeliveryError? {
        do throws(DeliveryError) {
            try await endpoint.post(body, id: "abc")
            return nil
        } catch {
            return error
        }
    }

    @Test func theSignatureIsTheStandardsOwn() {
        // RFC 4231, test case 2.
        let secret = Secret(Array("Jefe".utf8))
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(WebhookEndpoint.signature(of: Array("what do ya want for nothing?".utf8), with: secret) == expected)
    }

    @Test func aDocumentArrivesSigned() async throws {
        let webhook = try TestWebhook(secret: "key")
        #expect(await post(endpoint(webhook.address)) == nil)
        #expect(webhook.documents == [String(decoding: Self.body, as: UTF8.self)])
        let headers = webhook.headers.first ?? ""
        #expect(headers.contains("Content-Type: application/json\n") && headers.contains("Idempotency-Key: abc\n"))
        let large = [UInt8](repeating: UInt8(ascii: "x"), count: 2 << 20)
        #expect(await post(endpoint(webhook.address), large) == nil)
        #expect(webhook.documents.last?.utf8.count == 2 << 20)
    }

    @Test func anotherKeyIsRefusedByTheOtherSide() async throws {
        let webhook = try TestWebhook(secret: "key")
        let refused = await post(endpoint(webhook.address, secret: Secret(Array("other".utf8))))
        #expect(refused?.message.contains("answered with status 403") == true && webhook.documents.isEmpty)
    }

    @Test func aRedirectIsNotFollowed() async throws {
        let elsewhere = try TestWebhook(secret: "key")
        let webhook = try TestWebhook(secret: "key", answer: "redirect", elsewhere: elsewhere.port)
        let refused = await post(endpoint(webhook.address))
        #expect(refused?.message.contains("never followed") == true && elsewhere.documents.isEmpty)
    }

    @Test(arguments: ["fail", "endless", "hang"])
    func whatGoesWrongIsSaid(answer: String) async throws {
        let webhook = try TestWebhook(secret: "key", answer: answer)
        let failure = await post(endpoint(webhook.address, limit: .seconds(answer == "hang" ? 1 : 20)))
        #expect(failure != nil && failure?.message.contains("webhook at 127.0.0.1") == true, "\(failure as Any)")
        #expect(answer != "hang" || failure?.code == .timeout)
    }

    @Test func anotherMachineIsToldOverHTTPSOnly() async throws {
        let other = endpoint("http://192.0.2.1/notices", isLoopback: false)
        #expect(await post(other)?.code == .untrusted)
        let file = endpoint("file:///etc/hostname")
        #expect(await post(file) != nil)
    }
}
