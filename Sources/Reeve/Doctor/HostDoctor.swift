import EstateModel
import Foundation
import SSH
import Scanning
import Store

/// Visits hosts as a scan would, each once, and records nothing.
struct HostDoctor {
    private static let hostsAtOnce = 20
    private static let refusalsBeforeSetAside = 3

    let scanner: HostScanner
    let credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>]
    let ignoresWindows: Bool
    let now: Instant

    /// The checks of all targets, in their order.
    func checks(of targets: [Target]) async -> [DoctorCheck] {
        var checks = [[DoctorCheck]](repeating: [], count: targets.count)
        // One login after another on hosts that share it, so that no account is locked by asking on many at once.
        let lanes = Dictionary(grouping: targets.indices) { [targets[$0].user, targets[$0].credential] }
        await withTaskGroup(of: [(Int, [DoctorCheck])].self) { group in
            var waiting = Array(lanes.values)
            var running = 0
            while let lane = waiting.popLast() {
                if running >= Self.hostsAtOnce, let done = await group.next() {
                    for (index, found) in done { checks[index] = found }
                    running -= 1
                }
                group.addTask { await visit(lane, of: targets) }
                running += 1
            }
            while let done = await group.next() { for (index, found) in done { checks[index] = found } }
        }
        await scanner.closeJumpHosts()
        return checks.flatMap(\.self)
    }

    /// The first host of a login is visited alone; once one has accepted it, several at a time.
    private func visit(_ lane: [Int], of targets: [Target]) async -> [(Int, [DoctorCheck])] {
        var results: [(Int, [DoctorCheck])] = []
        var rest = lane[...]
        var refusals = 0
        var wasAccepted = false
        while !rest.isEmpty {
            if refusals >= Self.refusalsBeforeSetAside || Task.isCancelled {
                results += rest.map { ($0, setAside(targets[$0])) }
                break
            }
            let batch = rest.prefix(wasAccepted && refusals == 0 ? 4 : 1)
            rest = rest.dropFirst(batch.count)
            let visits = await withTaskGroup(of: (Int, [DoctorCheck], Bool?).self) { group in
                for index in batch {
                    group.addTask {
                        let (checks, accepted) = await visit(targets[index])
                        return (index, checks, accepted)
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for (index, checks, accepted) in visits {
                results.append((index, checks))
                if accepted == true {
                    wasAccepted = true
                    refusals = 0
                } else if accepted == false {
                    refusals += 1
                }
            }
        }
        return results
    }

    private func setAside(_ target: Target) -> [DoctorCheck] {
        if Task.isCancelled {
            return HostChecks(target: target).skipped(because: "stopped before", remedy: "run it again")
        }
        return HostChecks(target: target).skipped(
            because:
                "not visited: three hosts in a row refused the credential '\(visible(target.credential, limit: 60))'",
            remedy: "correct the credential or the account first"
        )
    }

    /// - Returns: also whether the host accepted the login; nil when it was not asked.
    private func visit(_ target: Target) async -> ([DoctorCheck], Bool?) {
        let host = HostChecks(target: target)
        if !ignoresWindows, let window = target.window,
            let zone = TimeZone(identifier: window.timeZone), !window.isOpen(at: now, in: zone)
        {
            let name = visible(window.name, limit: 60)
            return (host.skipped(because: "its scan window '\(name)' is closed", remedy: "add --outside-windows"), nil)
        }
        let login: HostLogin
        do throws(ScanRun.CredentialProblem) {
            login = try HostLogin(to: target, with: credentials)
        } catch {
            let name = visible(error.credential, limit: 60)
            return (
                host.skipped(
                    because: "the credential '\(name)' cannot be used",
                    remedy: "see the check of that credential"
                ), nil
            )
        }
        let scan = await scanner.scan(target, login: login, budget: target.limits.host) {}
        let wasRefused = scan.problems.first?.code == .authenticationRefused
        return (host.checks(of: scan), wasRefused ? false : scan.reach >= .authenticated ? true : nil)
    }
}
