import CLibSSH2
import Glibc
import Synchronization

/// What the poller's thread and the waiting tasks share.
///
/// The thread keeps this object alive, not the ``ReadinessPoller``, so that dropping the poller ends the thread.
final class PollerCore: Sendable {
    typealias Continuation = CheckedContinuation<ReadinessPoller.Outcome, Never>

    struct Watch: Sendable {
        let descriptor: Int32
        let interest: ReadinessPoller.Interest
    }

    private struct State {
        var waiting: [UInt64: Continuation] = [:]
        var deadlines = DeadlineHeap()
        /// When the thread wakes by itself; nil when only an event wakes it.
        var sleepsUntil: ContinuousClock.Instant?
        var isStopping = false
    }

    /// The token of the wake-up descriptor; waits count from 1.
    private static let wakeUpToken: UInt64 = 0
    private static let eventsAtOnce = 256

    private let epoll: SocketDescriptor
    private let wakeUp: SocketDescriptor
    private let lastToken = Atomic<UInt64>(0)
    private let state = Mutex(State())

    init() throws(SSHError) {
        epoll = SocketDescriptor(epoll_create1(Int32(EPOLL_CLOEXEC)))
        wakeUp = SocketDescriptor(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)))
        guard epoll.isOpen, wakeUp.isOpen else { throw SSHError.localLimit("cannot watch sockets", errno: errno) }
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: Self.wakeUpToken))
        guard epoll_ctl(epoll.number, EPOLL_CTL_ADD, wakeUp.number, &event) == 0 else {
            throw SSHError.localLimit("cannot watch sockets", errno: errno)
        }
    }

    func startThread() throws(SSHError) {
        let code = PlainThread.start { [self] in runThread() }
        guard code == 0 else { throw SSHError.localLimit("cannot start the thread that watches sockets", errno: code) }
    }

    func stop() {
        state.withLock { $0.isStopping = true }
        wake()
    }

    var wakeUpDescriptor: Int32 { wakeUp.number }

    func makeToken() -> UInt64 {
        lastToken.add(1, ordering: .relaxed).newValue
    }

    /// Takes the continuation; false when the wait is over already.
    func register(
        _ token: UInt64,
        until deadline: ContinuousClock.Instant,
        watching watch: Watch?,
        _ continuation: Continuation
    ) -> Bool {
        // A task is marked cancelled before its handlers run: either this sees the mark, or the handler finds the
        // token.
        let needsWake: Bool? = state.withLock { state in
            if Task.isCancelled { return nil }
            state.waiting[token] = continuation
            state.deadlines.insert(DeadlineHeap.Entry(deadline: deadline, token: token))
            guard let sleepsUntil = state.sleepsUntil else { return true }
            return deadline < sleepsUntil
        }
        guard let needsWake else {
            continuation.resume(returning: .cancelled)
            return false
        }
        if let watch, let failure = arm(watch, token: token) {
            end(token, with: .failed(failure))
            return false
        }
        if needsWake { wake() }
        return true
    }

    func end(_ token: UInt64, with outcome: ReadinessPoller.Outcome) {
        let continuation = state.withLock { $0.waiting.removeValue(forKey: token) }
        continuation?.resume(returning: outcome)
    }

    /// Returns the errno when the kernel refuses.
    private func arm(_ watch: Watch, token: UInt64) -> Int32? {
        let events = watch.interest.rawValue | EPOLLONESHOT.rawValue
        var event = epoll_event(events: events, data: epoll_data_t(u64: token))
        // All waits but a socket's first re-arm it, so that is tried first.
        if epoll_ctl(epoll.number, EPOLL_CTL_MOD, watch.descriptor, &event) == 0 { return nil }
        guard errno == ENOENT else { return errno }
        return epoll_ctl(epoll.number, EPOLL_CTL_ADD, watch.descriptor, &event) == 0 ? nil : errno
    }

    private func wake() {
        var one: UInt64 = 1
        // A full counter means that a wake-up is pending already.
        _ = write(wakeUp.number, &one, MemoryLayout<UInt64>.size)
    }

    private func runThread() {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.eventsAtOnce) { events in
            while let timeout = prepareToSleep() {
                let count = epoll_wait(epoll.number, events.baseAddress, Int32(Self.eventsAtOnce), timeout)
                var tokens: [UInt64] = []
                for index in 0..<Int(max(0, count)) {
                    let token = events[index].data.u64
                    if token == Self.wakeUpToken { clearWakeUp() } else { tokens.append(token) }
                }
                resume(ready: tokens)
            }
        }
    }

    /// The timeout of the next sleep in milliseconds, -1 for none; nil when the thread is to end.
    private func prepareToSleep() -> Int32? {
        state.withLock { state in
            if state.isStopping { return nil }
            if state.deadlines.count > 2 * state.waiting.count + 64 {
                let waiting = state.waiting
                state.deadlines.removeAll { waiting[$0] != nil }
            }
            state.sleepsUntil = state.deadlines.earliest
            guard let earliest = state.deadlines.earliest else { return -1 }
            return ContinuousClock.now.duration(to: earliest).wholeMilliseconds
        }
    }

    private func clearWakeUp() {
        var count: UInt64 = 0
        _ = read(wakeUp.number, &count, MemoryLayout<UInt64>.size)
    }

    private func resume(ready tokens: [UInt64]) {
        let now = ContinuousClock.now
        let (ready, late) = state.withLock { state in
            let ready = tokens.compactMap { state.waiting.removeValue(forKey: $0) }
            var late: [Continuation] = []
            while let due = state.deadlines.popDue(at: now) {
                if let continuation = state.waiting.removeValue(forKey: due.token) { late.append(continuation) }
            }
            return (ready, late)
        }
        for continuation in ready { continuation.resume(returning: .ready) }
        for continuation in late { continuation.resume(returning: .deadline) }
    }
}

extension Duration {
    /// Rounded up, at least 0, at most what `epoll_wait` takes.
    var wholeMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < 86_400 else { return 86_400_000 }
        return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
