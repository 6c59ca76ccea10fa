import EstateModel
import Scanning
import Synchronization

/// Shows how a scan goes, on stderr: a few live lines on a terminal, plain lines otherwise.
///
/// An estate of up to fifty targets gets a line for each. A larger one gets a line for each failure, at most two
/// hundred of them, and now and then one for all the rest: enough for a log, and short enough for cron's mail.
final class ScanProgress: Sendable {
    enum Style: Sendable {
        case live
        case lines
        case nothing
    }

    private static let fewTargets = 50
    private static let mostFailures = 200

    private struct State {
        var tally = ScanTally()
        var ticker: Ticker?
        var isChanged = true
        var drawnAt = Duration.zero
        var nextSentence = Duration.seconds(30)
        var failuresTold = 0
    }

    private let style: Style
    private let events: ScanEventWriter?
    private let begun = ContinuousClock.now
    private let state = Mutex(State())

    init(style: Style, events: ScanEventWriter?) {
        self.style = style
        self.events = events
    }

    private var now: Duration { ContinuousClock.now - begun }

    var show: @Sendable (ScanEvent) -> Void {
        { [self] event in handle(event) }
    }

    private func handle(_ event: ScanEvent) {
        events?.add(event, at: SystemClock.now)
        guard style != .nothing else { return }
        let line = state.withLock { state in
            state.tally.note(event, at: now)
            state.isChanged = true
            if case .began = event { state.ticker = Ticker { [weak self] in self?.tick() } }
            return style == .lines ? logLine(event, &state) : nil
        }
        if let line { Terminal.message(line) }
    }

    /// Takes the live lines away, so that the result begins on a new one, and ends the events.
    func end(_ summary: ScanSummary?) {
        let ticker = state.withLock { state in
            let ticker = state.ticker
            state.ticker = nil
            return ticker
        }
        ticker?.stop()
        if style == .live { Terminal.draw([]) }
        events?.end(summary, at: SystemClock.now)
    }

    // MARK: Live

    private func tick() {
        switch style {
        case .live: redraw()
        case .lines:
            let sentence = state.withLock { $0.tally.targets > Self.fewTargets ? dueSentence(&$0) : nil }
            if let sentence { Terminal.message(sentence) }
        case .nothing: break
        }
    }

    private func redraw() {
        let lines: [String]? = state.withLock { state in
            let now = now
            // Nothing happens and still time passes.
            guard state.isChanged || now - state.drawnAt >= .seconds(1) else { return nil }
            state.isChanged = false
            state.drawnAt = now
            return state.tally.lines(columns: Terminal.messageColumns, at: now)
        }
        if let lines { Terminal.draw(lines) }
    }

    // MARK: Lines

    /// Every half a minute at first, every five minutes later.
    private func dueSentence(_ state: inout State) -> String? {
        let now = now
        guard now >= state.nextSentence else { return nil }
        state.nextSentence = now + (now < .seconds(300) ? .seconds(30) : .seconds(300))
        return state.tally.sentence(at: now)
    }

    private func logLine(_ event: ScanEvent, _ state: inout State) -> String? {
        let isFew = state.tally.targets <= Self.fewTargets
        switch event {
        case .began, .hostBegan: return nil
        case .hostWillBeRetried(let target, let problem, let after):
            return isFew
                ? "again in \(seconds(after)): \(visible(target, limit: 80)) (\(problem.code.rawValue))" : nil
        case .loginSetAside(let user, let credential):
            return "set aside: the credential '\(visible(credential, limit: 80))' for user "
                + "'\(visible(user, limit: 80))'; three hosts in a row refused it"
        case .hostEnded(let target, let result, let elapsed):
            if isFew { return line(target, result, elapsed) }
            guard case .failed = result else { return nil }
            state.failuresTold += 1
            if state.failuresTold > Self.mostFailures + 1 { return nil }
            return state.failuresTold <= Self.mostFailures
                ? line(target, result, elapsed)
                : "more than \(Self.mostFailures) targets failed; the others are only counted, and the result has all causes"
        }
    }

    private func line(_ target: String, _ result: ScanEvent.HostResult, _ elapsed: Duration) -> String {
        let target = visible(target, limit: 80)
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
        ScanTally.tenths(duration.inSeconds) + " s"
    }
}
