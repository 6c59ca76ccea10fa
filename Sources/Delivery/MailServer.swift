import CCurl
package import EstateModel

/// A mail server that takes messages, through libcurl.
package struct MailServer: Sendable {
    package enum Security: Sendable {
        /// Nothing is said, no login above all, before the connection is secure.
        case startTLS
        case tls
        /// For a server on this machine only; anything else is refused.
        case none
    }

    package var host: String
    package var port: Int
    package var security: Security
    /// A file of certificates that are trusted beside the system's.
    package var certificates: String?
    package var login: (user: String, password: Secret)?
    /// For one message, the connection included.
    package var limit: Duration

    package init(host: String, port: Int, security: Security, limit: Duration = .seconds(60)) {
        self.host = host
        self.port = port
        self.security = security
        self.limit = limit
    }

    private var place: String { "mail server \(visible(host, limit: 200)) port \(port)" }

    /// Hands one message over; it returns when the server has taken it.
    ///
    /// - Parameter message: in the form of RFC 5322, with CR LF.
    package func send(
        _ message: [UInt8],
        from: MailAddress,
        to recipient: MailAddress
    ) async throws(DeliveryError) {
        var transfer = try transfer(from: from)
        transfer.set(CURLOPT_MAIL_FROM, "<\(from)>")
        transfer.set(CURLOPT_MAIL_RCPT, list: ["<\(recipient)>"])
        transfer.set(CURLOPT_UPLOAD, 1)
        let outcome = await transfer.run(sending: message)
        if outcome.result == CURLE_OK { return }
        let advice = "check the address in estate.yaml, or ask whoever runs the server"
        throw failure(outcome, refusing: "the message to \(recipient)", advice)
    }

    /// Goes as far as a message does that has no recipient yet: the connection, its encryption, the login, the sender.
    /// Nothing is sent.
    package func check(from: MailAddress) async throws(DeliveryError) {
        var transfer = try transfer(from: from)
        transfer.set(CURLOPT_CUSTOMREQUEST, "MAIL FROM:<\(from)>")
        let outcome = await transfer.run(sending: [])
        if outcome.result == CURLE_OK, (200...299).contains(outcome.status) { return }
        throw failure(outcome, refusing: "mail from \(from)", "check from, username and password of notices.smtp")
    }

    /// With everything that is set before a message.
    private func transfer(from: MailAddress) throws(DeliveryError) -> CurlTransfer {
        guard security != .none || isLoopbackName(host) else {
            throw DeliveryError(
                code: .untrusted,
                message: "\(place) is another machine, and mail to it must be encrypted; set tls to starttls or tls"
            )
        }
        guard var transfer = CurlTransfer(limit: limit) else {
            throw DeliveryError(code: .failed, message: "libcurl cannot be used; is there memory left?")
        }
        let bracketed = host.contains(":") ? "[\(host)]" : host
        transfer.allow("smtp,smtps", reeve_curl_smtp)
        // Behind the slash: the name that we call ourselves by.
        transfer.set(CURLOPT_URL, "\(security == .tls ? "smtps" : "smtp")://\(bracketed):\(port)/\(from.domain)")
        // A proxy of the environment is for the web.
        transfer.set(CURLOPT_PROXY, "")
        if security == .startTLS { transfer.set(CURLOPT_USE_SSL, reeve_curl_use_tls_always) }
        if let certificates { transfer.set(CURLOPT_CAINFO, certificates) }
        if let login {
            transfer.set(CURLOPT_USERNAME, login.user)
            transfer.set(CURLOPT_PASSWORD, login.password)
        }
        return transfer
    }

    private func failure(
        _ outcome: CurlTransfer.Outcome,
        refusing what: String,
        _ advice: String
    ) -> DeliveryError {
        let said = outcome.lastLine.isEmpty ? outcome.detail : outcome.lastLine
        func error(_ code: DeliveryError.Code, _ what: String) -> DeliveryError {
            DeliveryError(code: code, message: what)
        }
        switch outcome.result {
        case CURLE_LOGIN_DENIED:
            return error(
                .loginRefused,
                // What the server says of a login may hold what it was given.
                "\(place) refused the login (code \(outcome.status)); check username and password of notices.smtp"
            )
        case CURLE_SEND_ERROR where outcome.status >= 400, CURLE_WEIRD_SERVER_REPLY where outcome.status >= 400,
            CURLE_RECV_ERROR where outcome.status >= 400, CURLE_OK:
            return error(.refused, "\(place) did not take \(what) (\(said)); \(advice)")
        default: return CurlFailure(outcome, place: place, section: "notices.smtp").error
        }
    }
}

/// What a transfer fails by whatever its protocol is, in words.
struct CurlFailure {
    let error: DeliveryError

    /// - Parameter section: where policy.yaml says how to reach it.
    init(_ outcome: CurlTransfer.Outcome, place: String, section: String) {
        let why = outcome.detail.isEmpty ? CurlTransfer.words(outcome.result) : outcome.detail
        switch outcome.result {
        case CURLE_COULDNT_RESOLVE_HOST:
            error = DeliveryError(
                code: .unreachable,
                message: "\(place) cannot be found: its name has no address; check host in \(section)"
            )
        case CURLE_COULDNT_CONNECT:
            error = DeliveryError(
                code: .unreachable,
                message: "\(place) does not accept connections (\(why)); check host and port in \(section)"
            )
        case CURLE_OPERATION_TIMEDOUT:
            error = DeliveryError(
                code: .timeout,
                message: "\(place) did not answer in time (\(why)); try again later, or raise timeout in \(section)"
            )
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            error = DeliveryError(
                code: .untrusted,
                message: "\(place) cannot be trusted (\(why)); if its certificate comes from the council's own "
                    + "authority, name that one's file as ca in \(section)"
            )
        case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED:
            error = DeliveryError(
                code: .untrusted,
                message: "no encrypted connection to \(place) came about (\(why)); check port and tls in \(section)"
            )
        default:
            error = DeliveryError(code: .failed, message: "\(place) failed (\(why)); try again later")
        }
    }
}
