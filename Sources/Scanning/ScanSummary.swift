package import EstateModel

/// What a scan came to, for people and for the exit status.
package struct ScanSummary: Sendable {
    package private(set) var collected = 0
    package private(set) var unchanged = 0
    package private(set) var newAssets: [String] = []
    /// Targets of which nothing was learnt, with the first reason.
    package private(set) var failed: [(target: String, problem: Problem)] = []
    /// Problems of targets that were read.
    package private(set) var partial: [(target: String, problem: Problem)] = []
    /// Things worth knowing that are no fault: a host key met for the first time.
    package private(set) var notices: [(target: String, problem: Problem)] = []
    /// Targets that may not be scanned now, with when they may.
    package var deferred: [(target: String, problem: Problem)] = []
    /// Logins that were refused too often to go on with.
    package var loginsSetAside: [(user: String, credential: String)] = []
    /// Targets that were not begun or not finished because the scan was stopped.
    package var notVisited = 0
    /// The scan was stopped before its end was recorded, be it after the last target.
    package var wasStopped = false

    package init() {}

    package var visited: Int { collected + failed.count }
    package var targets: Int { visited + deferred.count + notVisited }
    package var isWhole: Bool { failed.isEmpty && partial.isEmpty && notVisited == 0 && !wasStopped }

    mutating func addCollected(_ target: String, isNew: Bool, isUnchanged: Bool, problems: [Problem]) {
        collected += 1
        if isUnchanged { unchanged += 1 }
        if isNew { newAssets.append(target) }
        for problem in problems { addGap(target, problem) }
    }

    /// Counts a problem of a target that was read.
    mutating func addGap(_ target: String, _ problem: Problem) {
        if problem.code == .hostKeyRecorded {
            notices.append((target, problem))
        } else {
            partial.append((target, problem))
        }
    }

    mutating func addFailed(_ target: String, _ problem: Problem) {
        failed.append((target, problem))
    }
}
