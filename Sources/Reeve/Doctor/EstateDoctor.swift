import EstateFiles
import EstateModel
import Foundation
import Lifecycle
import SSH
import Scanning
import Store
import StrictYAML

/// Looks at everything that a scan needs on this machine; connects to no host.
struct EstateDoctor {
    private static let leastFreeBytes: UInt64 = 200 << 20
    private static let fewFreeBytes: UInt64 = 1 << 30
    private static let scanAgeDays: Int32 = 35

    let workspace: Workspace
    let rules: RulesOption
    let now: Instant
    let credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>]
    /// By the name of a credential.
    let unusable: [String: SSHError]

    func checks() async -> [DoctorCheck] {
        [directory, files] + credentialChecks + [knownHosts, windows].compactMap(\.self) + [rulesCheck]
            + (await database()) + [space]
            + [await MailDoctor(workspace: workspace).check()].compactMap(\.self)
    }

    // MARK: Files

    private var directory: DoctorCheck {
        var status = stat()
        guard stat(workspace.directory.path, &status) == 0 else {
            return DoctorCheck("directory", .failed, "the estate directory cannot be looked at")
        }
        let mode = String(status.st_mode & 0o777, radix: 8)
        if status.st_mode & 0o022 != 0 {
            return DoctorCheck(
                "directory",
                .failed,
                "others may write into the estate directory (mode \(mode))",
                remedy: "run: chmod 700 \(visible(workspace.directory.path))"
            )
        }
        if status.st_mode & 0o055 != 0 {
            return DoctorCheck(
                "directory",
                .warning,
                "others may read the estate directory (mode \(mode))",
                remedy: "run: chmod 700 \(visible(workspace.directory.path))"
            )
        }
        return DoctorCheck("directory", .ok, "only its owner may use it")
    }

    private var files: DoctorCheck {
        let estate = workspace.estate
        let count = "\(estate.targets.count) targets, \(estate.credentials.count) credentials"
        guard let warning = estate.warnings.first else {
            return DoctorCheck("files", .ok, "\(count); all files are valid")
        }
        return DoctorCheck(
            "files",
            .warning,
            "\(count); \(estate.warnings.count) warnings, the first: \(warning.description)",
            remedy: "correct what the warning names"
        )
    }

    // MARK: Credentials

    private var credentialChecks: [DoctorCheck] {
        workspace.estate.credentials.map { reference in
            let name = "credential \(visible(reference.id, limit: 60))"
            switch credentials[reference.id] {
            case .failure(let problem)?:
                let remedy = "correct `credentials:` in estate.yaml or make the secret available"
                return DoctorCheck(name, .failed, visible(problem.message), remedy: remedy)
            case nil: return DoctorCheck(name, .skipped, "no target uses it, so its secret was not asked for")
            case .success:
                if let error = unusable[reference.id] {
                    return DoctorCheck(name, .failed, error.message, remedy: error.remedy)
                }
                return DoctorCheck(name, .ok, kind(reference.method))
            }
        }
    }

    private func kind(_ method: CredentialReference.Method) -> String {
        switch method {
        case .keyFile(let path, let passphrase):
            "the key file \(visible(path)) can be read by its owner only"
                + (passphrase == nil ? "" : " and its passphrase is there")
        case .agent: "the agent holds the key"
        case .password: "the password is there"
        }
    }

    private var knownHosts: DoctorCheck {
        let path = workspace.directory.knownHosts
        do throws(SSHError) {
            _ = try HostKeyStore(path: path, policy: .strict)
        } catch {
            return DoctorCheck("known_hosts", .failed, error.message, remedy: error.remedy)
        }
        do throws(BoundedFile.Fault) {
            let known = KnownHosts(try BoundedFile.read(path, limit: 64 << 20).bytes)
            let targets = workspace.estate.targets
            let missing = targets.filter {
                known.keyTypes(host: $0.address, port: $0.port, jumpHost: $0.route.last?.name).isEmpty
            }
            if missing.isEmpty { return DoctorCheck("known_hosts", .ok, "has a key of every target") }
            let names = missing.prefix(3).map { visible($0.name, limit: 60) }.joined(separator: ", ")
            return DoctorCheck(
                "known_hosts",
                .warning,
                "has no key of \(missing.count) of \(targets.count) targets: \(names)\(missing.count > 3 ? ", …" : "")",
                remedy: "add their keys, or scan once with --trust-new-host-keys and compare the fingerprints"
            )
        } catch {
            let isAbsent = error.kind == .absent
            return DoctorCheck(
                "known_hosts",
                isAbsent ? .warning : .failed,
                "\(visible(path)) \(error.message)",
                remedy: isAbsent
                    ? "scan once with --trust-new-host-keys, or copy a known_hosts file there"
                    : "make it a plain file that the account that scans may read"
            )
        }
    }

    private var windows: DoctorCheck? {
        let windows = workspace.estate.windows
        guard !windows.isEmpty else { return nil }
        if let bad = windows.first(where: { TimeZone(identifier: $0.timeZone) == nil }) {
            return DoctorCheck(
                "scan windows",
                .failed,
                "the time zone '\(visible(bad.timeZone, limit: 60))' is unknown on this machine",
                remedy: "install the time zone data (package tzdata), or correct `time-zone:` of '\(visible(bad.name))'"
            )
        }
        let count =
            windows.count == 1
            ? "1 window; its time zone is known" : "\(windows.count) windows; their time zones are known"
        return DoctorCheck("scan windows", .ok, count)
    }

    // MARK: Rules

    private var rulesCheck: DoctorCheck {
        do {
            let pack = try RulesLocation.load(rules, local: workspace.directory.rules, keepingTests: false)
            guard pack.isComplete, !pack.products.isEmpty else {
                return DoctorCheck(
                    "rules",
                    .failed,
                    "some rules cannot be read and would be left out",
                    remedy: "run `reeve rules check`"
                )
            }
            let today = now.londonDay
            let verified = pack.products.flatMap { $0.sources.values.compactMap(\.verified) }
            let old = pack.products.filter { product in
                product.sources.values.contains { $0.verified.map { product.dataAgeLimit.after($0) < today } ?? false }
            }
            let newest = verified.max().map { "checked last on \($0.longDescription)" } ?? "with no date of a check"
            let found = "\(pack.products.count) products, \(newest)"
            guard old.isEmpty else {
                return DoctorCheck(
                    "rules",
                    .warning,
                    "\(found); dates of \(old.count) products were not checked for longer than they may be relied on",
                    remedy: "install newer rules; `reeve rules check` lists the old ones"
                )
            }
            return DoctorCheck("rules", .ok, found)
        } catch {
            return DoctorCheck("rules", .failed, visible("\(error)"), remedy: "name a rules directory with --rules")
        }
    }

    // MARK: Database, space, clock

    private func database() async -> [DoctorCheck] {
        guard FileManager.default.fileExists(atPath: workspace.directory.database) else {
            return [DoctorCheck("database", .ok, "there is none yet; the first scan makes it")]
        }
        do {
            let store = try await workspace.openStore()
            let faults = try await store.integrityFaults()
            guard faults.isEmpty else {
                let remedy = "restore the last backup (docs/operations.md) and scan again"
                return [DoctorCheck("database", .failed, visible(faults[0]), remedy: remedy)]
            }
            let last = try await store.scans().max { $0.id < $1.id }
            return [DoctorCheck("database", .ok, "SQLite finds no fault in it"), lastScan(last), clock(last)]
        } catch {
            return [DoctorCheck("database", .failed, visible("\(error)"), remedy: "see docs/operations.md")]
        }
    }

    private func lastScan(_ last: ScanRecord?) -> DoctorCheck {
        guard let last else { return DoctorCheck("last scan", .warning, "none yet", remedy: "run `reeve scan`") }
        let days = now.londonDay.daysSinceEpoch - last.startedAt.londonDay.daysSinceEpoch
        let begun = "scan \(last.id.rawValue) began on \(last.startedAt.londonDay.longDescription)"
        if days > Self.scanAgeDays {
            let remedy = "run `reeve scan`, and see that the timer or cron job does"
            return DoctorCheck("last scan", .warning, "\(begun), \(days) days ago", remedy: remedy)
        }
        if last.state == .interrupted {
            return DoctorCheck(
                "last scan",
                .warning,
                "\(begun) and was not finished",
                remedy: "run `reeve scan --resume`"
            )
        }
        return DoctorCheck("last scan", .ok, begun)
    }

    private func clock(_ last: ScanRecord?) -> DoctorCheck {
        if let last, last.startedAt > now {
            return DoctorCheck(
                "clock",
                .failed,
                "this machine says \(now), which is before the last scan (\(last.startedAt))",
                remedy: "set the clock, best by NTP: verdicts depend on the day"
            )
        }
        return DoctorCheck("clock", .ok, "\(now)")
    }

    private var space: DoctorCheck {
        var status = statvfs()
        guard statvfs(workspace.directory.path, &status) == 0 else {
            return DoctorCheck("disk space", .skipped, "the file system does not say")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let found = "\(free >> 20) MiB are free for the estate directory"
        if free >= Self.fewFreeBytes { return DoctorCheck("disk space", .ok, found) }
        let isFull = free < Self.leastFreeBytes
        return DoctorCheck("disk space", isFull ? .failed : .warning, found, remedy: "make room: a scan needs some")
    }
}
