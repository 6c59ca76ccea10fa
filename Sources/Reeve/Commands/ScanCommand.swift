import ArgumentParser
import Collectors
import Crypto
import EstateFiles
import EstateModel
import Foundation
import SSH
import Scanning
import Store

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Log in to the estate's hosts and record what runs there.",
        discussion: """
            Nothing is installed, written or changed on a host. Hosts that fail are recorded with the reason and never \
            stop the scan. Ctrl-C stops it; what was recorded stays, and `reeve scan --resume` does the rest.

            Before the first scan, `reeve doctor` checks keys and secrets and `reeve scan --dry-run` shows what would be \
            visited. Exit status: 0 everything was read, 3 some host or section was not, 130 the scan was stopped, 1 it \
            could not be done.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption

    @Option(name: .customLong("target"), help: "Only this target; may be repeated.")
    var targets: [String] = []

    @Option(name: .customLong("group"), help: "Only this group's targets; may be repeated.")
    var groups: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Show what would be visited, and how; connect to nothing.")
    var isDryRun = false

    @Flag(name: .customLong("trust-new-host-keys"), help: "Record the key of a host that is met for the first time.")
    var trustsNewHostKeys = false

    @Option(
        name: .customLong("at-once"),
        help: "Hosts to visit at once (1 to 5000), instead of `scan:` in estate.yaml (100 if not set)."
    )
    var hostsAtOnce: Int?

    @Option(
        name: .customLong("per-second"),
        help: "Connections to begin a second (1 to 10000), instead of `scan:` in estate.yaml (100 if not set)."
    )
    var connectionsPerSecond: Int?

    @Flag(help: "Go on with the last scan: only what it has not done, and hosts whose scan window is open now.")
    var resume = false

    @Flag(name: .customLong("in-order"), help: "Visit hosts in the order of the files instead of a shuffled one.")
    var inOrder = false

    @Flag(name: .customLong("outside-windows"), help: "Also visit hosts whose scan window is closed.")
    var outsideWindows = false

    @Option(help: "A note to keep with the scan.")
    var note: String?

    @Flag(help: "No progress, only the result.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Write what happens as JSON lines: - for stdout (the result then goes to stderr), fd:3, or a file.",
            valueName: "where"
        )
    )
    var events: String?

    func validate() throws {
        guard (1...5000).contains(hostsAtOnce ?? 1) else { throw ValidationError("--at-once must be 1 to 5000.") }
        guard (1...10_000).contains(connectionsPerSecond ?? 1) else {
            throw ValidationError("--per-second must be 1 to 10000.")
        }
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let chosen = try TargetSelection(targets: targets, groups: groups).select(from: workspace.estate)
        if isDryRun { return printPlan(chosen) }
        let rulesDigest = try workspace.rulesDigest(rules)
        let lock = try workspace.hold()
        FileDescriptorLimit.raise()
        let progress = ScanProgress(
            style: quiet ? .nothing : Terminal.messagesAreShownLive ? .live : .lines,
            events: try events.map(ScanEventWriter.init)
        )
        let context = ScanContext(
            reeveVersion: Version.number,
            rulePackDigest: rulesDigest,
            policyDigest: workspace.policyDigest,
            note: note
        )
        // Secrets are fetched inside as well: a program that prints one may take its time.
        let summary: ScanSummary?
        do {
            summary = try await Interruption.cancelling { try await scan(chosen, workspace, context, progress) }
        } catch {
            progress.end(nil)
            throw error
        }
        progress.end(summary)
        guard let summary else {
            return Terminal.message("Nothing to resume: the last scan was finished. `reeve scan` begins a new one.")
        }
        let result = wrappedForTerminal(ScanResult(summary).text, width: Terminal.width)
        if events == "-" { Terminal.message(result) } else { Terminal.result(result) }
        await recheckControls(workspace)
        _ = consume lock
        if summary.notVisited > 0 || summary.wasStopped { throw ExitStatus.interrupted.error }
        if !summary.isWhole { throw ExitStatus.partial.error }
    }

    /// Also after a scan that was stopped: what it read is known.
    private func recheckControls(_ workspace: Workspace) async {
        guard let store = try? await workspace.openStore() else { return }
        await ControlScan(workspace: workspace, store: store).recheckAfterScan()
    }

    /// - Returns: nil when there is nothing to resume.
    private func scan(
        _ chosen: [Target],
        _ workspace: Workspace,
        _ context: ScanContext,
        _ progress: ScanProgress
    ) async throws -> ScanSummary? {
        let store = try await workspace.openStore(creating: true)
        try await DecisionLedger(store: store).requireBelievableClock()
        guard let rest = try await rest(of: chosen, in: store) else { return nil }
        let run = try await scanRun(workspace, store, rest.targets)
        let settings = try await settings(workspace, store)
        return try await explainingErrors {
            try Task.checkCancellation()
            return try await run.run(
                rest.targets,
                context: context,
                settings: settings,
                resuming: rest.scan,
                events: progress.show
            )
        }
    }

    private func scanRun(_ workspace: Workspace, _ store: InventoryStore, _ chosen: [Target]) async throws -> ScanRun {
        let directory = workspace.directory
        let policy: HostKeyStore.Policy = trustsNewHostKeys ? .recordOnFirstUse : .strict
        let keys = try await explainingErrors { try HostKeyStore(path: directory.knownHosts, policy: policy) }
        let poller = try await explainingErrors { try ReadinessPoller() }
        let used = Set(chosen.flatMap(Self.credentials))
        let credentials = await CredentialLoader(directory: directory)
            .load(workspace.estate.credentials.filter { used.contains($0.id) })
        return ScanRun(
            scanner: HostScanner(client: SSHClient(hostKeys: keys, poller: poller), nonce: Self.nonce),
            store: store,
            credentials: credentials,
            now: { SystemClock.now }
        )
    }

    /// The names of the credentials that a visit needs: on the host, on the way to it, and for becoming root.
    static func credentials(for target: Target) -> [String] {
        [target.credential] + target.route.map(\.credential) + [target.escalationCredential].compactMap(\.self)
    }

    /// What is to be visited, and in which scan; nil when there is nothing to resume.
    private func rest(
        of chosen: [Target],
        in store: InventoryStore
    ) async throws -> (targets: [Target], scan: ScanID?)? {
        guard resume else { return (chosen, nil) }
        guard let interrupted = try await explainingErrors({ try await store.interruptedScan() }) else { return nil }
        return (chosen.filter { !interrupted.visited.contains($0.name) }, interrupted.scan)
    }

    private func settings(_ workspace: Workspace, _ store: InventoryStore) async throws -> ScanRun.Settings {
        var settings = ScanRun.Settings(seed: .random(in: .min ... .max))
        settings.limits = workspace.estate.scanLimits
        settings.limits.hostsAtOnce = hostsAtOnce ?? settings.limits.hostsAtOnce
        settings.limits.connectionsPerSecond = connectionsPerSecond ?? settings.limits.connectionsPerSecond
        settings.hypervisors = try await explainingErrors { try await store.hypervisorsByTarget() }
            .mapValues { String($0.rawValue) }
        settings.ignoresWindows = outsideWindows
        settings.keepsOrder = inOrder
        return settings
    }

    /// 32 hexadecimal digits that no host can guess.
    static let nonce: @Sendable () -> String = {
        SymmetricKey(size: .bits128).withUnsafeBytes { bytes in
            bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }
    }

    private func printPlan(_ chosen: [Target]) {
        let plan = ScanPlan(targets: chosen, now: SystemClock.now, ignoresWindows: outsideWindows)
        Terminal.result(plan.table.text(width: Terminal.width))
        Terminal.message(plan.summary)
    }
}
