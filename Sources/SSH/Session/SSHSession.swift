package import EstateModel

/// A host that is logged in to. It runs commands one after another.
package actor SSHSession {
    package nonisolated let endpoint: SSHEndpoint
    /// The server's identification and the negotiated algorithms.
    package nonisolated let posture: SecureShellPosture
    /// `SHA256:…` of the key that the host showed and that was accepted.
    package nonisolated let hostKeyFingerprint: String
    /// Says that the host's key was recorded just now; nil when it was known.
    package nonisolated let hostKeyNotice: Problem?
    /// The same for jump hosts that this session was the first to go through.
    package nonisolated let jumpHostNotices: [Problem]

    /// Nil once closed; libssh2's session and the socket are freed with it.
    private var connection: SSHConnection?
    private var isRunning = false

    init(_ dialled: consuming sending Dialler.Dialled) {
        endpoint = dialled.connection.endpoint
        posture = dialled.connection.posture
        hostKeyFingerprint = dialled.hostKey.fingerprint
        hostKeyNotice = dialled.notice
        jumpHostNotices = dialled.jumpHostNotices
        connection = dialled.connection
    }

    /// Runs one command on the host, in its login shell, and returns whatever it answered.
    ///
    /// - Parameters:
    ///   - input: what the command reads from its standard input, which then ends.
    ///   - byteLimit: how many bytes of both outputs together are kept.
    ///   - deadline: when the answer is given up.
    ///
    /// After any ending but `complete` or `refused` the session is over. Only one command may run at a time.
    package func run(
        _ command: String,
        input: [UInt8] = [],
        byteLimit: Int,
        deadline: ContinuousClock.Instant
    ) async -> CommandResult {
        precondition(!isRunning, "a session runs one command at a time")
        precondition(byteLimit >= 0 && byteLimit < 1 << 40, "a byte limit is a number of bytes")
        guard let connection, !connection.isSpent else {
            let reason = "the session is over"
            return CommandResult(
                ending: .connectionLost(.connectionLost(endpoint, during: "a command", because: reason))
            )
        }
        isRunning = true
        let result = await connection.run(command, input: input, byteLimit: byteLimit, deadline: deadline)
        isRunning = false
        // A spent session is freed at once; its owner may hold on to the actor for long.
        if connection.isSpent { self.connection = nil }
        return result
    }

    /// Ends the session. A command that is running ends with `connectionLost`.
    package func close() {
        if isRunning {
            connection?.transport.cut()
        } else {
            connection?.close()
            connection = nil
        }
    }
}
