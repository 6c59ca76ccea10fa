import EstateModel
import Scanning

/// One event as docs/schema/scan-events.json describes it.
struct ScanEventLine: Encodable, Sendable {
    /// Raised when a key is removed or changes its meaning.
    static let format = "reeve-scan-events-1"

    private enum Content: Sendable {
        case began(targets: Int)
        case hostBegan(target: String)
        case hostRetried(target: String, problem: Problem, after: Duration)
        case hostEnded(target: String, result: ScanEvent.HostResult, elapsed: Duration)
        case setAside(user: String, credential: String)
        case ended(ScanSummary)
    }

    private enum Key: String, CodingKey {
        case event, at, format, targets, target, code, codes, message, remedy, afterSeconds, result, elapsedSeconds
        case user, credential, read, unchanged, new, withGaps, failed, deferred, notVisited, setAside, complete
    }

    private let content: Content
    private let moment: Instant

    init(_ event: ScanEvent, at moment: Instant) {
        self.moment = moment
        switch event {
        case .began(let targets): content = .began(targets: targets)
        case .hostBegan(let target): content = .hostBegan(target: target)
        case .hostWillBeRetried(let target, let problem, let after):
            content = .hostRetried(target: target, problem: problem, after: after)
        case .hostEnded(let target, let result, let elapsed):
            content = .hostEnded(target: target, result: result, elapsed: elapsed)
        case .loginSetAside(let user, let credential): content = .setAside(user: user, credential: credential)
        }
    }

    init(_ summary: ScanSummary, at moment: Instant) {
        self.moment = moment
        content = .ended(summary)
    }

    func encode(to encoder: any Encoder) throws {
        var line = encoder.container(keyedBy: Key.self)
        try line.encode(moment, forKey: .at)
        switch content {
        case .began(let targets):
            try line.encode("scan-began", forKey: .event)
            try line.encode(Self.format, forKey: .format)
            try line.encode(targets, forKey: .targets)
        case .hostBegan(let target):
            try line.encode("host-began", forKey: .event)
            try line.encode(visible(target), forKey: .target)
        case .hostRetried(let target, let problem, let after):
            try line.encode("host-retried", forKey: .event)
            try line.encode(visible(target), forKey: .target)
            try line.encode(problem.code.rawValue, forKey: .code)
            try line.encode(problem.message, forKey: .message)
            try line.encode(Self.seconds(after), forKey: .afterSeconds)
        case .hostEnded(let target, let result, let elapsed):
            try line.encode("host-ended", forKey: .event)
            try line.encode(visible(target), forKey: .target)
            try line.encode(Self.seconds(elapsed), forKey: .elapsedSeconds)
            try encode(result, to: &line)
        case .setAside(let user, let credential):
            try line.encode("credential-set-aside", forKey: .event)
            try line.encode(visible(user), forKey: .user)
            try line.encode(visible(credential), forKey: .credential)
        case .ended(let summary): try encode(summary, to: &line)
        }
    }

    private func encode(_ result: ScanEvent.HostResult, to line: inout KeyedEncodingContainer<Key>) throws {
        var problems: [Problem] = []
        var reason: Problem?
        switch result {
        case .collected(let found):
            try line.encode("read", forKey: .result)
            problems = found
        case .unchanged: try line.encode("unchanged", forKey: .result)
        case .failed(let problem):
            try line.encode("failed", forKey: .result)
            reason = problem
        case .deferred(let problem):
            try line.encode("deferred", forKey: .result)
            reason = problem
        }
        let codes = Set((problems + [reason].compactMap(\.self)).map(\.code.rawValue))
        try line.encode(codes.sorted(), forKey: .codes)
        try line.encodeIfPresent(reason?.message, forKey: .message)
        try line.encodeIfPresent(reason?.remedy, forKey: .remedy)
    }

    private func encode(_ summary: ScanSummary, to line: inout KeyedEncodingContainer<Key>) throws {
        try line.encode("scan-ended", forKey: .event)
        let counts: [(Key, Int)] = [
            (.targets, summary.targets), (.read, summary.collected), (.unchanged, summary.unchanged),
            (.new, summary.newAssets.count), (.withGaps, Set(summary.partial.map(\.target)).count),
            (.failed, summary.failed.count), (.deferred, summary.deferred.count), (.notVisited, summary.notVisited),
            (.setAside, summary.loginsSetAside.count),
        ]
        for (key, count) in counts { try line.encode(count, forKey: key) }
        try line.encode(!summary.wasStopped && summary.notVisited == 0, forKey: .complete)
    }

    /// To the millisecond.
    private static func seconds(_ duration: Duration) -> Double {
        (duration.inSeconds * 1000).rounded() / 1000
    }
}
