import CLibSSH2
import EstateModel
import Glibc

extension SSHConnection {
    /// Exchanges identifications and keys. Afterwards the host's key must be judged before anything else is done.
    func shakeHands(
        recordedKeyTypes: [String],
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> HostKey {
        var offered: [AlgorithmPreferences.Method: [String]] = [:]
        for method in AlgorithmPreferences.Method.allCases {
            let names = AlgorithmPreferences.names(
                for: method,
                legacy: endpoint.legacyAlgorithms,
                recordedKeyTypes: recordedKeyTypes
            )
            offered[method] = handle.prefer(names, for: method)
        }
        // The first step sends our identification; what the host sends is held back until it is known to be SSH.
        _ = handle.handshake()
        try await receiveIdentification(until: deadline)

        let code: Int32
        do throws(Stop) {
            code = try await drive(until: deadline) { handle.handshake() }
        } catch {
            if error == .lost, let error = disagreement(with: offered) { throw error }
            throw self.error(for: error, during: "the key exchange")
        }
        defer { transport.forgetGreeting() }
        guard code == 0 else { throw disagreement(with: offered) ?? handshakeError(code) }
        guard let key = handle.hostKey else { throw error(for: code, during: "the key exchange") }
        return key
    }

    /// What the handshake told about the server.
    var posture: SecureShellPosture {
        SecureShellPosture(
            banner: handle.banner.map { visible($0, limit: 255) },
            keyExchange: handle.method(LIBSSH2_METHOD_KEX),
            hostKeyType: handle.method(LIBSSH2_METHOD_HOSTKEY),
            hostKeyBits: handle.hostKey?.bits,
            cipher: handle.method(LIBSSH2_METHOD_CRYPT_SC),
            mac: handle.method(LIBSSH2_METHOD_MAC_SC)
        )
    }

    private func receiveIdentification(until deadline: ContinuousClock.Instant) async throws(SSHError) {
        while true {
            transport.readGreeting()
            switch ServerIdentification.find(in: transport.greeting) {
            case .found(let offset): return transport.letThrough(from: offset)
            case .notSSH: throw .notSSH(endpoint, greeting: transport.greeting)
            case .incomplete: break
            }
            do throws(Stop) {
                try await pause(until: deadline)
            } catch {
                let isEndOfHost = if case .jumpHost = transport.loss { false } else { true }
                if error == .lost, isEndOfHost {
                    let isReset = transport.loss == .failed(ECONNRESET)
                    throw .closedAtOnce(endpoint, greeting: transport.greeting, isReset: isReset)
                }
                throw self.error(for: error, during: "waiting for the SSH server to identify itself")
            }
        }
    }

    /// A host that has no algorithm in common with us may close at once; what it offered before tells why, and that it
    /// offered nothing lets us guess.
    private func disagreement(with offered: [AlgorithmPreferences.Method: [String]]) -> SSHError? {
        if let offer = KeyExchangeOffer(afterIdentification: transport.greeting) {
            return offer.isAcceptable(to: offered) ? nil : .noCommonAlgorithm(endpoint, offer: offer)
        }
        let isEnd = transport.loss == .closed || transport.loss == .failed(ECONNRESET)
        guard isEnd, !endpoint.legacyAlgorithms else { return nil }
        return .closedBeforeOffer(endpoint, because: lossText)
    }

    private func handshakeError(_ code: Int32) -> SSHError {
        let isNegotiation = code == LIBSSH2_ERROR_KEX_FAILURE || code == LIBSSH2_ERROR_METHOD_NONE
        guard isNegotiation, transport.loss == nil, context.disconnectMessage == nil else {
            return error(for: code, during: "the key exchange")
        }
        return .noCommonAlgorithm(endpoint, offer: KeyExchangeOffer(afterIdentification: transport.greeting))
    }
}
