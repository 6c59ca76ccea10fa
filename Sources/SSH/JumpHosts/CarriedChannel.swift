import CLibSSH2

/// One `direct-tcpip` channel of a jump host's connection and the session behind it.
final class CarriedChannel {
    enum Step: Hashable {
        /// Nothing to do until bytes come or go.
        case waiting
        /// There is more; other channels have their turn first.
        case unfinished
        /// The channel is closed on both sides.
        case gone
        /// An error of libssh2 that ends the connection.
        case failed(Int32)
    }

    /// What one channel may move in one turn, so that none holds up the others.
    private static let bytesPerTurn = 128 << 10
    private static let writeBytes = 32 << 10

    let pipe: ChannelPipe
    private let handle: ChannelHandle
    private var outgoing: [UInt8] = []
    private var outgoingStart = 0
    /// Nothing more comes from the host.
    private var isAtEnd = false
    private var isClosing = false
    /// Whether the connection may be read for this channel; one whose session does not keep up lets its window close.
    private(set) var hasRoom = true

    init(handle: consuming ChannelHandle, pipe: ChannelPipe) {
        self.handle = handle
        self.pipe = pipe
    }

    func lookForRoom() {
        hasRoom = isAtEnd || isClosing || pipe.askForRoom()
    }

    /// Has libssh2 read everything from the connection, for all of its channels. Returns 0 or an error of libssh2.
    func pull() -> Int32 {
        let none = UnsafeMutableRawBufferPointer(start: nil, count: 0)
        let code = Int32(handle.read(.stdout, into: none))
        return code == LIBSSH2_ERROR_EAGAIN ? 0 : code
    }

    /// Brings bytes from the host to the session: those that were pulled.
    func receive(into buffer: UnsafeMutableRawBufferPointer, credit: inout Int) -> Step {
        guard !isAtEnd, !isClosing else { return .waiting }
        var moved = 0
        while handle.hasQueuedBytes {
            guard moved < Self.bytesPerTurn else { return .unfinished }
            guard pipe.askForRoom() else { return .waiting }
            let count = handle.read(.stdout, into: buffer)
            guard count > 0 else {
                return count == 0 || count == Int(LIBSSH2_ERROR_EAGAIN) ? .waiting : .failed(Int32(count))
            }
            pipe.deliver(.init(rebasing: buffer[..<count]))
            moved += count
            credit += count
        }
        if handle.isAtEnd {
            isAtEnd = true
            pipe.end(.closed)
        }
        return .waiting
    }

    /// Brings what the session wrote to the host, and closes the channel when either side is done.
    func send(over transport: Transport) -> Step {
        let isShut = pipe.isShut
        if !isClosing {
            switch write(over: transport) {
            // A session that is over waits for no window: what it still wrote is only its leave.
            case .waiting: isClosing = isAtEnd || (isShut && transport.hasRoom)
            case let step: return step
            }
        }
        guard isClosing else { return .waiting }
        return handle.close() == LIBSSH2_ERROR_EAGAIN ? .waiting : .gone
    }

    private func write(over transport: Transport) -> Step {
        var moved = 0
        while transport.hasRoom {
            guard moved < Self.bytesPerTurn else { return .unfinished }
            if outgoingStart == outgoing.count {
                outgoing.removeAll(keepingCapacity: true)
                outgoingStart = 0
                pipe.take(into: &outgoing)
                if outgoing.isEmpty { break }
            }
            let end = min(outgoing.count, outgoingStart + Self.writeBytes)
            let count = handle.write(outgoing[outgoingStart..<end])
            guard count > 0 else {
                // The host's window is full; the packet that opens it wakes the link.
                return count == 0 || count == Int(LIBSSH2_ERROR_EAGAIN) ? .waiting : .failed(Int32(count))
            }
            outgoingStart += count
            moved += count
        }
        return .waiting
    }
}
