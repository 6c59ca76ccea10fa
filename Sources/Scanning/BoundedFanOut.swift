/// Works on many items at once, never more than a limit, without any barrier: a slow item holds up nobody.
///
/// Each result is handed to `receive` one after another, in the order in which work ends. When the task is cancelled
/// no new item is begun; items in flight are expected to end soon by themselves and are still received.
///
/// - Throws: what `receive` throws; work in flight is then cancelled.
package func fanOut<Item: Sendable, Result: Sendable>(
    over items: [Item],
    atOnce limit: Int,
    work: @escaping @Sendable (Item) async -> Result,
    receive: (Result) async throws -> Void
) async throws {
    precondition(limit > 0, "a limit of \(limit) would never begin")
    try await withThrowingTaskGroup(of: Result.self) { group in
        var waiting = items.makeIterator()
        func beginNext() {
            guard !Task.isCancelled, let item = waiting.next() else { return }
            group.addTask { await work(item) }
        }
        for _ in 0..<limit { beginNext() }
        while let result = try await group.next() {
            beginNext()
            try await receive(result)
        }
    }
}
