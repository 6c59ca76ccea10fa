/// What a host answered to one command: everything that came, and how it ended.
package struct CommandResult: Sendable, Hashable {
    package enum Ending: Sendable, Hashable {
        /// The host closed the channel; all of the answer is here.
        case complete
        /// The answer was longer than allowed; the rest was not read.
        case byteLimit
        case deadline
        case connectionLost(SSHError)
        /// The host would not start the command.
        case refused(SSHError)
        /// The task was cancelled.
        case cancelled
    }

    package var stdout: [UInt8]
    package var stderr: [UInt8]
    /// Nil unless the command ended by itself and the host said so.
    ///
    /// libssh2 gives 0 also for a host that closes the channel without a status, which OpenSSH never does: a script
    /// whose end matters should print a last line of its own.
    package var exitStatus: Int?
    /// The signal that killed the command, without `SIG`: `KILL`; nil when none did.
    package var exitSignal: String?
    package var ending: Ending

    package init(
        stdout: [UInt8] = [],
        stderr: [UInt8] = [],
        exitStatus: Int? = nil,
        exitSignal: String? = nil,
        ending: Ending
    ) {
        self.stdout = stdout
        self.stderr = stderr
        self.exitStatus = exitStatus
        self.exitSignal = exitSignal
        self.ending = ending
    }
}
