import Synchronization

/// Ends another task's wait.
///
/// A ring while nobody waits is kept for the next wait, so that none is lost; several rings count as one. One task
/// waits at a time.
final class Doorbell: Sendable {
    private struct State {
        var isRung = false
        var signal: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    func ring() {
        let signal = state.withLock { state in
            let signal = state.signal
            state.signal = nil
            if signal == nil { state.isRung = true }
            return signal
        }
        signal?()
    }

    /// Called by whoever begins to wait: the next ring calls `signal`, a ring that is kept does so at once.
    func connect(_ signal: @escaping @Sendable () -> Void) {
        let isRung = state.withLock { state in
            let isRung = state.isRung
            state.isRung = false
            state.signal = isRung ? nil : signal
            return isRung
        }
        if isRung { signal() }
    }

    /// Called when the wait is over, however it ended: a ring from now on is kept.
    func disconnect() {
        state.withLock { $0.signal = nil }
    }

    /// Suspends until it is rung.
    func wait(_ poller: ReadinessPoller, until deadline: ContinuousClock.Instant) async -> ReadinessPoller.Outcome {
        defer { disconnect() }
        return await poller.wait(until: deadline) { connect($0) }
    }
}
