import CLibSSH2

/// One libssh2 session and how it is driven: a call that cannot go on suspends until its transport can.
///
/// Used by one task at a time; ``SSHSession`` sees to that.
final class SSHConnection {
    /// Why a call was given up.
    enum Stop: Error, Hashable, Sendable {
        case deadline
        case cancelled
        /// The transport tells how.
        case lost
    }

    let endpoint: SSHEndpoint
    let handle: SessionHandle
    /// No more commands: one was given up in the middle, or the connection is gone.
    var isSpent = false

    var context: SessionContext { handle.context }
    var transport: Transport { handle.context.transport }

    /// - Throws: `localLimit` when libssh2 has no memory or no random numbers.
    init(endpoint: SSHEndpoint, transport: Transport) throws(SSHError) {
        guard let handle = SessionHandle(context: SessionContext(transport: transport)) else {
            throw .localLimit("libssh2 cannot start a session")
        }
        self.endpoint = endpoint
        self.handle = handle
    }

    /// Repeats a call of libssh2 until it no longer asks to be called again, and returns its last answer.
    func drive(until deadline: ContinuousClock.Instant, _ call: () -> Int32) async throws(Stop) -> Int32 {
        while true {
            let code = call()
            guard code == LIBSSH2_ERROR_EAGAIN else { return code }
            try await pause(until: deadline)
        }
    }

    /// Suspends after `LIBSSH2_ERROR_EAGAIN`.
    ///
    /// `libssh2_session_block_directions` need not be asked: the transport takes every byte that libssh2 sends, so
    /// libssh2 only ever waits to receive, and the transport knows what is unsent.
    func pause(until deadline: ContinuousClock.Instant) async throws(Stop) {
        guard transport.loss == nil else { throw .lost }
        switch await transport.wait(until: deadline) {
        case .ready: return
        case .deadline: throw .deadline
        case .cancelled: throw .cancelled
        case .failed: throw .lost
        }
    }

    func error(for stop: Stop, during what: String) -> SSHError {
        switch stop {
        case .deadline: .connectTimeout(endpoint, during: what)
        case .cancelled: .interrupted(endpoint)
        case .lost: .connectionLost(endpoint, during: what, because: lossText)
        }
    }

    /// The error for a code of libssh2 that is no decision of the host.
    func error(for code: Int32, during what: String) -> SSHError {
        let isEnd = transport.loss != nil || context.disconnectMessage != nil
        return .connectionLost(endpoint, during: what, because: isEnd ? lossText : "\(handle.lastErrorText) (\(code))")
    }

    /// How the connection ended.
    var lossText: String {
        if let message = context.disconnectMessage { return "the host said \"\(message)\"" }
        return switch transport.loss {
        case .failed(let code): errorText(code)
        case .flooded: "the host sent far more than was asked for"
        case .jumpHost(let text): text
        case .closed, nil: "the host closed it"
        }
    }

    /// Takes leave, so that the host's log shows an orderly end.
    func close() {
        handle.disconnect()
        transport.abandon()
    }
}
