package import EstateModel

/// When people are told of what is due, and by which way: policy.yaml's `notices`.
package struct NoticeSettings: Hashable, Sendable {
    package var days = NoticeDays()
    /// Nil when no mail is sent.
    package var mail: MailSettings?
    /// Nil when no program is told.
    package var webhook: WebhookSettings?

    package init() {}
}

/// The mail server that takes notices, without any secret in it.
package struct MailSettings: Hashable, Sendable {
    package enum Security: String, Sendable, CaseIterable {
        /// A plain connection that becomes a secure one before anything is said.
        case startTLS = "starttls"
        /// Secure from the first byte.
        case tls
        /// Not secure; only to this machine itself.
        case none

        package var usualPort: Int {
            switch self {
            case .startTLS: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    /// A file of certificates in PEM form that are trusted beside the system's; relative to the estate directory.
    package var certificates: String?
    package var from: MailAddress
    /// Nil for a server that asks for no login.
    package var login: Login?
    /// How long one message may take.
    package var limit: Duration

    package struct Login: Hashable, Sendable {
        package var user: String
        package var password: SecretReference

        package init(user: String, password: SecretReference) {
            self.user = user
            self.password = password
        }
    }

    package init(host: String, security: Security, from: MailAddress) {
        self.host = host
        self.security = security
        self.from = from
        port = security.usualPort
        limit = .seconds(60)
    }
}

/// A program of the council's that takes notices as JSON over HTTPS.
package struct WebhookSettings: Hashable, Sendable {
    package var address: WebhookAddress
    /// Signs what is sent, so that the other side can tell who wrote it.
    package var secret: SecretReference
    /// As for ``MailSettings/certificates``.
    package var certificates: String?
    package var limit: Duration

    package init(address: WebhookAddress, secret: SecretReference) {
        self.address = address
        self.secret = secret
        limit = .seconds(30)
    }
}

/// `https://host[:port]/path`, or the same with `http` on this machine itself.
package struct WebhookAddress: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// `host` or `host:port`: what may be said of it, as a path can hold a key.
    package let place: String
    package let isLoopback: Bool

    /// Nil for anything else: no user, no fragment, no blank, nothing but printable ASCII, at most 2000 bytes.
    package init?(_ text: String) {
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"#\\\"<>^`{|}".utf8.contains($0) })
        else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, parts.count <= 2, NameSyntax.faultOfAddress(String(host)) == nil else {
            return nil
        }
        if parts.count == 2 {
            guard let port = Int(parts[1]), (1...65_535).contains(port), String(port) == parts[1] else { return nil }
        }
        isLoopback = isLoopbackName(String(host))
        guard isSecure || isLoopback else { return nil }
        description = text
        place = String(authority)
    }
}
