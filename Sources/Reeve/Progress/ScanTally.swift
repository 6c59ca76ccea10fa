import EstateModel
import Scanning

/// What a scan has come to so far. Noting an event costs the same however many targets there are.
struct ScanTally {
    private static let rateSeconds = 10

    private(set) var targets = 0
    private(set) var read = 0
    private(set) var unchanged = 0
    private(set) var withGaps = 0
    private(set) var failed = 0
    private(set) var deferred = 0
    private(set) var retries = 0
    private(set) var failures: [Problem.Code: Int] = [:]
    private(set) var loginsSetAside = 0
    /// When each visit in flight began.
    private var inFlight: [String: Duration] = [:]
    /// Targets that are to be visited once more.
    private var waiting: Set<String> = []
    /// How many were done in each of the last seconds, by the second modulo the length.
    private var doneBySecond = [Int](repeating: 0, count: rateSeconds)
    private var lastSecond = 0

    var done: Int { read + failed + deferred }
    var inFlightCount: Int { inFlight.count }
    var waitingCount: Int { waiting.count }

    /// - Parameter now: since the scan began.
    mutating func note(_ event: ScanEvent, at now: Duration) {
        switch event {
        case .began(let targets): self.targets = targets
        case .hostBegan(let target):
            waiting.remove(target)
            inFlight[target] = now
        case .hostWillBeRetried(let target, _, _):
            inFlight[target] = nil
            waiting.insert(target)
            retries += 1
        case .loginSetAside: loginsSetAside += 1
        case .hostEnded(let target, let result, _):
            inFlight[target] = nil
            waiting.remove(target)
            count(result)
            forgetOldSeconds(at: now)
            doneBySecond[lastSecond % Self.rateSeconds] += 1
        }
    }

    private mutating func count(_ result: ScanEvent.HostResult) {
        switch result {
        case .unchanged:
            read += 1
            unchanged += 1
        case .collected(let problems):
            read += 1
            if problems.contains(where: { $0.code != .hostKeyRecorded }) { withGaps += 1 }
        case .failed(let problem):
            failed += 1
            failures[problem.code, default: 0] += 1
        case .deferred: deferred += 1
        }
    }

    private mutating func forgetOldSeconds(at now: Duration) {
        let second = max(Int(now.components.seconds), lastSecond)
        for passed in 0..<min(second - lastSecond, Self.rateSeconds) {
            doneBySecond[(second - passed) % Self.rateSeconds] = 0
        }
        lastSecond = second
    }

    /// Hosts done per second, over the last ten seconds.
    mutating func rate(at now: Duration) -> Double {
        forgetOldSeconds(at: now)
        let span = min(now.inSeconds, Double(Self.rateSeconds - 1) + now.inSeconds.truncatingRemainder(dividingBy: 1))
        return Double(doneBySecond.reduce(0, +)) / max(span, 1)
    }

    /// Nil while nothing tells.
    mutating func timeLeft(at now: Duration) -> Duration? {
        let rate = rate(at: now)
        guard rate > 0, done >= min(10, targets) else { return nil }
        return .seconds(Double(targets - done) / rate)
    }

    /// The visits that have taken the longest so far, the longest first.
    func longest(_ count: Int, at now: Duration) -> [(target: String, elapsed: Duration)] {
        var longest: [(target: String, begun: Duration)] = []
        for (target, begun) in inFlight {
            guard longest.count < count || longest.last.map({ begun < $0.begun }) == true else { continue }
            let place = longest.firstIndex { ($0.begun, $0.target) > (begun, target) } ?? longest.count
            longest.insert((target, begun), at: place)
            if longest.count > count { longest.removeLast() }
        }
        return longest.map { ($0.target, now - $0.begun) }
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
