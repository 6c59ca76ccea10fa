import Synchronization

/// What hosts said to the login they were offered, in the order in which they said it; told by many visits and read by
/// one loop.
///
/// A login is accepted long before its visit ends, and the loop may be behind by hundreds of visits: only this order
/// tells three refusals in a row from three among hundreds. A waiting loop is woken by the first entry.
final class LoginLog: Sendable {
    enum Entry: Hashable, Sendable {
        case accepted(Int)
        case refused(Int)
    }

    private let entries = Mutex<[Entry]>([])
    private let wakeUps: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init() {
        (wakeUps, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func add(_ entry: Entry) {
        entries.withLock { $0.append(entry) }
        wake.yield()
    }

    /// What was added since the last call, in its order.
    func take() -> [Entry] {
        entries.withLock { entries in
            defer { entries = [] }
            return entries
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
