import Foundation
import Synchronization

/// Ctrl-C and a polite kill cancel the work in hand. A second one ends the process at once, and so do ten seconds:
/// whatever is busy then does not look at its cancellation.
enum Interruption {
    static func cancelling<Result: Sendable>(
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let task = Task { try await work() }
        guard stopPipe.read >= 0 else { return try await task.value }
        // A thread of its own: the pool may be busy with the very work that is to be stopped.
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(stopPipe.read, &byte, 1) < 0, errno == EINTR {}
            task.cancel()
            Terminal.message("reeve: stopping; what was recorded stays. Once more ends at once.")
        }
        for number in [SIGINT, SIGTERM] { handle(number, with: stop) }
        handle(SIGALRM) { _ in endAtOnce() }
        defer {
            alarm(0)
            for number in [SIGINT, SIGTERM, SIGALRM] { signal(number, SIG_DFL) }
        }
        return try await task.value
    }

    /// Does nothing that a signal handler may not do.
    private static let stop: @convention(c) (Int32) -> Void = { _ in
        guard requests.add(1, ordering: .relaxed).oldValue == 0 else { endAtOnce() }
        alarm(10)
        var byte: UInt8 = 0
        _ = write(stopPipe.write, &byte, 1)
    }

    private static func handle(_ number: Int32, with handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        action.sa_flags = SA_RESTART
        sigaction(number, &action, nil)
    }
}

private func endAtOnce() -> Never {
    Terminal.leaveDrawing()
    _exit(ExitStatus.interrupted.rawValue)
}

private let requests = Atomic<Int>(0)

/// From the signal handler to the thread that may do what the handler may not.
private let stopPipe: (read: Int32, write: Int32) = {
    // Made here, because a handler must not be the first to touch it.
    _ = requests.load(ordering: .relaxed)
    Terminal.draw([])
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
}()
