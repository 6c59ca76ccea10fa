import Glibc

/// The bytes below one SSH session: what libssh2 sends and receives goes through here.
///
/// Below is a TCP socket or a channel through a jump host; nothing above needs to know which.
///
/// Sending never blocks: bytes that the stream does not take wait here. So libssh2 never stops in the middle of a
/// packet, where it would refuse every other call, and it can always read while the other side is slow to read.
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
        /// The connection to the jump host is gone; the text says how.
        case jumpHost(String)
    }

    /// One call of libssh2 reads for as long as there is something; this bounds it, so that a host which never stops
    /// sending cannot keep us from looking at the clock.
    private static let bytesPerTurn = 1 << 20
    private static let unsentLimit = 4 << 20
    private static let gatheredBytes = 64 << 10
    private static let greetingLimit = 16 << 10

    private let stream: any ByteStream
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

    init(_ stream: some ByteStream) {
        self.stream = stream
    }

    /// libssh2 wants a descriptor to hand to its callbacks, which do not look at it.
    var descriptorNumber: Int32 { stream.descriptorNumber }

    /// Rung to end a wait early.
    var bell: Doorbell { stream.bell }

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
        let count = receiveFromStream(into: buffer)
        guard count > 0 else { return -Int(EAGAIN) }
        if greeting.count < Self.greetingLimit { greeting.append(contentsOf: buffer[..<count]) }
        return count
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        if isAbandoned || loss != nil { return -Int(EPIPE) }
        unsent.append(contentsOf: bytes)
        // Packets are gathered until the session waits: the end of a script shares a packet with its last line.
        if unsent.count >= Self.gatheredBytes { flush() }
        return bytes.count
    }

    // MARK: Called by the session

    /// Suspends until the other side sent something or takes what is unsent, or until ``bell`` rings.
    ///
    /// Without `reading`, what the other side sends ends no wait; a reader that has no room must not be called for it.
    func wait(until deadline: ContinuousClock.Instant, reading: Bool = true) async -> ReadinessPoller.Outcome {
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
        var interest: ReadinessPoller.Interest = reading ? .readable : []
        if !unsent.isEmpty { interest.insert(.writable) }
        let outcome = await stream.wait(for: interest, until: deadline)
        if outcome == .ready { mayHaveMore = true }
        if case .failed(let code) = outcome { loss = .failed(code) }
        flush()
        return outcome
    }

    /// Whether more may be written now without piling up; several small packets then go out together.
    var hasRoom: Bool {
        if unsent.count >= Self.gatheredBytes { flush() }
        return unsent.count < Self.gatheredBytes
    }

    /// Whether everything was handed on, so that more may be written.
    var isFlushed: Bool {
        flush()
        return unsent.isEmpty
    }

    /// Reads what is there into ``greeting`` before libssh2 may see any of it.
    func readGreeting() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while loss == nil, mayHaveMore, greeting.count < Self.greetingLimit {
            let count = buffer.withUnsafeMutableBytes { receiveFromStream(into: $0) }
            if count > 0 { greeting.append(contentsOf: buffer[..<count]) }
        }
    }

    /// Reads what came while nobody reads, so that the end of the connection is noticed; libssh2 gets it later.
    func readAhead() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while loss == nil, mayHaveMore {
            let count = buffer.withUnsafeMutableBytes { receiveFromStream(into: $0) }
            unread.append(contentsOf: buffer[..<count])
            if unread.count > Self.greetingLimit { loss = .flooded }
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
        stream.shutDown()
    }

    /// Ends the connection under a session that is in use; that session finds it lost.
    func cut() {
        stream.shutDown()
    }

    // MARK: The stream

    private func receiveFromStream(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        mayHaveMore = false
        switch stream.receive(into: buffer) {
        case .bytes(let count):
            // Less than was asked for means that there was no more; a wait tells if more came since.
            mayHaveMore = count == buffer.count
            turnBytes += count
            receiveLimit -= count
            if receiveLimit < 0 { loss = .flooded }
            return count
        case .wouldBlock: break
        case .lost(let reason): loss = reason
        }
        return 0
    }

    private func flush() {
        while !unsent.isEmpty, loss == nil {
            switch unsent.withUnsafeBytes({ stream.send($0) }) {
            case .bytes(let count):
                unsent.removeFirst(count)
                continue
            case .wouldBlock: break
            // Bytes that came before the end may still be read; the loss shows when there are none left.
            case .lost: unsent = []
            }
            break
        }
        if unsent.count > Self.unsentLimit { loss = .flooded }
    }
}
