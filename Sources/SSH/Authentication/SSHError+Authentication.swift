import EstateModel

extension SSHError {
    static func authenticationRefused(
        _ endpoint: SSHEndpoint,
        with what: String,
        offered: String? = nil,
        isRSA: Bool = false
    ) -> SSHError {
        var message = "\(endpoint.shownName): \(endpoint.place) refused \(what) for the user \(visible(endpoint.user))"
        if let offered { message += "; it accepts \(visible(offered))" }
        if isRSA, !LibSSH2.hasSecureRSA {
            return SSHError(
                .authenticationRefused,
                "\(message); libssh2 \(LibSSH2.version) signs with RSA keys only in a way that OpenSSH 8.8 and later"
                    + " refuses",
                remedy: "use an Ed25519 key (ssh-keygen -t ed25519)"
            )
        }
        return SSHError(
            .authenticationRefused,
            message,
            remedy: "check the user name and that the host accepts this credential; it was tried once and is not"
                + " tried again"
        )
    }

    static func passwordExpired(_ endpoint: SSHEndpoint) -> SSHError {
        SSHError(
            .authenticationRefused,
            "\(endpoint.shownName): the password of the user \(visible(endpoint.user)) has expired",
            remedy: "change the password on the host, or use a key"
        )
    }

    static func keyFileUnusable(_ endpoint: SSHEndpoint, path: String, because reason: String, remedy: String)
        -> SSHError
    {
        SSHError(
            .credentialUnavailable,
            "\(endpoint.shownName): the key file \(visible(path)) cannot be used: \(reason)",
            remedy: remedy
        )
    }

    static func agentUnusable(_ endpoint: SSHEndpoint, path: String, because reason: String) -> SSHError {
        SSHError(
            .credentialUnavailable,
            "\(endpoint.shownName): the SSH agent at \(visible(path.isEmpty ? "(no path)" : path)) cannot be used:"
                + " \(reason)",
            remedy: "start an agent, add the key with ssh-add, and see that SSH_AUTH_SOCK names its socket"
        )
    }

    static func agentIdentityUnclear(
        _ endpoint: SSHEndpoint,
        hint: String?,
        identities: [AgentIdentity]
    ) -> SSHError {
        let shown = identities.prefix(5).map { "\($0.key.fingerprint) (\(visible($0.comment, limit: 60)))" }
        let list = shown.joined(separator: ", ") + (identities.count > shown.count ? ", …" : "")
        let held = identities.isEmpty ? "no key that can be used" : "\(identities.count) keys: \(list)"
        let wanted = hint.map { "exactly one named \(visible($0)) is wanted" } ?? "none is named"
        return SSHError(
            .credentialUnavailable,
            "\(endpoint.shownName): the SSH agent holds \(held); \(wanted)",
            remedy: identities.isEmpty
                ? "add the key with ssh-add"
                : "name one of them in the credential by its fingerprint or comment; keys are never tried in turn"
        )
    }

    static func credentialMalformed(_ endpoint: SSHEndpoint, _ what: String) -> SSHError {
        SSHError(
            .credentialUnavailable,
            "\(endpoint.shownName): \(what)",
            remedy: "correct the user or credential in the estate"
        )
    }
}
