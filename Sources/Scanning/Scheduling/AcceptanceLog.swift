import Synchronization

/// Which targets' logins were accepted, told by many visits and read by one loop.
///
/// A login is accepted long before its visit ends, and hundreds may be at any moment: they are taken all at once, and
/// a waiting loop is woken by the first.
final class AcceptanceLog: Sendable {
    private let accepted = Mutex<[Int]>([])
    private let wakeUps: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init() {
        (wakeUps, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func add(_ target: Int) {
        accepted.withLock { $0.append(target) }
        wake.yield()
    }

    /// What was added since the last call, in its order.
    func take() -> [Int] {
        accepted.withLock { accepted in
            defer { accepted = [] }
            return accepted
        }
    }

    /// Waits for something to take. False when the log is closed, or the task is cancelled.
    func next() async -> Bool {
        for await _ in wakeUps { return true }
        return false
    }

    /// Ends the wait of whoever waits.
    func close() {
        wake.finish()
    }
}
