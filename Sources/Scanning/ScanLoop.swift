import Collectors
import EstateModel
import Store

/// The scan's only loop: asks the queue what to do, begins visits, and takes note of what comes back. No visit waits
/// for another.
struct ScanLoop {
    private enum Signal: Sendable {
        case visited(Int, HostVisit.Outcome, elapsed: Duration)
        case accepted(Int)
        case timer
        case ended
    }

    /// What is known of a target between its visits.
    private struct Progress {
        var attempts = 0
        var spent = Duration.zero
    }

    private let targets: [Target]
    private let visit: HostVisit
    private let settings: ScanRun.Settings
    private let events: @Sendable (ScanEvent) -> Void
    private let clock = ContinuousClock()
    private let begun: ContinuousClock.Instant
    private var random: SeededGenerator
    private var queue: AdmissionQueue
    private var progress: [Progress]
    private var timer: Duration?

    private(set) var summary = ScanSummary()
    /// Names of the targets that gave the answers of last time.
    private(set) var unchanged: Set<String> = []

    init(
        _ targets: [Target],
        visit: HostVisit,
        settings: ScanRun.Settings,
        random: SeededGenerator,
        events: @escaping @Sendable (ScanEvent) -> Void
    ) {
        self.targets = targets
        self.visit = visit
        self.settings = settings
        self.random = random
        self.events = events
        begun = clock.now
        queue = AdmissionQueue(targets, limits: settings.limits, hypervisors: settings.hypervisors)
        progress = Array(repeating: Progress(), count: targets.count)
    }

    /// - Throws: what the store throws; visits in flight are then given up.
    mutating func run() async throws(StoreError) {
        let (acceptances, accept) = AsyncStream<Int>.makeStream()
        let result: Result<Void, StoreError> = await withTaskGroup(of: Signal.self) { group in
            do throws(StoreError) {
                try await admit(&group, acceptances, accept)
                accept.finish()
                // Stopped in the middle: visits in flight end soon by themselves and still count.
                while let signal = await group.next() { try await take(signal) }
                return .success(())
            } catch {
                accept.finish()
                group.cancelAll()
                return .failure(error)
            }
        }
        try result.get()
    }

    private mutating func admit(
        _ group: inout TaskGroup<Signal>,
        _ acceptances: AsyncStream<Int>,
        _ accept: AsyncStream<Int>.Continuation
    ) async throws(StoreError) {
        listen(&group, acceptances)
        while !Task.isCancelled {
            switch queue.next(at: clock.now - begun) {
            case .begin(let index): try await begin(index, &group, accept)
            case .setAside(let index): try await fail(index, [setAside(targets[index])], .nothing, after: .zero)
            case .finished:
                group.cancelAll()
                return
            case .wait(let until):
                if let until { setTimer(until, &group) }
                guard let signal = await group.next() else { return }
                try await take(signal)
                if case .accepted = signal { listen(&group, acceptances) }
            }
        }
    }

    private mutating func begin(
        _ index: Int,
        _ group: inout TaskGroup<Signal>,
        _ accept: AsyncStream<Int>.Continuation
    ) async throws(StoreError) {
        var target = targets[index]
        if let problem = deferral(target) {
            queue.ended(index)
            return try await putOff(target, problem)
        }
        if !queue.mayEscalate(index) {
            target.escalation = .none
            target.escalationCredential = nil
        }
        progress[index].attempts += 1
        let budget = target.limits.host - progress[index].spent
        events(.hostBegan(target: target.name))
        group.addTask { [visit, target] in
            let (outcome, elapsed) = await visit.visit(target, budget: budget) { accept.yield(index) }
            return .visited(index, outcome, elapsed: elapsed)
        }
    }

    private func listen(_ group: inout TaskGroup<Signal>, _ acceptances: AsyncStream<Int>) {
        group.addTask {
            for await index in acceptances { return .accepted(index) }
            return .ended
        }
    }

    private mutating func setTimer(_ until: Duration, _ group: inout TaskGroup<Signal>) {
        if let timer, timer <= until { return }
        timer = until
        group.addTask { [clock, begun] in
            try? await clock.sleep(until: begun + until)
            return .timer
        }
    }

    private mutating func take(_ signal: Signal) async throws(StoreError) {
        switch signal {
        case .accepted(let index): queue.accepted(loginOf: index)
        case .timer: timer = nil
        case .ended: break
        case .visited(let index, let outcome, let elapsed): try await note(outcome, of: index, elapsed)
        }
    }

    private mutating func note(
        _ outcome: HostVisit.Outcome,
        of index: Int,
        _ elapsed: Duration
    ) async throws(StoreError) {
        let target = targets[index]
        noteEscalation(outcome, of: index)
        queue.ended(index)
        progress[index].spent += elapsed
        switch outcome {
        case .interrupted: break
        case .storeFailed(let error): throw error
        case .unchanged:
            unchanged.insert(target.name)
            summary.addCollected(target.name, isNew: false, isUnchanged: true, problems: [])
            events(.hostEnded(target: target.name, result: .unchanged, elapsed: elapsed))
        case .collected(let isNew, let problems, _):
            summary.addCollected(target.name, isNew: isNew, isUnchanged: false, problems: problems)
            events(.hostEnded(target: target.name, result: .collected(problems: problems), elapsed: elapsed))
        case .failed(let problems, let reach):
            if problems.first?.code == .authenticationRefused, queue.refused(loginOf: index) {
                summary.loginsSetAside.append((user: target.user, credential: target.credential))
                events(.loginSetAside(user: target.user, credential: target.credential))
            }
            if let problem = problems.first, let delay = delay(of: index, after: problem) {
                events(.hostWillBeRetried(target: target.name, problem: problem, after: delay))
                queue.retry(index, notBefore: clock.now - begun + delay)
            } else {
                try await fail(index, problems, reach, after: elapsed)
            }
        }
    }

    /// A password that sudo refuses on host after host locks accounts just as a refused login does.
    private mutating func noteEscalation(_ outcome: HostVisit.Outcome, of index: Int) {
        guard let credential = targets[index].escalationCredential, queue.mayEscalate(index),
            case .collected(_, _, let escalation) = outcome, let escalation
        else { return }
        if queue.escalated(index, wasRefused: escalation == .refused) {
            summary.loginsSetAside.append((user: targets[index].user, credential: credential))
            events(.loginSetAside(user: targets[index].user, credential: credential))
        }
    }

    private mutating func delay(of index: Int, after problem: Problem) -> Duration? {
        RetryPolicy(attempts: settings.limits.attempts).delay(
            after: problem,
            attempt: progress[index].attempts,
            budget: targets[index].limits.host - progress[index].spent,
            jitter: Double.random(in: 0..<1, using: &random)
        )
    }

    private mutating func fail(
        _ index: Int,
        _ problems: [Problem],
        _ reach: Reach,
        after elapsed: Duration
    ) async throws(StoreError) {
        let target = targets[index]
        try await Self.unlessStopped { () throws(StoreError) in
            try await visit.store.recordFailure(
                of: target,
                problems: problems,
                reach: reach,
                in: visit.scan,
                at: visit.now()
            )
            guard let problem = problems.first else { return }
            summary.addFailed(target.name, problem)
            events(.hostEnded(target: target.name, result: .failed(problem), elapsed: elapsed))
        }
    }

    private mutating func putOff(_ target: Target, _ problem: Problem) async throws(StoreError) {
        try await Self.unlessStopped { () throws(StoreError) in
            try await visit.store.recordFailure(of: target, problems: [problem], in: visit.scan, at: visit.now())
            summary.deferred.append((target.name, problem))
            events(.hostEnded(target: target.name, result: .deferred(problem), elapsed: .zero))
        }
    }

    /// The store writes nothing any more once the scan is stopped; then what was to be written is as if not visited.
    private static func unlessStopped(_ body: () async throws(StoreError) -> Void) async throws(StoreError) {
        do throws(StoreError) {
            try await body()
        } catch {
            guard error.code == .cancelled, Task.isCancelled else { throw error }
        }
    }

    // MARK: Reasons not to visit

    private func setAside(_ target: Target) -> Problem {
        let credential = visible(target.credential, limit: 80)
        return Problem(
            .credentialSetAside,
            message: "\(visible(target.name, limit: 80)): not visited, because three hosts in a row refused the "
                + "credential '\(credential)' for user '\(visible(target.user, limit: 40))'.",
            remedy: "Correct the credential '\(credential)' or the account, then run `reeve scan --resume`."
        )
    }

    /// Why the target may not be visited now; nil when it may.
    private func deferral(_ target: Target) -> Problem? {
        guard !settings.ignoresWindows, let window = target.window else { return nil }
        return window.deferral(of: target, at: visit.now())
    }
}
