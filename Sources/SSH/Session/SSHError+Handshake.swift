import EstateModel

extension SSHError {
    static func unresolved(_ endpoint: SSHEndpoint, because reason: String) -> SSHError {
        SSHError(
            .nameUnresolved,
            "\(endpoint.shownName): the name \(visible(endpoint.address)) cannot be resolved: \(visible(reason))",
            remedy: "check the address in the estate and this machine's name servers"
        )
    }

    static func connecting(_ endpoint: SSHEndpoint, _ failure: TCPConnector.Failure) -> SSHError {
        let message = "\(endpoint.shownName): cannot connect to port \(endpoint.port): \(failure.detail)"
        return switch failure.reason {
        case .refused:
            SSHError(
                .connectionRefused,
                message,
                remedy: "check that sshd runs on the host and listens on this port"
            )
        case .reset:
            SSHError(
                .connectionLost,
                message,
                remedy: "something there takes connections and cuts them: look at the firewall and sshd's log, or scan"
                    + " again"
            )
        case .unreachable:
            SSHError(.unreachable, message, remedy: "check the address, the route and the firewalls between")
        case .deadline: connectTimeout(endpoint, during: "connecting (\(failure.detail))")
        case .cancelled: interrupted(endpoint)
        case .localLimit: localLimit(message)
        }
    }

    static func notSSH(_ endpoint: SSHEndpoint, greeting: [UInt8]) -> SSHError {
        let line = greeting.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return SSHError(
            .notSSH,
            "\(endpoint.shownName): what listens on \(endpoint.place) is no SSH 2 server; it said"
                + " \"\(visible(bytes: line, limit: 80))\"",
            remedy: "check the port in the estate"
        )
    }

    /// The connection ended before the host identified itself.
    static func closedAtOnce(_ endpoint: SSHEndpoint, greeting: [UInt8], isReset: Bool = false) -> SSHError {
        // What OpenSSH says, when it says anything, instead of its identification (sshd's MaxStartups and PerSource…).
        let refusals = ["Exceeded MaxStartups", "Not allowed at this time"]
        let isRefusal = refusals.contains { greeting.starts(with: $0.utf8) }
        guard greeting.isEmpty || isRefusal else { return notSSH(endpoint, greeting: greeting) }
        return SSHError(
            .connectionLost,
            "\(endpoint.shownName): \(endpoint.place) \(isReset ? "reset" : "closed") the connection at once"
                + (isRefusal ? " (\"\(visible(bytes: greeting.prefix { $0 >= 0x20 }, limit: 80))\")" : ""),
            remedy: "if many hosts are reached through this one, lower their number at once (sshd's MaxStartups is 10);"
                + " else look at its firewall and sshd log"
        )
    }

    /// The connection ended when the host had seen what we offer and had not said what it offers.
    static func closedBeforeOffer(_ endpoint: SSHEndpoint, because reason: String) -> SSHError {
        var error = connectionLost(endpoint, during: "the key exchange", because: reason)
        error.remedy =
            "scan the host again; if it recurs, look for the reason in the host's sshd log: an old host may know none"
            + " of our algorithms, and then legacy: true in the estate may help"
        return error
    }

    /// libssh2 and the host share no algorithm of some kind; the host's offer tells which.
    static func noCommonAlgorithm(_ endpoint: SSHEndpoint, offer: KeyExchangeOffer?) -> SSHError {
        let offers = offer.map { offer in
            let lists = [
                ("key exchange", offer.keyExchanges), ("host key", offer.hostKeyTypes), ("cipher", offer.ciphers),
                ("MAC", offer.macs),
            ]
            let text = lists.map { "\($0): \(visible($1.joined(separator: ","), limit: 160))" }
            return "; it offers " + text.joined(separator: "; ")
        }
        return SSHError(
            .noCommonAlgorithm,
            "\(endpoint.shownName): no algorithm in common with \(endpoint.place)\(offers ?? "")",
            remedy: remedy(for: endpoint, offer)
        )
    }

    private static func remedy(for endpoint: SSHEndpoint, _ offer: KeyExchangeOffer?) -> String {
        let hasOnlySecureRSA = offer?.hostKeyTypes.allSatisfy { $0.hasPrefix("rsa-sha2-") } ?? false
        if hasOnlySecureRSA, !LibSSH2.hasSecureRSA {
            return "give the host an Ed25519 host key too (ssh-keygen -A), or scan with libssh2 1.11: this one is"
                + " \(LibSSH2.version) and cannot check an RSA key that signs with SHA-2"
        }
        return endpoint.legacyAlgorithms
            ? "update the host's SSH server; not even outdated algorithms are in common"
            : "if the host is old, legacy: true in the estate may help, and it will be a finding"
    }
}
