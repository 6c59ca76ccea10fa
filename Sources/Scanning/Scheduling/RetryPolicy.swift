import EstateModel

/// Whether and when a host that failed is visited once more within the same scan.
struct RetryPolicy {
    /// Faults that heal by themselves. A refused credential is not among them: asking again locks accounts.
    private static let healing: Set<Problem.Code> = [
        .connectTimeout, .connectionLost, .unreachable, .jumpHostFailed,
    ]

    let attempts: Int

    /// How long to wait before the next attempt; nil when there is none.
    ///
    /// - Parameters:
    ///   - attempt: the one that failed, counted from 1.
    ///   - budget: what is left of the host's own time.
    ///   - jitter: 0 up to 1, so that hosts that failed together do not come back together.
    func delay(after problem: Problem, attempt: Int, budget: Duration, jitter: Double) -> Duration? {
        guard attempt < attempts, Self.healing.contains(problem.code), budget >= .seconds(1) else { return nil }
        return .milliseconds(Int(2000 * Double(attempt) * (0.5 + jitter)))
    }
}
