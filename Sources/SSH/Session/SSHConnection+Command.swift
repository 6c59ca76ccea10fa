import CLibSSH2
import EstateModel

extension SSHConnection {
    /// Runs one command, writes `input` to it and reads both of its outputs at the same time.
    ///
    /// Whatever ends it, what came until then is returned.
    func run(
        _ command: String,
        input: [UInt8],
        byteLimit: Int,
        deadline: ContinuousClock.Instant
    ) async -> CommandResult {
        transport.receiveLimit = 2 * byteLimit + (8 << 20)
        var exchange = CommandExchange(input: input, byteLimit: byteLimit)
        let ending: CommandResult.Ending
        do throws(Stop) {
            ending = try await converse(command, through: &exchange, until: deadline)
        } catch {
            isSpent = true
            ending = self.ending(for: error)
        }
        var result = exchange.result
        result.ending = ending
        return result
    }

    private func converse(
        _ command: String,
        through exchange: inout CommandExchange,
        until deadline: ContinuousClock.Instant
    ) async throws(Stop) -> CommandResult.Ending {
        guard let channel = try await openChannel(until: deadline) else { return refusal(of: "a channel") }
        let code = try await drive(until: deadline) { channel.start(command) }
        guard code == 0 else { return refusal(of: "to run a command") }
        do throws(Stop) {
            while true {
                switch exchange.takeTurn(on: channel, transport) {
                case .waiting:
                    try await pause(until: deadline)
                    if exchange.inputIsSent { await letGather(until: deadline) }
                case .atEnd:
                    exchange.noteExit(of: channel, isClosed: try await isClosed(channel, until: deadline))
                    return .complete
                case .overLimit:
                    giveUp()
                    return .byteLimit
                case .failed(let code):
                    giveUp()
                    return .connectionLost(error(for: code, during: "a command"))
                }
            }
        } catch {
            // The channel must see the dead connection before it is freed.
            giveUp()
            throw error
        }
    }

    /// A host sends its answer in a hundred small pieces, one as each of its commands ends. To wake for each costs more
    /// than to read them, so what comes is given a moment to gather.
    private func letGather(until deadline: ContinuousClock.Instant) async {
        let clock = ContinuousClock()
        try? await clock.sleep(until: min(deadline, clock.now + .milliseconds(20)), tolerance: .milliseconds(5))
    }

    /// Waits for the host to close the channel of an answer that is all here. False when the connection ended first:
    /// some hosts end it with the command.
    private func isClosed(
        _ channel: borrowing ChannelHandle,
        until deadline: ContinuousClock.Instant
    ) async throws(Stop) -> Bool {
        do throws(Stop) {
            if try await drive(until: deadline, { channel.waitForClose() }) == 0 { return true }
        } catch {
            guard error == .lost else { throw error }
        }
        giveUp()
        return false
    }

    private func openChannel(until deadline: ContinuousClock.Instant) async throws(Stop) -> ChannelHandle? {
        while true {
            if let channel = handle.openChannel() { return channel }
            guard handle.lastErrorCode == LIBSSH2_ERROR_EAGAIN else { return nil }
            try await pause(until: deadline)
        }
    }

    private func giveUp() {
        isSpent = true
        transport.abandon()
    }

    private func ending(for stop: Stop) -> CommandResult.Ending {
        switch stop {
        case .deadline: .deadline
        case .cancelled: .cancelled
        case .lost: .connectionLost(error(for: stop, during: "a command"))
        }
    }

    /// libssh2's last error is either the host's refusal or the end of the connection.
    private func refusal(of what: String) -> CommandResult.Ending {
        let code = handle.lastErrorCode
        let refusals = [LIBSSH2_ERROR_CHANNEL_FAILURE, LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED]
        guard refusals.contains(code) else {
            isSpent = true
            return .connectionLost(error(for: code, during: "a command"))
        }
        return .refused(.commandRefused(endpoint, what))
    }
}

extension SSHError {
    static func commandRefused(_ endpoint: SSHEndpoint, _ what: String) -> SSHError {
        SSHError(
            .noShell,
            "\(endpoint.shownName): the login as \(visible(endpoint.user)) works, but the host refused \(what)",
            remedy: "give the account a shell, and allow it to run commands (sshd's MaxSessions, restrict, command=)"
        )
    }
}
