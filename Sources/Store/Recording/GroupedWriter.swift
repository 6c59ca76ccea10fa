import GRDB
import Synchronization

/// Lets what is to be written share transactions when it comes faster than the disk takes it.
///
/// A host touches hundreds of pages, mostly the same ones as the next host: one transaction of 32 hosts writes a
/// fraction of what 32 transactions write. Nobody waits for a group to fill: whatever came while the last transaction
/// was written makes the next one. Each piece stays whole: one that fails is undone alone.
final class GroupedWriter: Sendable {
    private static let largestGroup = 64

    private struct Job: Sendable {
        /// Does the work and keeps its result.
        let run: @Sendable (Database) throws -> Void
        /// Tells the waiting task, with the error that undid the work, if one did.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var isWriting = false
    }

    private let pool: DatabasePool
    private let state = Mutex(State())

    init(_ pool: DatabasePool) {
        self.pool = pool
    }

    /// Runs `body` in a transaction and returns when that is committed.
    ///
    /// - Throws: what `body` or the commit throws; `CancellationError` when the task was cancelled before.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            add(job(body, continuation))
        }
    }

    private func job<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) -> Job {
        let result = ResultBox<Value>()
        return Job(
            run: { database in result.store(try body(database)) },
            finish: { error in
                if let error { return continuation.resume(throwing: error) }
                guard let value = result.value else { return continuation.resume(throwing: CancellationError()) }
                continuation.resume(returning: value)
            }
        )
    }

    private func add(_ job: Job) {
        let mustStart = state.withLock { state in
            state.waiting.append(job)
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustStart { pool.asyncWriteWithoutTransaction { [self] database in writeAll(database) } }
    }

    private func writeAll(_ database: Database) {
        while let group = nextGroup() { write(group, database) }
    }

    private func nextGroup() -> [Job]? {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.isWriting = false
                return nil
            }
            let group = Array(state.waiting.prefix(Self.largestGroup))
            state.waiting.removeFirst(group.count)
            return group
        }
    }

    private func write(_ group: [Job], _ database: Database) {
        var failures: [Int: any Error] = [:]
        do {
            try database.inTransaction(.immediate) {
                for (index, job) in group.enumerated() {
                    if let failure = try undoneAlone(job, database) { failures[index] = failure }
                }
                return .commit
            }
            for (index, job) in group.enumerated() { job.finish(failures[index]) }
        } catch {
            for job in group { job.finish(error) }
        }
    }

    /// - Returns: why the job failed and was undone; nil when it did not fail.
    /// - Throws: when SQLite has given up the whole transaction, as it does when the disk is full.
    private func undoneAlone(_ job: Job, _ database: Database) throws -> (any Error)? {
        do {
            try database.inSavepoint {
                try job.run(database)
                return .commit
            }
            return nil
        } catch {
            guard database.isInsideTransaction else { throw error }
            return error
        }
    }
}

private final class ResultBox<Value: Sendable>: Sendable {
    private let storage = Mutex<Value?>(nil)

    var value: Value? { storage.withLock { $0 } }

    func store(_ value: Value) {
        storage.withLock { $0 = value }
    }
}
