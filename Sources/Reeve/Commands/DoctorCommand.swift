import ArgumentParser
import EstateFiles
import EstateModel
import SSH
import Scanning

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Check what Reeve needs: files, keys, secrets, rules, the database, the mail server, and hosts you name.",
        discussion: """
            Without a target no host is connected to; the mail server that policy.yaml names for notices is asked \
            whether it would take mail, and none is sent. A target is visited once, exactly as a scan would visit it, and \
            nothing is recorded. A credential that a host refused is not tried on it again. Exit status 1 when a check \
            failed.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var format: FormatOption

    @Flag(name: .customLong("all"), help: "Visit every target.")
    var everything = false

    @Option(name: .customLong("group"), help: "Visit this group's targets; may be repeated.")
    var groups: [String] = []

    @Flag(name: .customLong("outside-windows"), help: "Also visit hosts whose scan window is closed.")
    var outsideWindows = false

    @Argument(help: "Targets to visit.")
    var targets: [String] = []

    func run() async throws {
        let workspace = try Workspace(estate)
        FileDescriptorLimit.raise()
        let checks = try await Interruption.cancelling { try await look(at: workspace) }
        let shown = format.format == .table ? condensed(checks) : checks
        try Listing(shown, columns: DoctorCheck.columns).print(format.format)
        let failed = checks.count { $0.result == .failed }
        let warnings = checks.count { $0.result == .warning }
        Terminal.message("\(checks.count) checks: \(failed) failed, \(warnings) warnings.")
        if failed > 0 { throw ExitStatus.failure.error }
    }

    private func look(at workspace: Workspace) async throws -> [DoctorCheck] {
        let isNamed = everything || !targets.isEmpty || !groups.isEmpty
        let chosen =
            isNamed ? try TargetSelection(targets: targets, groups: groups).select(from: workspace.estate) : []
        // Without a host in question, every credential of the estate is looked at.
        let used = Set((isNamed ? chosen : workspace.estate.targets).flatMap { ScanCommand.credentials(for: $0) })
        let credentials = await CredentialLoader(directory: workspace.directory)
            .load(workspace.estate.credentials.filter { used.contains($0.id) })
        let poller = try await explainingErrors { try ReadinessPoller() }
        var unusable: [String: SSHError] = [:]
        for (name, loaded) in credentials {
            guard case .success(let credential) = loaded else { continue }
            unusable[name] = await SSHClient.fault(of: credential, named: name, poller: poller)
        }
        let estate = EstateDoctor(
            workspace: workspace,
            rules: rules,
            now: SystemClock.now,
            credentials: credentials,
            unusable: unusable
        )
        let estateChecks = await estate.checks()
        guard !chosen.isEmpty else { return estateChecks }
        // Without host keys that can be believed no host is visited; why is among the checks already.
        guard let keys = try? HostKeyStore(path: workspace.directory.knownHosts, policy: .strict) else {
            return estateChecks
        }
        let hosts = HostDoctor(
            scanner: HostScanner(client: SSHClient(hostKeys: keys, poller: poller), nonce: ScanCommand.nonce),
            credentials: credentials.filter { unusable[$0.key] == nil },
            ignoresWindows: outsideWindows,
            now: SystemClock.now
        )
        return estateChecks + (await hosts.checks(of: chosen))
    }

    /// People read what is wrong: of hosts without a fault one line is left, of the others only what is not in order.
    private func condensed(_ checks: [DoctorCheck]) -> [DoctorCheck] {
        let hosts = Set(checks.compactMap(\.target))
        guard hosts.count > 1 else { return checks }
        let troubled = Set(checks.filter { $0.result != .ok }.compactMap(\.target))
        var told: Set<String> = []
        return checks.compactMap { check in
            guard let target = check.target else { return check }
            if troubled.contains(target) { return check.result == .ok || check.message == "not reached" ? nil : check }
            guard told.insert(target).inserted else { return nil }
            return DoctorCheck("all", .ok, "nothing is wrong", target: target)
        }
    }
}
