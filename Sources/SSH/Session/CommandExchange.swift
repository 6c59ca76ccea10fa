import CLibSSH2

/// The state of one command: what is still to be written and what came.
struct CommandExchange {
    enum Turn: Hashable {
        /// Nothing more can be done until the transport can go on.
        case waiting
        case atEnd
        case overLimit
        /// An error of libssh2.
        case failed(Int32)
    }

    private static let readBytes = 64 << 10
    private static let writeBytes = 32 << 10

    private var input: ArraySlice<UInt8>
    private var inputIsEnded = false
    private var bytesLeft: Int
    private(set) var result = CommandResult(ending: .complete)

    /// Whether the host has all that it is to read, so that only its answer is waited for.
    var inputIsSent: Bool { inputIsEnded }

    init(input: [UInt8], byteLimit: Int) {
        self.input = input[...]
        bytesLeft = byteLimit
    }

    /// Writes what the host takes and reads what is there. Both in each turn: a host that waits for us to read would
    /// otherwise never read what we write.
    mutating func takeTurn(on channel: borrowing ChannelHandle, _ transport: Transport) -> Turn {
        let written = write(to: channel, transport)
        guard written == 0 else { return .failed(written) }
        // The buffer lives for this turn only, so sessions that wait hold none.
        let turn = withUnsafeTemporaryAllocation(byteCount: Self.readBytes, alignment: 16) { buffer in
            let turn = read(.stdout, from: channel, into: buffer)
            return turn == .waiting ? read(.stderr, from: channel, into: buffer) : turn
        }
        guard turn == .waiting else { return turn }
        return channel.isAtEnd ? .atEnd : .waiting
    }

    /// libssh2 gives 0 also for a status that never came, so 0 counts only when the host closed the channel.
    mutating func noteExit(of channel: borrowing ChannelHandle, isClosed: Bool) {
        result.exitSignal = channel.exitSignal
        guard result.exitSignal == nil, isClosed || channel.exitStatus != 0 else { return }
        result.exitStatus = channel.exitStatus
    }

    /// Returns 0 or an error of libssh2.
    private mutating func write(to channel: borrowing ChannelHandle, _ transport: Transport) -> Int32 {
        while !input.isEmpty, transport.isFlushed {
            let count = channel.write(input.prefix(Self.writeBytes))
            if count > 0 {
                input = input.dropFirst(count)
            } else if count == 0 || count == LIBSSH2_ERROR_EAGAIN {
                // The host's window is full.
                break
            } else if count == LIBSSH2_ERROR_CHANNEL_CLOSED || count == LIBSSH2_ERROR_CHANNEL_EOF_SENT {
                // The command ended without reading everything; its answer still counts.
                input = []
                inputIsEnded = true
            } else {
                return Int32(count)
            }
        }
        if input.isEmpty, !inputIsEnded { inputIsEnded = channel.sendEnd() != LIBSSH2_ERROR_EAGAIN }
        return 0
    }

    /// One byte more than allowed is asked for, so that an answer of just the allowed length is whole.
    private mutating func read(
        _ stream: ChannelHandle.Stream,
        from channel: borrowing ChannelHandle,
        into buffer: UnsafeMutableRawBufferPointer
    ) -> Turn {
        while true {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, bytesLeft + 1)])
            let count = channel.read(stream, into: room)
            if count == 0 || count == LIBSSH2_ERROR_EAGAIN { return .waiting }
            guard count > 0 else { return .failed(Int32(count)) }
            let kept = min(count, bytesLeft)
            bytesLeft -= kept
            switch stream {
            case .stdout: result.stdout.append(contentsOf: room[..<kept])
            case .stderr: result.stderr.append(contentsOf: room[..<kept])
            }
            if kept < count { return .overLimit }
        }
    }
}
