import Collectors
import EstateModel
import Scanning
import Store

/// What one visit tells of a host, step by step: those before the first problem worked, those after it are not known.
struct HostChecks {
    private struct Step {
        let name: String
        /// Problems that stop a visit here.
        let codes: Set<Problem.Code>
    }

    private static let steps = [
        Step(name: "credential", codes: [.credentialUnavailable, .credentialSetAside]),
        Step(name: "jump host", codes: [.jumpHostFailed]),
        Step(name: "name", codes: [.nameUnresolved]),
        Step(name: "port", codes: [.connectionRefused, .unreachable, .connectTimeout, .localLimit]),
        Step(name: "ssh", codes: [.notSSH, .noCommonAlgorithm, .connectionLost]),
        Step(name: "host key", codes: [.hostKeyUnknown, .hostKeyChanged, .hostKeyRevoked]),
        Step(name: "login", codes: [.authenticationRefused]),
        Step(name: "shell", codes: []),
    ]

    let target: Target

    /// - Parameter scan: one visit, of which nothing was recorded.
    func checks(of scan: HostScan) -> [DoctorCheck] {
        guard let collection = scan.collection() else { return stopped(by: scan.problems.first, reach: scan.reach) }
        var checks = passed(before: Self.steps.count).map { check in
            var check = check
            check.message = found(check.check, scan) ?? check.message
            return check
        }
        let problems = collection.problems.filter { $0.code != .hostKeyRecorded }
        let roots = problems.filter { $0.code == .privilegeMissing }
        checks += roots.map { problem in
            let probe = problem.probe.map { " \($0)" } ?? ""
            let result: DoctorCheck.Result = target.escalation == .none ? .warning : .failed
            return check("root\(probe)", result, problem.message, remedy: problem.remedy)
        }
        if roots.isEmpty { checks.append(check("root", .ok, rootWorks)) }
        let gaps = problems.filter { $0.code != .privilegeMissing }
        checks += gaps.map { check("answers", .warning, $0.message, remedy: $0.remedy) }
        if gaps.isEmpty { checks.append(check("answers", .ok, "every command answered in \(seconds(scan.elapsed))")) }
        return checks
    }

    /// A visit that must not be, or that is not made.
    func skipped(because message: String, remedy: String) -> [DoctorCheck] {
        [check("login", .skipped, message, remedy: remedy)]
    }

    private func stopped(by problem: Problem?, reach: Reach) -> [DoctorCheck] {
        guard let problem else { return [check("shell", .failed, "the host gave no answer that can be used")] }
        let first = Self.steps.firstIndex { $0.codes.contains(problem.code) }
        // What can happen anywhere happened after the login if there was one.
        let step = reach >= .authenticated ? Self.steps.count - 1 : first ?? Self.steps.count - 1
        let failed = check(Self.steps[step].name, .failed, problem.message, remedy: problem.remedy)
        let rest = Self.steps[(step + 1)...].map { check($0.name, .skipped, "not reached") }
        return passed(before: step) + [failed] + rest
    }

    private func passed(before step: Int) -> [DoctorCheck] {
        Self.steps[..<step].compactMap { step in
            if step.name == "jump host", target.route.isEmpty { return nil }
            return check(step.name, .ok, "works")
        }
    }

    private func found(_ step: String, _ scan: HostScan) -> String? {
        switch step {
        case "ssh":
            let posture = scan.secureShell
            return [posture?.banner, posture?.keyExchange].compactMap(\.self).joined(separator: ", ")
        case "host key":
            let recorded =
                scan.problems.contains { $0.code == .hostKeyRecorded } ? ", recorded just now" : ", as recorded"
            return (scan.hostKeyFingerprint ?? "") + recorded
        case "login": return "as \(visible(target.user, limit: 60)) with '\(visible(target.credential, limit: 60))'"
        case "shell": return "runs the script; the platform is \(scan.platform?.id ?? "not known")"
        default: return nil
        }
    }

    private var rootWorks: String {
        target.escalation == .none
            ? "nothing asked for root in vain" : "\(target.escalation.rawValue) works for every command"
    }

    private func check(
        _ name: String,
        _ result: DoctorCheck.Result,
        _ message: String,
        remedy: String? = nil
    ) -> DoctorCheck {
        DoctorCheck(name, result, message, remedy: remedy, target: visible(target.name, limit: 80))
    }

    private func seconds(_ duration: Duration) -> String { ScanTally.tenths(duration.inSeconds) + " s" }
}
