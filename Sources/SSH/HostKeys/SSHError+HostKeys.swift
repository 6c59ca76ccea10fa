import EstateModel

extension SSHError {
    static func hostKeyUnknown(_ endpoint: SSHEndpoint, key: HostKey, file: String) -> SSHError {
        // A host behind a jump host has a name there that nobody would guess.
        let name = endpoint.jumpHostNames.last.map { jumpHost in
            " as " + visible(KnownHosts.name(host: endpoint.address, port: endpoint.port, jumpHost: jumpHost))
        }
        return SSHError(
            .hostKeyUnknown,
            "\(endpoint.shownName): the host key of \(endpoint.place) is not known"
                + " (\(visible(key.type)) \(key.fingerprint))",
            remedy: "compare the fingerprint with the host's own and add the key to \(visible(file))\(name ?? ""),"
                + " or scan with --trust-new-host-keys, which records it"
        )
    }

    static func hostKeyChanged(
        _ endpoint: SSHEndpoint,
        key: HostKey,
        recorded: String,
        file: String,
        line: Int
    ) -> SSHError {
        SSHError(
            .hostKeyChanged,
            "\(endpoint.shownName): the host key changed: \(endpoint.place) showed"
                + " \(visible(key.type)) \(key.fingerprint), but \(recorded) is recorded; it may be another machine",
            remedy: "find out why it changed; if that was expected, remove line \(line) of \(visible(file))"
        )
    }

    static func hostKeyRevoked(_ endpoint: SSHEndpoint, key: HostKey, file: String, line: Int) -> SSHError {
        SSHError(
            .hostKeyRevoked,
            "\(endpoint.shownName): \(endpoint.place) showed a revoked host key (\(key.fingerprint),"
                + " line \(line) of \(visible(file)))",
            remedy: "treat the host as compromised until somebody has given it a new key"
        )
    }

    static func hostKeyNotRecorded(_ endpoint: SSHEndpoint, file: String, because reason: String) -> SSHError {
        SSHError(
            .hostKeyUnknown,
            "\(endpoint.shownName): the host key could not be recorded in \(visible(file)): \(reason)",
            remedy: "make the file writable for the account that scans"
        )
    }

    static func knownHostsWritable(_ file: String, permissions: UInt32) -> SSHError {
        SSHError(
            .hostKeyUnknown,
            "the known host keys in \(visible(file)) may be written by others than their owner (mode"
                + " \(String(permissions, radix: 8))), who could pass off any machine as any host",
            remedy: "check its lines, then run chmod go-w on it"
        )
    }

    static func knownHostsUnreadable(_ file: String, because reason: String) -> SSHError {
        SSHError(
            .hostKeyUnknown,
            "the known host keys in \(visible(file)) cannot be read: \(reason)",
            remedy: "make the file readable for the account that scans"
        )
    }
}
