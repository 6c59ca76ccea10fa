import Collectors
import EstateModel
import Store

/// The scan's only loop: asks the queue what to do, begins visits, and takes note of what comes back. No visit waits
/// for another.
struct ScanLoop {
    private enum Signal: Sendable {
        case visited(Int, HostVisit.Outcome, elapsed: Duration)
        /// Some host said something to its login.
        case login
        /// Why a target was not read is stored; nil when the scan was stopped before.
        case noted(Unread?)
        case noteFailed(StoreError)
        case timer
        case ended
    }

    /// A target that was not read, and why.
    private struct Unread: Sendable {
        var target: Target
        var problems: [Problem]
        /// Nil when it was put off rather than tried.
        var reach: Reach?
        var elapsed = Duration.zero
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
    /// Notes of unread targets that are on their way into the store.
    private var notesUnderWay = 0
    private let logins = LoginLog()

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
        queue = AdmissionQueue(
            targets,
            limits: settings.limits,
            hypervisors: settings.hypervisors,
            keys: visit.keyCredentials
        )
        progress = Array(repeating: Progress(), count: targets.count)
    }

    /// - Throws: what the store throws; visits in flight are then given up.
    mutating func run() async throws(StoreError) {
        let result: Result<Void, StoreError> = await withTaskGroup(of: Signal.self) { group in
            do throws(StoreError) {
                try await admit(&group)
                logins.close()
                // Stopped in the middle: visits in flight end soon by themselves and still count.
                while let signal = await group.next() { try take(signal, &group) }
                return .success(())
            } catch {
                logins.close()
                group.cancelAll()
                return .failure(error)
            }
        }
        try result.get()
    }

    private mutating func admit(_ group: inout TaskGroup<Signal>) async throws(StoreError) {
        listen(&group)
        while !Task.isCancelled {
            noteLogins()
            switch queue.next(at: clock.now - begun) {
            case .begin(let index): begin(index, &group)
            case .setAside(let index):
                store(Unread(target: targets[index], problems: [.setAside(targets[index])], reach: .nothing), &group)
            case .finished where notesUnderWay == 0:
                group.cancelAll()
                return
            case .finished: try await takeNext(&group)
            case .wait(let until):
                if let until { setTimer(until, &group) }
                try await takeNext(&group)
            }
        }
    }

    private mutating func takeNext(_ group: inout TaskGroup<Signal>) async throws(StoreError) {
        guard let signal = await group.next() else { return }
        try take(signal, &group)
        if case .login = signal { listen(&group) }
    }

    private mutating func begin(_ index: Int, _ group: inout TaskGroup<Signal>) {
        var target = targets[index]
        if !settings.ignoresWindows, let problem = target.window?.deferral(of: target, at: visit.now()) {
            queue.ended(index)
            return store(Unread(target: target, problems: [problem]), &group)
        }
        if !queue.mayEscalate(index) {
            target.escalation = .none
            target.escalationCredential = nil
        }
        progress[index].attempts += 1
        let budget = target.limits.host - progress[index].spent
        events(.hostBegan(target: target.name))
        // The loop comes before them: were it to wait for a core like every visit, few would be under way at a time,
        // and a silent host that is met last is waited for at the end.
        group.addTask(priority: .utility) { [visit, target, logins] in
            let (outcome, elapsed) = await visit.visit(target, budget: budget) { logins.add(.accepted(index)) }
            if case .failed(let problems, _) = outcome, problems.first?.code == .authenticationRefused {
                logins.add(.refused(index))
            }
            return .visited(index, outcome, elapsed: elapsed)
        }
    }

    private func listen(_ group: inout TaskGroup<Signal>) {
        group.addTask { [logins] in await logins.next() ? .login : .ended }
    }

    private mutating func noteLogins() {
        for entry in logins.take() {
            switch entry {
            case .accepted(let index): queue.accepted(loginOf: index)
            case .refused(let index):
                guard queue.refused(loginOf: index) else { continue }
                summary.loginsSetAside.append((user: targets[index].user, credential: targets[index].credential))
                events(.loginSetAside(user: targets[index].user, credential: targets[index].credential))
            }
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

    private mutating func take(_ signal: Signal, _ group: inout TaskGroup<Signal>) throws(StoreError) {
        noteLogins()
        switch signal {
        case .login, .ended: break
        case .timer: timer = nil
        case .visited(let index, let outcome, let elapsed): try note(outcome, of: index, elapsed, &group)
        case .noted(let unread):
            notesUnderWay -= 1
            if let unread { count(unread) }
        case .noteFailed(let error): throw error
        }
    }

    private mutating func note(
        _ outcome: HostVisit.Outcome,
        of index: Int,
        _ elapsed: Duration,
        _ group: inout TaskGroup<Signal>
    ) throws(StoreError) {
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
            if let problem = problems.first, let delay = delay(of: index, after: problem) {
                events(.hostWillBeRetried(target: target.name, problem: problem, after: delay))
                queue.retry(index, notBefore: clock.now - begun + delay)
            } else {
                store(Unread(target: target, problems: problems, reach: reach, elapsed: elapsed), &group)
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

    // MARK: Targets that were not read

    /// Stores why beside the visits: the loop must not wait for the disk.
    private mutating func store(_ unread: Unread, _ group: inout TaskGroup<Signal>) {
        notesUnderWay += 1
        group.addTask { [visit] in
            do throws(StoreError) {
                try await visit.store.recordFailure(
                    of: unread.target,
                    problems: unread.problems,
                    reach: unread.reach,
                    in: visit.scan,
                    at: visit.now()
                )
                return .noted(unread)
            } catch {
                // The store writes nothing any more once the scan is stopped; then it is as if not visited.
                return error.code == .cancelled && Task.isCancelled ? .noted(nil) : .noteFailed(error)
            }
        }
    }

    private mutating func count(_ unread: Unread) {
        guard let problem = unread.problems.first else { return }
        let name = unread.target.name
        if unread.reach == nil {
            summary.deferred.append((name, problem))
            events(.hostEnded(target: name, result: .deferred(problem), elapsed: .zero))
        } else {
            summary.addFailed(name, problem)
            events(.hostEnded(target: name, result: .failed(problem), elapsed: unread.elapsed))
        }
    }
}

extension Problem {
    fileprivate static func setAside(_ target: Target) -> Problem {
        let credential = visible(target.credential, limit: 80)
        return Problem(
            .credentialSetAside,
            message: "\(visible(target.name, limit: 80)): not visited, because three hosts in a row refused the "
                + "credential '\(credential)' for user '\(visible(target.user, limit: 40))'.",
            remedy: "Correct the credential '\(credential)' or the account, then run `reeve scan --resume`."
        )
    }
}
