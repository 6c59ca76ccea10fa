package import EstateModel

extension SSHClient {
    /// What is met at an address by somebody who connects, exchanges keys and logs in nowhere.
    package enum Contact: Hashable, Sendable {
        /// An SSH server: what it negotiated, and its key, which nobody has judged.
        case server(SecureShellPosture, HostKey)
        /// A connection, but no key exchange. The banner is nil unless the server got as far as its identification.
        case connected(banner: String?, SSHError)
        /// No connection: nothing listens, or nothing answers.
        case nothing(SSHError)
    }

    /// Looks what an address shows to anybody. No credential is used and no key is judged or recorded.
    ///
    /// - Parameters:
    ///   - endpoint: its user is not used.
    ///   - poller: may be one that other connections share.
    ///   - deadline: for everything: name look-up, connecting, the server's identification and the key exchange.
    /// - Throws: `interrupted`, and `localLimit` when this machine can make no connection.
    @concurrent
    package static func look(
        at endpoint: SSHEndpoint,
        poller: ReadinessPoller,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> Contact {
        let stream: SocketStream
        do throws(SSHError) {
            stream = try await connect(endpoint, poller: poller, until: deadline)
        } catch {
            return .nothing(try outcome(error))
        }
        let connection = try SSHConnection(endpoint: endpoint, transport: Transport(stream))
        do throws(SSHError) {
            let key = try await connection.shakeHands(recordedKeyTypes: [], until: deadline)
            let posture = connection.posture
            connection.close()
            return .server(posture, key)
        } catch {
            let banner = connection.posture.banner
            connection.close()
            return .connected(banner: banner, try outcome(error))
        }
    }

    /// The error as a result, unless it says nothing of the address.
    private static func outcome(_ error: SSHError) throws(SSHError) -> SSHError {
        guard error.code != .interrupted, error.code != .localLimit else { throw error }
        return error
    }

    private static func connect(
        _ endpoint: SSHEndpoint,
        poller: ReadinessPoller,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> SocketStream {
        let addresses: [SocketAddress]
        do throws(HostNameResolver.Failure) {
            let resolver = HostNameResolver(workers: BlockingWorkers(limit: 1, poller: poller))
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
}

extension SSHClient {
    /// Why a credential cannot be used from here; nil when it can. No host is asked: the key file is read, or the agent
    /// is asked for its keys.
    ///
    /// - Parameter name: what messages call it.
    @concurrent
    package static func fault(
        of credential: SSHCredential,
        named name: String,
        poller: ReadinessPoller
    ) async -> SSHError? {
        let endpoint = SSHEndpoint(name: name, address: "", user: "")
        let deadline = ContinuousClock.now + .seconds(10)
        do throws(SSHError) {
            let workers = BlockingWorkers(limit: 1, poller: poller)
            let loaded = try await LoadedCredential.load(credential, for: endpoint, workers: workers, until: deadline)
            guard case .agent(let hint, let path) = loaded else { return nil }
            return await faultOfAgent(at: path, hint: hint, endpoint, poller, until: deadline)
        } catch {
            return error
        }
    }

    private static func faultOfAgent(
        at path: String,
        hint: String?,
        _ endpoint: SSHEndpoint,
        _ poller: ReadinessPoller,
        until deadline: ContinuousClock.Instant
    ) async -> SSHError? {
        do throws(AgentConnection.Failure) {
            let agent = try await AgentConnection(path: path, poller: poller, deadline: deadline)
            let answer = try await agent.ask(AgentProtocol.identitiesRequest)
            guard let held = AgentProtocol.identities(in: answer) else {
                return .agentUnusable(endpoint, path: path, because: "it does not list its keys")
            }
            let named = hint.map { hint in held.filter { $0.isNamed(hint) } } ?? held
            return named.count == 1 ? nil : .agentIdentityUnclear(endpoint, hint: hint, identities: held)
        } catch {
            return switch error {
            case .unavailable(let reason): .agentUnusable(endpoint, path: path, because: reason)
            case .unclear(let held): .agentIdentityUnclear(endpoint, hint: hint, identities: held)
            case .stopped(.cancelled): .interrupted(endpoint)
            case .stopped: .agentUnusable(endpoint, path: path, because: "it did not answer in time")
            }
        }
    }
}
