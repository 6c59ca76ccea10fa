import EstateModel

/// Makes one connection to an SSH server, host or jump host alike: the same checks in the same order.
struct Dialler: Sendable {
    /// A server that is logged in to.
    struct Dialled: ~Copyable {
        let connection: SSHConnection
        let hostKey: HostKey
        /// Says that the key was recorded just now.
        let notice: Problem?
        /// The same of the jump hosts on the way.
        let jumpHostNotices: [Problem]

        var notices: [Problem] { jumpHostNotices + (notice.map { [$0] } ?? []) }
    }

    let hostKeys: HostKeyStore
    let poller: ReadinessPoller
    private let workers: BlockingWorkers
    private let resolver: HostNameResolver
    private let keyFiles = PrivateKeyFiles()

    init(hostKeys: HostKeyStore, poller: ReadinessPoller) {
        self.hostKeys = hostKeys
        self.poller = poller
        workers = BlockingWorkers(limit: 4, poller: poller)
        resolver = HostNameResolver(
            workers: BlockingWorkers(limit: HostNameResolver.lookUpsAtOnce, poller: poller)
        )
    }

    func dial(
        _ endpoint: SSHEndpoint,
        _ credential: SSHCredential,
        through jumpHost: JumpHostConnections?,
        limits: Limits
    ) async throws(SSHError) -> sending Dialled {
        let deadline = ContinuousClock.now.advanced(by: limits.connect)
        let loaded = try await LoadedCredential.load(
            credential,
            for: endpoint,
            workers: workers,
            known: keyFiles,
            until: deadline
        )
        var notices: [Problem] = []
        let transport: Transport
        if let jumpHost {
            let opened = try await jumpHost.open(to: endpoint, limits: limits, until: deadline)
            notices = opened.notices
            transport = Transport(ChannelStream(pipe: opened.pipe, poller: poller, owner: jumpHost))
        } else {
            transport = Transport(try await openSocket(to: endpoint, until: deadline))
        }
        let connection = try SSHConnection(endpoint: endpoint, transport: transport)
        let hostKey = try await connection.shakeHands(
            recordedKeyTypes: hostKeys.keyTypes(of: endpoint),
            until: deadline
        )
        let verdict = try hostKeys.verify(hostKey, of: endpoint)
        try await connection.authenticate(with: loaded, poller: poller, until: deadline)
        return Dialled(
            connection: connection,
            hostKey: hostKey,
            notice: notice(verdict, endpoint, hostKey),
            jumpHostNotices: notices
        )
    }

    private func openSocket(
        to endpoint: SSHEndpoint,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> sending SocketStream {
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
            return SocketStream(socket: socket, poller: poller)
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
            remedy: "Compare the fingerprint with the host's own; if it differs, remove the line from"
                + " \(visible(hostKeys.path))."
        )
    }
}
