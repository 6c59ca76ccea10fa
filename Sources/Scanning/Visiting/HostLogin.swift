import Collectors
package import EstateModel
package import SSH

/// With what a host is reached, logged in to, and read as root.
package struct HostLogin: Sendable {
    package var credential: SSHCredential
    /// The jump hosts on the way, the nearest to us first.
    package var route: [SSHHop]
    /// What sudo asks for; nil when it is to ask for nothing.
    package var escalationPassword: Secret?

    /// Gathers what a target needs from the estate's credentials, by name.
    ///
    /// - Throws: the first that cannot be used, and why.
    package init(
        to target: Target,
        with credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>]
    ) throws(ScanRun.CredentialProblem) {
        credential = try Self.credential(target.credential, of: credentials)
        route = []
        for hop in target.route {
            let endpoint = SSHEndpoint(
                name: hop.name,
                address: hop.address,
                port: hop.port,
                user: hop.user,
                legacyAlgorithms: hop.legacyAlgorithms
            )
            route.append(SSHHop(endpoint: endpoint, credential: try Self.credential(hop.credential, of: credentials)))
        }
        guard let name = target.escalationCredential else { return }
        guard case .password(let password) = try Self.credential(name, of: credentials) else {
            throw ScanRun.CredentialProblem(credential: name, message: "it is no password, as sudo asks for")
        }
        if let objection = EscalationPassword.objection(to: password) {
            throw ScanRun.CredentialProblem(credential: name, message: "\(objection), so sudo cannot be given it")
        }
        escalationPassword = password
    }

    private static func credential(
        _ name: String,
        of credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>]
    ) throws(ScanRun.CredentialProblem) -> SSHCredential {
        guard let loaded = credentials[name] else {
            throw ScanRun.CredentialProblem(credential: name, message: "the estate has no credential of that name")
        }
        return try loaded.get()
    }
}
