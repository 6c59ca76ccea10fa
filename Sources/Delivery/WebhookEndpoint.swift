import CCurl
import Crypto
package import EstateModel

/// A program that takes JSON over HTTPS and can tell by its signature who sent it.
package struct WebhookEndpoint: Sendable {
    /// The whole address; never shown, as its path can be a key.
    private let address: String
    /// What may be said of it: host and port.
    private let place: String
    private let isLoopback: Bool
    private let secret: Secret
    package var certificates: String?
    package var limit: Duration

    /// - Parameter isLoopback: plain HTTP is spoken, and no proxy used, with this machine itself only.
    package init(address: String, place: String, isLoopback: Bool, secret: Secret, limit: Duration = .seconds(30)) {
        self.address = address
        self.place = "webhook at \(visible(place, limit: 200))"
        self.isLoopback = isLoopback
        self.secret = secret
        self.limit = limit
    }

    /// Name of the header with the signature: `sha256=` and the HMAC-SHA256 of the body in hexadecimal.
    package static let signatureHeader = "X-Reeve-Signature"

    package static func signature(of body: [UInt8], with secret: Secret) -> String {
        let key = secret.withUTF8 { SymmetricKey(data: Array($0)) }
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Posts a document; it returns when the other side answered with a status from 200 to 299.
    ///
    /// - Parameter id: the same for the same document, so that one that comes twice can be known.
    package func post(_ body: [UInt8], id: String) async throws(DeliveryError) {
        guard isLoopback || address.hasPrefix("https://") else {
            throw DeliveryError(
                code: .untrusted,
                message: "\(place) is another machine, and notices to it must be encrypted; write https in its url"
            )
        }
        guard var transfer = CurlTransfer(limit: limit) else {
            throw DeliveryError(code: .failed, message: "libcurl cannot be used; is there memory left?")
        }
        let isPlain = address.hasPrefix("http://")
        transfer.allow(isPlain ? "http" : "https", isPlain ? reeve_curl_http : reeve_curl_https)
        transfer.set(CURLOPT_URL, address)
        if isLoopback { transfer.set(CURLOPT_PROXY, "") }
        if let certificates { transfer.set(CURLOPT_CAINFO, certificates) }
        transfer.set(
            CURLOPT_HTTPHEADER,
            list: [
                "Content-Type: application/json", "User-Agent: Reeve", "Expect:", "Idempotency-Key: \(id)",
                "\(Self.signatureHeader): \(Self.signature(of: body, with: secret))",
            ]
        )
        transfer.set(CURLOPT_POST, 1)
        transfer.set(CURLOPT_POSTFIELDSIZE, body.count)
        let outcome = await transfer.run(sending: body)
        try check(outcome)
    }

    private func check(_ outcome: CurlTransfer.Outcome) throws(DeliveryError) {
        guard outcome.result == CURLE_OK else {
            throw CurlFailure(outcome, place: place, section: "notices.webhook").error
        }
        guard !(200...299).contains(outcome.status) else { return }
        let advice =
            (300...399).contains(outcome.status)
            ? "it leads elsewhere, and that is never followed; write the final url"
            : "look at its log, and check url and secret in notices.webhook"
        throw DeliveryError(code: .failed, message: "\(place) answered with status \(outcome.status); \(advice)")
    }
}
