package import EstateModel
package import SSH
package import Store

/// One scan: visits targets side by side and records each as soon as it is done. A failed host never stops it.
package struct ScanRun: Sendable {
    /// Why a credential of the estate cannot be used.
    package struct CredentialProblem: Error, Hashable, Sendable {
        /// The name that the estate has for it.
        package let credential: String
        /// Why, in the middle of a sentence.
        package let message: String

        package init(credential: String, message: String) {
            self.credential = credential
            self.message = message
        }

        func problem(on target: Target) -> Problem {
            Problem(
                .credentialUnavailable,
                message: "\(target.name): the credential '\(credential)' cannot be used: \(message).",
                remedy: "Correct `credentials:` in estate.yaml or make the secret available, then scan again."
            )
        }
    }

    /// How a scan goes about its targets.
    package struct Settings: Sendable {
        package var limits = ScanLimits()
        /// By the name of a target, the virtualisation host that it is known to run on.
        package var hypervisors: [String: String] = [:]
        /// Also visits hosts whose scan window is closed.
        package var ignoresWindows = false
        /// Visits the targets in the order given instead of a shuffled one.
        package var keepsOrder = false
        /// Decides the order of the targets and the spread of second attempts.
        package var seed: UInt64

        package init(seed: UInt64) {
            self.seed = seed
        }
    }

    private let scanner: HostScanner
    private let store: InventoryStore
    private let credentials: [String: Result<SSHCredential, CredentialProblem>]
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - credentials: by name, fetched already: one refused password prompt stops one credential, not the scan.
    ///   - now: the clock for what is recorded, and for scan windows.
    package init(
        scanner: HostScanner,
        store: InventoryStore,
        credentials: [String: Result<SSHCredential, CredentialProblem>],
        now: @escaping @Sendable () -> Instant
    ) {
        self.scanner = scanner
        self.store = store
        self.credentials = credentials
        self.now = now
    }

    /// Visits every target and records what came of it.
    ///
    /// When the task is cancelled, hosts that are not finished are neither recorded nor counted as failed, and the scan
    /// stays unfinished in the store. It stays so too while hosts wait for their window.
    ///
    /// - Parameter resumed: the unfinished scan that these targets are the rest of; nil for a new one.
    /// - Throws: when the store can take no more; what was recorded until then stays.
    package func run(
        _ targets: [Target],
        context: ScanContext,
        settings: Settings,
        resuming resumed: ScanID? = nil,
        events: @escaping @Sendable (ScanEvent) -> Void
    ) async throws -> ScanSummary {
        let scan: ScanID
        if let resumed { scan = resumed } else { scan = try await store.beginScan(at: now(), context: context) }
        events(.began(targets: targets.count))
        var random = SeededGenerator(seed: settings.seed)
        // Neighbours in a list are often neighbours in a rack: do not visit them all at once.
        let order = settings.keepsOrder ? targets : targets.shuffled(using: &random)
        let visit = HostVisit(scanner: scanner, store: store, credentials: credentials, scan: scan, now: now)
        var loop = ScanLoop(order, visit: visit, settings: settings, random: random, events: events)
        try await loop.run()
        await scanner.closeJumpHosts()
        var summary = loop.summary
        summary.notVisited = targets.count - summary.visited - summary.deferred.count
        summary.wasStopped = true
        do throws(StoreError) {
            try await addKnownGaps(of: loop.unchanged, in: scan, to: &summary)
            if summary.notVisited == 0, summary.deferred.isEmpty { try await store.finishScan(scan, at: now()) }
            summary.wasStopped = summary.notVisited > 0
        } catch {
            // The store writes nothing any more once the scan is stopped.
            guard error.code == .cancelled, Task.isCancelled else { throw error }
        }
        return summary
    }

    /// What is the same as last time is not parsed again, but its gaps are still gaps.
    private func addKnownGaps(
        of unchanged: Set<String>,
        in scan: ScanID,
        to summary: inout ScanSummary
    ) async throws(StoreError) {
        guard !unchanged.isEmpty else { return }
        for gap in try await store.problems(in: scan) where unchanged.contains(gap.target) {
            summary.addGap(gap.target, gap.problem)
        }
    }
}
