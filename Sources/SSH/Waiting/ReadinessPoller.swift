import CLibSSH2
import Glibc
import Synchronization

/// Suspends tasks until a socket is ready, a deadline passes or the task is cancelled.
///
/// One thread serves every socket and every deadline of the process: epoll in one-shot mode, a continuation per wait,
/// the deadlines in a heap that gives `epoll_wait` its timeout. It never uses `select`, whose limit is descriptor
/// 1,023.
package final class ReadinessPoller: Sendable {
    /// Why a wait ended.
    package enum Outcome: Hashable, Sendable {
        case ready
        case deadline
        case cancelled
        /// The kernel would not watch the descriptor; the errno says why.
        case failed(Int32)
    }

    /// What a descriptor is waited for. Errors and hang-ups always count as ready.
    package struct Interest: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let readable = Self(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
        package static let writable = Self(rawValue: EPOLLOUT.rawValue)
    }

    private let core: PollerCore

    /// Starts the thread.
    ///
    /// - Throws: `localLimit` when the process has no descriptor or thread left.
    package init() throws(SSHError) {
        core = try PollerCore()
        try core.startThread()
    }

    deinit {
        core.stop()
    }

    /// Suspends until `descriptor` is ready for one of `interest`. One wait at a time for each descriptor.
    package func wait(
        for descriptor: Int32,
        _ interest: Interest,
        until deadline: ContinuousClock.Instant
    ) async -> Outcome {
        let watched = PollerCore.Watch(descriptor: descriptor, interest: interest)
        return await wait(until: deadline, watching: watched) { _ in }
    }

    /// Suspends until `descriptor` is ready or what was started calls `signal`.
    func wait(
        for descriptor: Int32,
        _ interest: Interest,
        until deadline: ContinuousClock.Instant,
        starting start: (_ signal: @escaping @Sendable () -> Void) -> Void
    ) async -> Outcome {
        let watched = PollerCore.Watch(descriptor: descriptor, interest: interest)
        return await wait(until: deadline, watching: watched) { token in
            start { [core] in core.end(token, with: .ready) }
        }
    }

    /// An open descriptor that does not block, for a library that insists on one.
    var nonBlockingDescriptor: Int32 { core.wakeUpDescriptor }

    /// Suspends until `deadline`.
    package func sleep(until deadline: ContinuousClock.Instant) async -> Outcome {
        await wait(until: deadline, watching: nil) { _ in }
    }

    /// Starts something on another thread and suspends until that calls `signal`, which ends the wait with `ready`.
    func wait(
        until deadline: ContinuousClock.Instant,
        starting start: (_ signal: @escaping @Sendable () -> Void) -> Void
    ) async -> Outcome {
        await wait(until: deadline, watching: nil) { token in
            start { [core] in core.end(token, with: .ready) }
        }
    }

    private func wait(
        until deadline: ContinuousClock.Instant,
        watching watch: PollerCore.Watch?,
        registered: (UInt64) -> Void
    ) async -> Outcome {
        let token = core.makeToken()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if core.register(token, until: deadline, watching: watch, continuation) { registered(token) }
            }
        } onCancel: {
            core.end(token, with: .cancelled)
        }
    }
}
