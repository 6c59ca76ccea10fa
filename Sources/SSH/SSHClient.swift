package import EstateModel
import Synchronization

/// Logs in to hosts. One client serves a whole scan, from any number of tasks at once.
package final class SSHClient: Sendable {
    private let dialler: Dialler
    /// By the whole way to each of them: the same jump host behind another one may be another machine.
    private let jumpHosts = Mutex<[[SSHHop]: JumpHostConnections]>([:])

    package init(hostKeys: HostKeyStore, poller: ReadinessPoller) {
        dialler = Dialler(hostKeys: hostKeys, poller: poller)
    }

    /// Finds the host, connects, exchanges keys, checks the host's key and logs in, all within `limits.connect`. When
    /// it returns, the host has accepted the credential.
    ///
    /// The host's key is judged before the credential is used. A refused credential is never tried again.
    ///
    /// - Parameter route: the jump hosts on the way, the nearest to us first. Each is connected to once, on first use,
    ///   for all hosts behind it; its key is judged like any other, and it resolves the name of the next.
    /// - Throws: the reason, as one of the codes of ``EstateModel/Problem`` about reaching a host:
    ///   `authenticationRefused` only when the host itself refused `credential`, `jumpHostFailed` with
    ///   ``SSHError/cause`` for whatever went wrong at a jump host.
    @concurrent
    package func connect(
        to endpoint: SSHEndpoint,
        through route: [SSHHop] = [],
        credential: SSHCredential,
        limits: Limits
    ) async throws(SSHError) -> SSHSession {
        var endpoint = endpoint
        endpoint.jumpHostNames = route.map(\.endpoint.name)
        let dialled = try await dialler.dial(endpoint, credential, through: jumpHost(route), limits: limits)
        return SSHSession(dialled)
    }

    /// Closes the connections to jump hosts, which otherwise close when they have been idle for a while. Sessions
    /// through them are lost.
    package func closeJumpHosts() async {
        for jumpHost in jumpHosts.withLock({ Array($0.values) }) { await jumpHost.close() }
    }

    /// The last jump host of a route, and by it those before.
    private func jumpHost(_ route: [SSHHop]) -> JumpHostConnections? {
        guard var hop = route.last else { return nil }
        if let known = jumpHosts.withLock({ $0[route] }) { return known }
        let previous = jumpHost(Array(route.dropLast()))
        hop.endpoint.jumpHostNames = route.dropLast().map(\.endpoint.name)
        return jumpHosts.withLock { jumpHosts in
            // Another task may have been faster.
            if let known = jumpHosts[route] { return known }
            let jumpHost = JumpHostConnections(to: hop, through: previous, dialler: dialler)
            jumpHosts[route] = jumpHost
            return jumpHost
        }
    }
}
