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
            stop the scan. Ctrl-C stops it; what was recorded stays.
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

    @Option(name: .customLong("at-once"), help: "How many hosts to visit at once (1 to 5000).")
    var hostsAtOnce = 100

    @Option(name: .customLong("per-second"), help: "How many hosts to begin each second (1 to 10000).")
    var connectionsPerSecond = 100

    @Flag(help: "Go on with the last scan: only what it has not done, and hosts whose scan window is open now.")
    var resume = false

    @Flag(name: .customLong("outside-windows"), help: "Also visit hosts whose scan window is closed.")
    var outsideWindows = false

    @Option(help: "A note to keep with the scan.")
    var note: String?

    @Flag(help: "No progress, only the result.")
    var quiet = false

    func validate() throws {
        guard (1...5000).contains(hostsAtOnce) else { throw ValidationError("--at-once must be 1 to 5000.") }
        guard (1...10_000).contains(connectionsPerSecond) else {
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
        let progress = ScanProgress(isLive: Terminal.messagesAreShownLive && !quiet, isQuiet: quiet)
        let context = ScanContext(
            reeveVersion: Version.number,
            rulePackDigest: rulesDigest,
            policyDigest: workspace.policyDigest,
            note: note
        )
        // Secrets are fetched inside as well: a program that prints one may take its time.
        let summary = try await Interruption.cancelling {
            defer { progress.end() }
            let store = try await workspace.openStore(creating: true)
            guard let rest = try await rest(of: chosen, in: store) else { return nil as ScanSummary? }
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
        guard let summary else {
            return Terminal.message("Nothing to resume: the last scan was finished. `reeve scan` begins a new one.")
        }
        ScanResult(summary).print()
        _ = consume lock
        if summary.notVisited > 0 || summary.wasStopped { throw ExitStatus.interrupted.error }
        if !summary.isWhole { throw ExitStatus.partial.error }
    }

    private func scanRun(_ workspace: Workspace, _ store: InventoryStore, _ chosen: [Target]) async throws -> ScanRun {
        let directory = workspace.directory
        let policy: HostKeyStore.Policy = trustsNewHostKeys ? .recordOnFirstUse : .strict
        let keys = try await explainingErrors { try HostKeyStore(path: directory.knownHosts, policy: policy) }
        let poller = try await explainingErrors { try ReadinessPoller() }
        let used = Set(chosen.map(\.credential))
        let credentials = await CredentialLoader(directory: directory)
            .load(workspace.estate.credentials.filter { used.contains($0.id) })
        return ScanRun(
            scanner: HostScanner(client: SSHClient(hostKeys: keys, poller: poller), nonce: Self.nonce),
            store: store,
            credentials: credentials,
            now: { SystemClock.now }
        )
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
        settings.limits.hostsAtOnce = hostsAtOnce
        settings.limits.connectionsPerSecond = connectionsPerSecond
        for site in workspace.estate.sites { settings.limits.hostsAtOncePerSite[site.id] = site.hostsAtOnce }
        settings.hypervisors = try await explainingErrors { try await store.hypervisorsByTarget() }
            .mapValues { String($0.rawValue) }
        settings.ignoresWindows = outsideWindows
        return settings
    }

    /// 32 hexadecimal digits that no host can guess.
    private static let nonce: @Sendable () -> String = {
        SymmetricKey(size: .bits128).withUnsafeBytes { bytes in
            bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }
    }

    private func printPlan(_ chosen: [Target]) {
        var table = TextTable([
            .init("Target"), .init("Address", canShrink: true), .init("Port", isNumber: true), .init("User"),
            .init("Credential"), .init("Root by"), .init("Organisations", canShrink: true),
        ])
        for target in chosen {
            table.append([
                target.name, target.address, String(target.port), target.user, target.credential,
                target.escalation.rawValue, target.organisations.keys.sorted().joined(separator: ", "),
            ])
        }
        Terminal.result(table.text(width: Terminal.width))
        Terminal.message(
            "\(chosen.count) targets; nothing was connected to. `reeve probes` prints what would run there."
        )
    }
}
