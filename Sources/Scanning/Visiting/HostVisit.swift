import Collectors
import EstateModel
import SSH
import Store

/// One visit to one host from the first packet to the database.
///
/// Parsing and recording are part of the visit, so that they happen side by side like the visits themselves; the
/// answers are gone when it ends.
struct HostVisit: Sendable {
    enum Outcome: Sendable {
        case unchanged
        /// - `escalation`: what became of the password for root; nil when none was given.
        case collected(isNew: Bool, problems: [Problem], escalation: EscalationOutcome?)
        /// Nothing was learnt. Not recorded yet, because the host may be visited once more.
        case failed(problems: [Problem], reach: Reach)
        /// The scan was stopped meanwhile: as if never begun.
        case interrupted
        case storeFailed(StoreError)
    }

    let scanner: HostScanner
    let store: InventoryStore
    let credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>]
    let scan: ScanID
    let now: @Sendable () -> Instant

    /// Names of the credentials that are keys.
    var keyCredentials: Set<String> {
        Set(
            credentials.compactMap { name, credential in
                switch credential {
                case .success(.keyFile), .success(.agent): name
                case .success(.password), .failure: nil
                }
            }
        )
    }

    func visit(
        _ target: Target,
        budget: Duration,
        accepted: @Sendable () -> Void
    ) async -> (outcome: Outcome, elapsed: Duration) {
        let login: HostLogin
        do throws(ScanRun.CredentialProblem) {
            login = try HostLogin(to: target, with: credentials)
        } catch {
            return (.failed(problems: [error.problem(on: target)], reach: .nothing), .zero)
        }
        let visited = await scanner.scan(target, login: login, budget: budget, accepted: accepted)
        do throws(StoreError) {
            return (try await outcome(visited), visited.elapsed)
        } catch {
            let wasStopped = error.code == .cancelled && Task.isCancelled
            return (wasStopped ? .interrupted : .storeFailed(error), visited.elapsed)
        }
    }

    private func outcome(_ visited: HostScan) async throws(StoreError) -> Outcome {
        let wasCut = visited.reach != .collected || visited.problems.contains { $0.code == .interrupted }
        if Task.isCancelled, wasCut { return .interrupted }
        guard visited.reach == .collected else {
            return .failed(problems: visited.problems, reach: visited.reach)
        }
        let answers = visited.answerSet
        let known = try await store.recordUnchanged(
            visited.target,
            answerSet: answers.digest,
            parserVersion: PlatformRegistry.parserVersion,
            in: scan,
            at: now()
        )
        if known != nil { return .unchanged }
        guard let collection = visited.collection() else {
            return .failed(problems: visited.problems, reach: .authenticated)
        }
        let recorded = try await store.record(
            collection,
            of: visited.target,
            answers: answers,
            parserVersion: PlatformRegistry.parserVersion,
            in: scan,
            at: now()
        )
        return .collected(
            isNew: recorded.isNew,
            problems: collection.problems + recorded.conflicts,
            escalation: EscalationOutcome(visited.answers[EscalationOutcome.probe])
        )
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
