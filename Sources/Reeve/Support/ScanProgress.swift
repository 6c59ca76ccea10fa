import EstateModel
import Scanning
import Synchronization

/// Shows how a scan goes, on stderr: one live line on a terminal, a line for each host otherwise.
final class ScanProgress: Sendable {
    private struct State {
        var targets = 0
        var done = 0
        var failed = 0
        var inFlight: Set<String> = []
        var lineIsOpen = false
    }

    private let isLive: Bool
    private let isQuiet: Bool
    private let state = Mutex(State())

    init(isLive: Bool, isQuiet: Bool) {
        self.isLive = isLive
        self.isQuiet = isQuiet
    }

    var show: @Sendable (ScanEvent) -> Void {
        { [self] event in handle(event) }
    }

    private func handle(_ event: ScanEvent) {
        state.withLock { state in
            switch event {
            case .began(let targets):
                state.targets = targets
            case .hostBegan(let target):
                state.inFlight.insert(target)
            case .hostWillBeRetried(let target, let problem, let after):
                state.inFlight.remove(target)
                if !isQuiet, !isLive {
                    Terminal.message("again in \(seconds(after)): \(target) (\(problem.code.rawValue))")
                }
            case .hostEnded(let target, let result, let elapsed):
                state.inFlight.remove(target)
                state.done += 1
                if case .failed = result { state.failed += 1 }
                if !isQuiet, !isLive { Terminal.message(line(target, result, elapsed)) }
            }
            if isLive { drawLine(&state) }
        }
    }

    /// Leaves the live line so that messages begin on a new one.
    func end() {
        state.withLock { state in
            if state.lineIsOpen { Terminal.message("") }
            state.lineIsOpen = false
        }
    }

    private func line(_ target: String, _ result: ScanEvent.HostResult, _ elapsed: Duration) -> String {
        let time = seconds(elapsed)
        switch result {
        case .collected(let problems):
            let faults = problems.filter { $0.code != .hostKeyRecorded }
            let note = faults.isEmpty ? "read" : "read, with \(faults.count) \(faults.count == 1 ? "gap" : "gaps")"
            return "\(target): \(note) in \(time)"
        case .unchanged:
            return "\(target): read, unchanged, in \(time)"
        case .failed(let problem), .deferred(let problem):
            return "\(problem.message.hasPrefix(target) ? "" : "\(target): ")\(problem.message)"
        }
    }

    private func seconds(_ duration: Duration) -> String {
        "\(duration.components.seconds).\(duration.components.attoseconds / 100_000_000_000_000_000) s"
    }

    private func drawLine(_ state: inout State) {
        let width = 30
        let filled = state.targets == 0 ? 0 : width * state.done / state.targets
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let failed = state.failed == 0 ? "" : ", \(state.failed) failed"
        let names = state.inFlight.sorted().prefix(2).joined(separator: " ")
        let text = "\(bar) \(state.done) of \(state.targets)\(failed)  \(visible(names, limit: 30))"
        Terminal.live(text)
        state.lineIsOpen = true
    }
}
