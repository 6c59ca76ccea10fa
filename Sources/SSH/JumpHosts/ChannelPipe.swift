import Synchronization

/// The bytes between a session behind a jump host and the channel that carries it.
///
/// The session's task is at one end and the ``JumpLink`` at the other. Why not a socket pair: the link must be woken
/// anyway for packets that another channel's read brought along, so a pair would add two descriptors and two copies
/// through the kernel for each host and save nothing.
final class ChannelPipe: Sendable {
    /// How much may lie here in each direction. Beyond that the channel's window closes, or the session keeps the rest.
    static let capacity = 256 << 10

    private struct State {
        var towardsHost: [UInt8] = []
        var fromHost: [UInt8] = []
        var fromHostStart = 0
        /// Why nothing more comes from the host.
        var loss: Transport.Loss?
        /// The session is done with it.
        var isShut = false
        /// The link left bytes unread because there was no room.
        var linkWaitsForRoom = false
        /// The session has bytes left because there was no room.
        var sessionWaitsForRoom = false

        var fromHostCount: Int { fromHost.count - fromHostStart }
    }

    private let state = Mutex(State())
    /// Rung for the session.
    let sessionBell = Doorbell()
    /// Rung for the link; all its channels share it.
    private let linkBell: Doorbell

    init(linkBell: Doorbell) {
        self.linkBell = linkBell
    }

    // MARK: The session's end

    func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamAnswer {
        let (answer, makesRoom): (StreamAnswer, Bool) = state.withLock { state in
            guard !state.isShut else { return (.lost(.closed), false) }
            let count = min(buffer.count, state.fromHostCount)
            guard count > 0 else { return (state.loss.map { .lost($0) } ?? .wouldBlock, false) }
            let start = state.fromHostStart
            state.fromHost.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[start..<start + count])) }
            state.fromHostStart += count
            if state.fromHostCount == 0 {
                state.fromHost.removeAll(keepingCapacity: true)
                state.fromHostStart = 0
            }
            let makesRoom = state.linkWaitsForRoom && state.fromHostCount <= Self.capacity / 2
            if makesRoom { state.linkWaitsForRoom = false }
            return (.bytes(count), makesRoom)
        }
        if makesRoom { linkBell.ring() }
        return answer
    }

    func write(_ bytes: UnsafeRawBufferPointer) -> StreamAnswer {
        let answer: StreamAnswer = state.withLock { state in
            if let loss = state.loss { return .lost(loss) }
            guard !state.isShut else { return .lost(.closed) }
            let count = min(bytes.count, Self.capacity - state.towardsHost.count)
            guard count > 0 else {
                state.sessionWaitsForRoom = true
                return .wouldBlock
            }
            state.towardsHost.append(contentsOf: bytes[..<count])
            return .bytes(count)
        }
        if case .bytes = answer { linkBell.ring() }
        return answer
    }

    /// The session is over: what it wrote still goes out, and the channel closes.
    func shut() {
        let isNew = state.withLock { state in
            let isNew = !state.isShut
            state.isShut = true
            state.fromHost = []
            state.fromHostStart = 0
            return isNew
        }
        guard isNew else { return }
        sessionBell.ring()
        linkBell.ring()
    }

    // MARK: The link's end

    var isShut: Bool { state.withLock { $0.isShut } }

    /// Whether the link may deliver; when not, it is woken once there is room.
    func askForRoom() -> Bool {
        state.withLock { state in
            let hasRoom = state.fromHostCount < Self.capacity || state.isShut
            state.linkWaitsForRoom = !hasRoom
            return hasRoom
        }
    }

    func deliver(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            guard !state.isShut else { return }
            if state.fromHostStart > Self.capacity {
                state.fromHost.removeFirst(state.fromHostStart)
                state.fromHostStart = 0
            }
            state.fromHost.append(contentsOf: bytes)
        }
        sessionBell.ring()
    }

    /// Exchanges the link's empty buffer for what the session wrote.
    func take(into buffer: inout [UInt8]) {
        let wakesSession = state.withLock { state in
            guard !state.towardsHost.isEmpty else { return false }
            swap(&state.towardsHost, &buffer)
            defer { state.sessionWaitsForRoom = false }
            return state.sessionWaitsForRoom
        }
        if wakesSession { sessionBell.ring() }
    }

    /// Nothing more comes. What was delivered can still be read.
    func end(_ loss: Transport.Loss) {
        state.withLock { state in
            if state.loss == nil { state.loss = loss }
        }
        sessionBell.ring()
    }
}
