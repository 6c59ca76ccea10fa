import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// Maps with as many cores as there are, in batches that are worth a thread each. The order is the array's own.
    ///
    /// - Parameters:
    ///   - batch: how many elements one thread takes at a time, at least 1.
    ///   - transform: pure; it is called on several threads at once.
    package func concurrentMap<Result: Sendable>(
        inBatchesOf batch: Int,
        _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard count > batch else { return map(transform) }
        let batches = (count + batch - 1) / batch
        let parts = Mutex([[Result]](repeating: [], count: batches))
        DispatchQueue.concurrentPerform(iterations: batches) { number in
            let part = self[number * batch..<Swift.min((number + 1) * batch, count)].map(transform)
            parts.withLock { $0[number] = part }
        }
        return parts.withLock { Array<Result>($0.joined()) }
    }
}
