import Collectors
package import EstateModel
package import SSH
package import Store

/// One scan: visits targets side by side and records each as soon as it is done. A failed host never stops it.
package struct ScanRun: Sendable {
    /// How many hosts are visited at once.
    package var hostsAtOnce = 100
    private let scanner: HostScanner
    private let store: InventoryStore
    private let credentials: [String: Result<SSHCredential, CredentialProblem>]
    private let now: @Sendable () -> Instant

    /// Why a credential of the estate cannot be used.
    package struct CredentialProblem: Error, Hashable, Sendable {
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }

    /// - Parameters:
    ///   - credentials: by name, fetched already: one refused password prompt stops one credential, not the scan.
    ///   - now: the clock for what is recorded.
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

    /// Visits every target, in the order given, and records what came of it.
    ///
    /// When the task is cancelled, hosts that are not finished are neither recorded nor counted as failed, and the
    /// scan stays unfinished in the store.
    ///
    /// - Throws: when the store can take no more; what was recorded until then stays.
    package func run(
        _ targets: [Target],
        context: ScanContext,
        events: @escaping @Sendable (ScanEvent) -> Void
    ) async throws -> ScanSummary {
        let scan = try await store.beginScan(at: now(), context: context)
        events(.began(targets: targets.count))
        var summary = ScanSummary()
        var unchanged: Set<String> = []
        try await fanOut(
            over: targets,
            atOnce: hostsAtOnce,
            work: { target in
                events(.hostBegan(target: target.name))
                return await visit(target)
            },
            receive: { visited in
                guard !wasInterrupted(visited) else { return }
                try await unlessStopped {
                    if try await recordUnchanged(visited, scan) {
                        unchanged.insert(visited.target.name)
                        summary.addCollected(visited.target.name, isNew: false, isUnchanged: true, problems: [])
                        events(.hostEnded(target: visited.target.name, result: .unchanged, elapsed: visited.elapsed))
                        return
                    }
                    let result = try await record(visited, scan, &summary)
                    events(.hostEnded(target: visited.target.name, result: result, elapsed: visited.elapsed))
                }
            }
        )
        summary.notVisited = targets.count - summary.visited
        summary.wasStopped = true
        try await unlessStopped {
            try await addKnownGaps(of: unchanged, in: scan, to: &summary)
            if summary.notVisited == 0 { try await store.finishScan(scan, at: now()) }
            summary.wasStopped = summary.notVisited > 0
        }
        return summary
    }

    /// The store writes nothing any more once the scan is stopped; then what was to be written is as if not visited.
    private func unlessStopped(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as StoreError where error.code == .cancelled && Task.isCancelled {
            return
        }
    }

    /// What is the same as last time is not parsed again, but its gaps are still gaps.
    private func addKnownGaps(of unchanged: Set<String>, in scan: ScanID, to summary: inout ScanSummary) async throws {
        guard !unchanged.isEmpty else { return }
        for gap in try await store.problems(in: scan) where unchanged.contains(gap.target) {
            summary.addGap(gap.target, gap.problem)
        }
    }

    private func visit(_ target: Target) async -> HostScan {
        switch credentials[target.credential] {
        case .success(let credential):
            return await scanner.scan(target, credential: credential)
        case .failure(let problem):
            return failed(target, because: problem.message)
        case nil:
            return failed(target, because: "the estate has no credential of that name")
        }
    }

    private func failed(_ target: Target, because reason: String) -> HostScan {
        let problem = Problem(
            .credentialUnavailable,
            message: "\(target.name): the credential '\(target.credential)' cannot be used: \(reason).",
            remedy: "Correct `credentials:` in estate.yaml or make the secret available, then scan again."
        )
        return HostScan(target: target, reach: .nothing, problems: [problem], elapsed: .zero)
    }

    private func wasInterrupted(_ visited: HostScan) -> Bool {
        Task.isCancelled && (visited.reach != .collected || visited.problems.contains { $0.code == .interrupted })
    }

    /// - Returns: whether the host gave the same answers as last time, which is recorded then.
    private func recordUnchanged(_ visited: HostScan, _ scan: ScanID) async throws -> Bool {
        guard visited.reach == .collected else { return false }
        return try await store.recordUnchanged(
            visited.target,
            answerSet: visited.answerSet.digest,
            parserVersion: PlatformRegistry.parserVersion,
            in: scan,
            at: now()
        ) != nil
    }

    private func record(
        _ visited: HostScan,
        _ scan: ScanID,
        _ summary: inout ScanSummary
    ) async throws -> ScanEvent.HostResult {
        let target = visited.target
        guard let collection = visited.collection() else {
            let problems = visited.problems
            try await store.recordFailure(of: target, problems: problems, reach: visited.reach, in: scan, at: now())
            guard let problem = problems.first else { return .collected(problems: []) }
            summary.addFailed(target.name, problem)
            return .failed(problem)
        }
        let recorded = try await store.record(
            collection,
            of: target,
            answers: visited.answerSet,
            parserVersion: PlatformRegistry.parserVersion,
            in: scan,
            at: now()
        )
        let problems = collection.problems + recorded.conflicts
        summary.addCollected(target.name, isNew: recorded.isNew, isUnchanged: false, problems: problems)
        return .collected(problems: problems)
    }
}

extension HostScan {
    fileprivate var answerSet: AnswerSet { AnswerSet(answers.all, context: contextOfAnswers) }

    /// What a collection depends on besides the answers themselves.
    private var contextOfAnswers: [String] {
        let posture = secureShell.map { [$0.banner, $0.keyExchange, $0.hostKeyType, $0.cipher, $0.mac] } ?? []
        return [platform?.id ?? "", scriptDigest ?? "", hostKeyFingerprint ?? ""] + posture.map { $0 ?? "" }
            + problems.map { "\($0.code.rawValue) \($0.message)" }
    }
}
