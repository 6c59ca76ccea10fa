package import EstateModel
package import SSH

/// Looks through a range for SSH servers: one connection to each address and port, no login anywhere.
package struct Discoverer: Sendable {
    /// What answered at an address.
    package struct Found: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// An SSH server and its key, which nobody has judged.
            case server(SecureShellPosture, HostKey)
            /// Something else, or a server that stopped in the middle; the banner is nil when it gave none.
            case other(banner: String?, Problem)
        }

        package let address: NetworkAddress
        package let port: UInt16
        package let kind: Kind
    }

    /// What a search came to.
    package struct Result: Sendable {
        /// By address, then port.
        package var found: [Found] = []
        /// Connections that were tried.
        package var tried = 0
        /// How many of them nobody answered, or were refused.
        package var silent = 0
    }

    /// How gently to go about it.
    package struct Pace: Hashable, Sendable {
        /// New connections a second, all together.
        package var connectionsPerSecond: Int
        /// For one address: connecting, identification and key exchange.
        package var patience: Duration

        package init(connectionsPerSecond: Int = 50, patience: Duration = .seconds(4)) {
            self.connectionsPerSecond = connectionsPerSecond
            self.patience = patience
        }
    }

    private static let mostAtOnce = 500

    private let poller: ReadinessPoller
    private let pace: Pace

    package init(poller: ReadinessPoller, pace: Pace) {
        self.poller = poller
        self.pace = pace
    }

    /// Looks at every place of the range once.
    ///
    /// When the task is cancelled, what was found until then is returned.
    ///
    /// - Parameters:
    ///   - seed: decides the order.
    ///   - progress: called after each place, with how many are done.
    /// - Throws: `localLimit` when this machine can make no more connections.
    package func run(
        _ range: DiscoveryRange,
        seed: UInt64,
        progress: @Sendable (_ done: Int, _ found: Int) -> Void = { _, _ in }
    ) async throws(SSHError) -> Result {
        let outcome: Swift.Result<Result, SSHError> = await withTaskGroup(of: Look.self) { group in
            var result = Result()
            func take(_ look: Look) throws(SSHError) {
                switch look {
                case .interrupted: return
                case .failed(let error): throw error
                case .nothing: result.silent += 1
                case .found(let found): result.found.append(found)
                }
                result.tried += 1
                progress(result.tried, result.found.count)
            }
            do throws(SSHError) {
                var next = ContinuousClock.now
                var inFlight = 0
                for index in range.shuffledIndices(seed: seed) {
                    if inFlight >= Self.mostAtOnce, let look = await group.next() {
                        inFlight -= 1
                        try take(look)
                    }
                    guard await poller.sleep(until: next) == .deadline else { break }
                    next = max(next, .now - .seconds(1)) + .seconds(1) / pace.connectionsPerSecond
                    let place = range.place(at: index)
                    group.addTask { await look(at: place.address, place.port) }
                    inFlight += 1
                }
                while let look = await group.next() { try take(look) }
            } catch {
                group.cancelAll()
                return .failure(error)
            }
            return .success(result)
        }
        var result = try outcome.get()
        result.found.sort { ($0.address, $0.port) < ($1.address, $1.port) }
        return result
    }

    private enum Look: Sendable {
        case nothing
        case found(Found)
        case interrupted
        case failed(SSHError)
    }

    private func look(at address: NetworkAddress, _ port: UInt16) async -> Look {
        let endpoint = SSHEndpoint(
            name: address.description,
            address: address.description,
            port: port,
            user: "",
            // Nothing is sent that could be overheard, and old servers are what is looked for.
            legacyAlgorithms: true
        )
        do throws(SSHError) {
            let contact = try await SSHClient.look(at: endpoint, poller: poller, until: .now + pace.patience)
            switch contact {
            case .nothing: return .nothing
            case .server(let posture, let key):
                return .found(Found(address: address, port: port, kind: .server(posture, key)))
            case .connected(let banner, let error):
                return .found(Found(address: address, port: port, kind: .other(banner: banner, error.problem)))
            }
        } catch {
            return error.code == .interrupted ? .interrupted : .failed(error)
        }
    }
}
