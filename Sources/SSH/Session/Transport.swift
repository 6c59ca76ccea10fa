import CLibSSH2
import Glibc

/// The bytes below one SSH session: what libssh2 sends and receives goes through here.
///
/// Today that is a TCP socket. Behind a jump host it is one end of a socket pair whose other end is pumped through a
/// `direct-tcpip` channel, so nothing above needs to know.
///
/// Sending never blocks: bytes that the socket does not take wait here. So libssh2 never stops in the middle of a packet,
/// where it would refuse every other call, and it can always read while the other side is slow to read.
///
/// The end of the connection is kept from libssh2 until everything that came before it has been read, because libssh2
/// drops what it has queued as soon as it sees the end.
final class Transport {
    enum Loss: Hashable, Sendable {
        /// The other side closed the connection.
        case closed
        case failed(Int32)
        /// More was sent, or less was read, than any honest server would.
        case flooded
    }

    /// One call of libssh2 reads for as long as there is something; this bounds it, so that a host which never stops
    /// sending cannot keep us from looking at the clock.
    private static let bytesPerTurn = 1 << 20
    private static let unsentLimit = 4 << 20
    private static let greetingLimit = 16 << 10

    private let socket: SocketDescriptor
    private let poller: ReadinessPoller
    private var unsent: [UInt8] = []
    /// Read already, not yet given to libssh2.
    private var unread: ArraySlice<UInt8> = []
    private var turnBytes = 0
    private var mayHaveMore = true
    private var isHeldBack = true
    private var isAbandoned = false

    /// The first bytes from the server, until the key exchange is over; they explain a failure.
    private(set) var greeting: [UInt8] = []
    /// Why the connection is over; nil while it is not.
    private(set) var loss: Loss?
    /// How many bytes may still come.
    var receiveLimit = 1 << 20

    init(socket: consuming SocketDescriptor, poller: ReadinessPoller) {
        self.socket = socket
        self.poller = poller
    }

    /// libssh2 wants a descriptor to hand to its callbacks, which do not look at it.
    var descriptorNumber: Int32 { socket.number }

    // MARK: Called by libssh2

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if isAbandoned { return 0 }
        if isHeldBack { return -Int(EAGAIN) }
        if !unread.isEmpty {
            let count = min(buffer.count, unread.count)
            buffer.copyBytes(from: unread.prefix(count))
            unread = unread.dropFirst(count)
            return count
        }
        guard loss == nil, mayHaveMore, turnBytes < Self.bytesPerTurn else { return -Int(EAGAIN) }
        let count = receiveFromSocket(into: buffer)
        guard count > 0 else { return -Int(EAGAIN) }
        if greeting.count < Self.greetingLimit { greeting.append(contentsOf: buffer[..<count]) }
        return count
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        if isAbandoned || loss != nil { return -Int(EPIPE) }
        unsent.append(contentsOf: bytes)
        // Packets are gathered until the session waits: the end of a script shares a packet with its last line.
        if unsent.count >= 64 << 10 { flush() }
        return bytes.count
    }

    // MARK: Called by the session

    /// Suspends until the other side sent something or takes what is unsent.
    func wait(until deadline: ContinuousClock.Instant) async -> ReadinessPoller.Outcome {
        flush()
        let turnIsOver = turnBytes >= Self.bytesPerTurn
        turnBytes = 0
        if turnIsOver, mayHaveMore {
            if Task.isCancelled { return .cancelled }
            if ContinuousClock.now >= deadline { return .deadline }
            await Task.yield()
            return .ready
        }
        guard loss == nil else { return .ready }
        let interest: ReadinessPoller.Interest = unsent.isEmpty ? .readable : [.readable, .writable]
        let outcome = await poller.wait(for: socket.number, interest, until: deadline)
        if outcome == .ready { mayHaveMore = true }
        if case .failed(let code) = outcome { loss = .failed(code) }
        flush()
        return outcome
    }

    /// Whether everything was handed to the kernel, so that more may be written.
    var isFlushed: Bool {
        flush()
        return unsent.isEmpty
    }

    /// Reads what is there into ``greeting`` before libssh2 may see any of it.
    func readGreeting() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while loss == nil, mayHaveMore, greeting.count < Self.greetingLimit {
            let count = buffer.withUnsafeMutableBytes { receiveFromSocket(into: $0) }
            if count > 0 { greeting.append(contentsOf: buffer[..<count]) }
        }
    }

    /// Lets libssh2 read on, from `offset` of the greeting.
    func letThrough(from offset: Int) {
        greeting.removeFirst(offset)
        unread = greeting[...]
        isHeldBack = false
    }

    func forgetGreeting() {
        greeting = []
    }

    /// From here on libssh2 sees a dead connection: it frees what it holds and waits for nothing.
    func abandon() {
        guard !isAbandoned else { return }
        flush()
        isAbandoned = true
        shutdown(socket.number, Int32(SHUT_RDWR))
    }

    /// Ends the connection under a session that is in use; that session finds it lost.
    func cut() {
        shutdown(socket.number, Int32(SHUT_RDWR))
    }

    // MARK: The socket

    private func receiveFromSocket(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = recv(socket.number, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            // Less than was asked for means that there was no more; the poller knows better if more came since.
            mayHaveMore = count == buffer.count
            turnBytes += count
            receiveLimit -= count
            if receiveLimit < 0 { loss = .flooded }
            return count
        }
        mayHaveMore = false
        if count == 0 {
            loss = .closed
        } else if errno == EINTR {
            mayHaveMore = true
        } else if errno != EAGAIN {
            loss = .failed(errno)
        }
        return 0
    }

    private func flush() {
        guard !unsent.isEmpty, loss == nil else { return }
        // MSG_NOSIGNAL: writing to a closed connection is an error to handle, not a signal that ends the program.
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        let number = socket.number
        let count = unsent.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, flags) }
        if count > 0 {
            unsent.removeFirst(count)
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            // Bytes that came before the end may still be read; the loss shows when there are none left.
            unsent = []
        }
        if unsent.count > Self.unsentLimit { loss = .flooded }
    }
}
