import Glibc
import Synchronization

/// A bounded number of threads for calls that block: name look-ups and key files.
///
/// Threads are started when there is work and none is idle, up to the limit; after that, work queues.
final class BlockingWorkers: Sendable {
    enum Outcome<Value: Sendable>: Sendable {
        case value(Value)
        case deadline
        case cancelled
    }

    private let queue: WorkQueue
    private let poller: ReadinessPoller

    init(limit: Int, poller: ReadinessPoller) {
        queue = WorkQueue(limit: limit)
        self.poller = poller
    }

    deinit {
        queue.stop()
    }

    /// Runs `body` on a worker. A call that is late or cancelled goes on there, and nobody waits for its value.
    func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant,
        _ body: @escaping @Sendable () -> Value
    ) async -> Outcome<Value> {
        let result = ResultBox<Value>()
        let outcome = await poller.wait(until: deadline) { [queue] signal in
            queue.add {
                result.store(body())
                signal()
            }
        }
        if let value = result.value { return .value(value) }
        return outcome == .cancelled ? .cancelled : .deadline
    }
}

private final class ResultBox<Value: Sendable>: Sendable {
    private let storage = Mutex<Value?>(nil)

    var value: Value? { storage.withLock { $0 } }

    func store(_ value: Value) {
        storage.withLock { $0 = value }
    }
}

/// What the workers share; they keep it alive until they end.
private final class WorkQueue: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var threads = 0
        var idle = 0
        var isStopping = false
    }

    private let limit: Int
    private let state = Mutex(State())
    /// Counts jobs that no worker has taken. Semaphores are made to be shared by threads; the address never changes.
    private nonisolated(unsafe) let available: UnsafeMutablePointer<sem_t>

    init(limit: Int) {
        self.limit = limit
        available = .allocate(capacity: 1)
        available.initialize(to: sem_t())
        sem_init(available, 0, 0)
    }

    deinit {
        sem_destroy(available)
        available.deallocate()
    }

    func add(_ job: @escaping @Sendable () -> Void) {
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.idle < state.jobs.count, state.threads < limit else { return false }
            state.threads += 1
            return true
        }
        sem_post(available)
        // Without a thread the job waits for one of the others, and its caller has a deadline.
        if needsThread, PlainThread.start({ [self] in work() }) != 0 { state.withLock { $0.threads -= 1 } }
    }

    func stop() {
        let threads = state.withLock { state in
            state.isStopping = true
            return state.threads
        }
        for _ in 0..<threads { sem_post(available) }
    }

    private func work() {
        while true {
            state.withLock { $0.idle += 1 }
            while sem_wait(available) != 0 {}
            let job = state.withLock { state in
                state.idle -= 1
                return state.isStopping || state.jobs.isEmpty ? nil : state.jobs.removeFirst()
            }
            guard let job else { return }
            job()
        }
    }
}
