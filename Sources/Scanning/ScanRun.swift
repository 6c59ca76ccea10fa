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
        try await fanOut(
            over: targets,
            atOnce: hostsAtOnce,
            work: { target in
                events(.hostBegan(target: target.name))
                return await visit(target)
            },
            receive: { visited in
                guard !wasInterrupted(visited) else { return }
                let result = try await record(visited, scan, &summary)
                events(.hostEnded(target: visited.target.name, result: result, elapsed: visited.elapsed))
            }
        )
        summary.notVisited = targets.count - summary.visited
        if summary.notVisited == 0 { try await store.finishScan(scan, at: now()) }
        return summary
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

    private func record(
        _ visited: HostScan,
        _ scan: ScanID,
        _ summary: inout ScanSummary
    ) async throws -> ScanEvent.HostResult {
        let target = visited.target
        let answers = AnswerSet(visited.answers.all, context: visited.contextOfAnswers)
        let version = PlatformRegistry.parserVersion
        if visited.reach == .collected,
            try await store.recordUnchanged(
                target,
                answerSet: answers.digest,
                parserVersion: version,
                in: scan,
                at: now()
            ) != nil
        {
            summary.addCollected(target.name, isNew: false, isUnchanged: true, problems: visited.problems)
            return .collected(problems: visited.problems)
        }
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
            answers: answers,
            parserVersion: version,
            in: scan,
            at: now()
        )
        let problems = collection.problems + recorded.conflicts
        summary.addCollected(target.name, isNew: recorded.isNew, isUnchanged: false, problems: problems)
        return .collected(problems: problems)
    }
}

extension HostScan {
    /// What a collection depends on besides the answers themselves.
    fileprivate var contextOfAnswers: [String] {
        let posture = secureShell.map { [$0.banner, $0.keyExchange, $0.hostKeyType, $0.cipher, $0.mac] } ?? []
        return [platform?.id ?? "", scriptDigest ?? "", hostKeyFingerprint ?? ""] + posture.map { $0 ?? "" }
            + problems.map { "\($0.code.rawValue) \($0.message)" }
    }
}
