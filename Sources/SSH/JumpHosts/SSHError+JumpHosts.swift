import EstateModel

extension SSHError {
    /// The jump host could not be used, which is no fault of the host behind it.
    static func jumpHostFailed(_ endpoint: SSHEndpoint, because error: SSHError) -> SSHError {
        // What happened to the whole scan is not the jump host's doing either.
        if error.code == .interrupted { return interrupted(endpoint) }
        return SSHError(
            .jumpHostFailed,
            "\(endpoint.shownName): cannot be reached, because its jump host failed: \(error.message)",
            remedy: "at the jump host: \(error.remedy)",
            cause: error.cause ?? error.code
        )
    }

    /// The jump host answered that it does not open a connection to the host.
    static func channelRefused(_ endpoint: SSHEndpoint, by hop: SSHEndpoint, _ text: String) -> SSHError {
        let what = "\(endpoint.shownName): the jump host \(hop.shownName)"
        let goal = "\(visible(endpoint.address, limit: 120)) port \(endpoint.port)"
        if text.contains("administratively prohibited") {
            return SSHError(
                .jumpHostFailed,
                "\(what) does not allow connections to \(goal) (\(visible(text)))",
                remedy: "allow the user \(visible(hop.user)) to forward to it there (sshd's AllowTcpForwarding,"
                    + " PermitOpen, restrict)",
                cause: .jumpHostFailed
            )
        }
        if text.contains("connect failed") {
            return SSHError(
                .unreachable,
                "\(what) says that it cannot connect to \(goal): the name is unknown there, or nothing answers",
                remedy: "check the address as the jump host sees it, that sshd runs on the host, and the firewalls"
                    + " between the two"
            )
        }
        return SSHError(
            .jumpHostFailed,
            "\(what) opened no connection to \(goal) (\(visible(text)))",
            remedy: "look for the reason in the jump host's sshd log",
            cause: .jumpHostFailed
        )
    }
}
