import Foundation
import Synchronization

/// Calls something ten times a second on a thread of its own, so that neither a slow terminal nor a reader that takes
/// its time holds up the scan.
final class Ticker: Sendable {
    private let isStopping = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)

    init(_ tick: @escaping @Sendable () -> Void) {
        Thread.detachNewThread { [self] in
            while !isStopping.withLock({ $0 }) {
                usleep(100_000)
                tick()
            }
            ended.signal()
        }
    }

    /// Returns after the last call, of which at least one comes after this began.
    func stop() {
        isStopping.withLock { $0 = true }
        ended.wait()
    }
}
