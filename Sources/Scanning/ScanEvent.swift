package import EstateModel

/// What happens during a scan, for progress displays. Nothing of a host's own text is in it but what problems hold.
package enum ScanEvent: Sendable {
    case began(targets: Int)
    case hostBegan(target: String)
    /// The host failed in a way that can heal and is visited once more.
    case hostWillBeRetried(target: String, problem: Problem, after: Duration)
    /// Three hosts in a row refused a login; it is not used any more in this scan.
    case loginSetAside(user: String, credential: String)
    case hostEnded(target: String, result: HostResult, elapsed: Duration)

    package enum HostResult: Sendable {
        /// Read whole, or with the given problems in some sections.
        case collected(problems: [Problem])
        /// Read, with the answers of last time and so with the same gaps, if any.
        case unchanged
        /// Nothing was learnt.
        case failed(Problem)
        /// Not visited, because it may not be scanned now.
        case deferred(Problem)
    }
}
