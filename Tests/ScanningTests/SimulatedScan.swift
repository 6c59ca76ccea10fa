import Collectors
import EstateModel
import Foundation
import SSH
import Scanning
import Store
import TestSupport
import Testing

/// A scan of simulated hosts, recorded into a database of its own as a real one is.
struct SimulatedScan {
    let simulator: SimulatorProcess
    let summary: ScanSummary
    /// As they were recorded.
    let problems: [ScanProblem]
    /// How long each target took in all.
    let elapsed: [String: Duration]

    /// One target for each fault, with the fault for its name, let in by key.
    static func ofFaults(_ faults: [String], limits: Limits) async throws -> SimulatedScan {
        let settings = SimulatorProcess.Settings(faults: faults, recording: try recording())
        let simulator = try await SimulatorProcess(settings)
        let targets = faults.indices.map { index in
            target("\(faults[index])-\(index + 1)", host: index, of: simulator, limits: limits)
        }
        return try await SimulatedScan(targets, of: simulator, attempts: 1)
    }

    static func target(
        _ name: String,
        host: Int,
        of simulator: SimulatorProcess,
        credential: String = "key",
        limits: Limits
    ) -> Target {
        let address = SimulatorProcess.address(of: host)
        var target = Target(name: name, address: address, user: "scan", credential: credential)
        target.port = simulator.port
        target.organisations = ["borough": 100]
        target.limits = limits
        return target
    }

    /// - Parameter passwords: by the name of their credential; `key` is the simulator's key.
    init(
        _ targets: [Target],
        of simulator: SimulatorProcess,
        passwords: [String: String] = [:],
        attempts: Int
    ) async throws {
        self.simulator = simulator
        let store = try InventoryStore.open(path: simulator.folder.path("inventory.sqlite"))
        let keys = try HostKeyStore(path: simulator.knownHosts, policy: .strict)
        let client = SSHClient(hostKeys: keys, poller: try ReadinessPoller())
        var credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>] =
            passwords.mapValues { .success(.password(Secret(Array($0.utf8)))) }
        credentials["key"] = .success(.keyFile(path: simulator.key.path, passphrase: nil))
        let run = ScanRun(
            scanner: HostScanner(client: client, nonce: { "0123456789abcdef0123456789abcdef" }),
            store: store,
            credentials: credentials,
            now: { Instant(secondsSinceEpoch: 1_790_000_000) }
        )
        var settings = ScanRun.Settings(seed: 1)
        settings.limits.attempts = attempts
        let (events, report) = AsyncStream<ScanEvent>.makeStream()
        summary = try await run.run(targets, context: ScanContext(reeveVersion: "test"), settings: settings) {
            report.yield($0)
        }
        report.finish()
        var elapsed: [String: Duration] = [:]
        for await case .hostEnded(let target, _, let time) in events { elapsed[target] = time }
        self.elapsed = elapsed
        problems = try await store.problems(in: try #require(try await store.scans().first?.id))
        try store.close()
    }

    /// The codes of what was recorded about a target, by its name or the name's beginning.
    func codes(of name: String) -> [Problem.Code] {
        problems.filter { $0.target == name || $0.target.hasPrefix(name + "-") }.map(\.problem.code)
    }

    /// About 700 packages on Debian 12; in the project for benchmarks.
    private static func recording() throws -> SimulatorProcess.Recording {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Benchmarks/recordings/debian-12")
        return SimulatorProcess.Recording(
            stdout: try String(contentsOf: folder.appendingPathComponent("stdout"), encoding: .utf8),
            stderr: try String(contentsOf: folder.appendingPathComponent("stderr"), encoding: .utf8)
        )
    }
}
