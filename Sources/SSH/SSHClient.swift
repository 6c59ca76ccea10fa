package import EstateModel

/// Logs in to hosts. One client serves a whole scan, from any number of tasks at once.
package final class SSHClient: Sendable {
    private let hostKeys: HostKeyStore
    private let poller: ReadinessPoller
    private let workers: BlockingWorkers
    private let resolver: HostNameResolver

    package init(hostKeys: HostKeyStore, poller: ReadinessPoller) {
        self.hostKeys = hostKeys
        self.poller = poller
        workers = BlockingWorkers(limit: 4, poller: poller)
        resolver = HostNameResolver(
            workers: BlockingWorkers(limit: HostNameResolver.lookUpsAtOnce, poller: poller)
        )
    }

    /// Finds the host, connects, exchanges keys, checks the host's key and logs in, all within `limits.connect`.
    ///
    /// The host's key is judged before the credential is used. A refused credential is never tried again.
    ///
    /// - Throws: the reason, as one of the codes of ``EstateModel/Problem`` about reaching a host.
    @concurrent
    package func connect(
        to endpoint: SSHEndpoint,
        credential: SSHCredential,
        limits: Limits
    ) async throws(SSHError) -> SSHSession {
        let deadline = ContinuousClock.now.advanced(by: limits.connect)
        let loaded = try await LoadedCredential.load(credential, for: endpoint, workers: workers, until: deadline)
        let transport = try await openTransport(to: endpoint, until: deadline)
        let connection = try SSHConnection(endpoint: endpoint, transport: transport)
        let hostKey = try await connection.shakeHands(
            recordedKeyTypes: hostKeys.keyTypes(of: endpoint),
            until: deadline
        )
        let verdict = try hostKeys.verify(hostKey, of: endpoint)
        try await connection.authenticate(with: loaded, poller: poller, until: deadline)
        return SSHSession(connection: connection, hostKey: hostKey, notice: notice(verdict, endpoint, hostKey))
    }

    /// The way to the host; jump hosts are added here and nowhere else.
    private func openTransport(
        to endpoint: SSHEndpoint,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> sending Transport {
        let addresses: [SocketAddress]
        do throws(HostNameResolver.Failure) {
            addresses = try await resolver.resolve(endpoint.address, port: endpoint.port, until: deadline)
        } catch {
            throw switch error {
            case .unresolved(let reason): .unresolved(endpoint, because: reason)
            case .deadline: .unresolved(endpoint, because: "the name servers did not answer in time")
            case .cancelled: .interrupted(endpoint)
            }
        }
        do throws(TCPConnector.Failure) {
            let socket = try await TCPConnector(poller: poller).connect(to: addresses, until: deadline)
            return Transport(socket: socket, poller: poller)
        } catch {
            throw .connecting(endpoint, error)
        }
    }

    private func notice(_ verdict: HostKeyStore.Verdict, _ endpoint: SSHEndpoint, _ key: HostKey) -> Problem? {
        guard case .recorded = verdict else { return nil }
        return Problem(
            .hostKeyRecorded,
            message: "\(endpoint.shownName): the host key of \(endpoint.place) was not known and was recorded"
                + " (\(visible(key.type)) \(key.fingerprint))",
            remedy: "compare the fingerprint with the host's own; if it differs, remove the line from"
                + " \(visible(hostKeys.path))"
        )
    }
}
