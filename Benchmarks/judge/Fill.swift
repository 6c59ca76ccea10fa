import ArgumentParser
import EstateFiles
import EstateModel
import Foundation
import Store

/// Makes an inventory of many hosts out of one that was really collected.
struct Fill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make an inventory of many hosts like a collected one.")

    @Option(help: "An estate directory with one collected host.")
    var from: String

    @Option(help: "Where to write the new estate.")
    var to: String

    @Option var hosts = 10_000

    @Option(help: "How many packages each has.")
    var packages = 700

    func run() async throws {
        let store = try InventoryStore.open(path: from + "/reeve.sqlite")
        guard let asset = try await store.assets().first else { throw ValidationError("\(from) holds no host") }
        let model = try await store.asset(asset.id).collection
        guard model.software.count >= packages else {
            throw ValidationError("the host has only \(model.software.count) pieces of software")
        }
        try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
        let target = try InventoryStore.open(path: to + "/reeve.sqlite")
        let scan = try await target.beginScan(at: now, context: ScanContext(reeveVersion: "benchmark"))
        for first in stride(from: 0, to: hosts, by: 64) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in first..<min(first + 64, hosts) {
                    let host = VariedHost(model, number: number, packages: packages)
                    group.addTask {
                        _ = try await target.record(
                            host.collection,
                            of: host.target,
                            answers: AnswerSet([], context: [host.target.name]),
                            parserVersion: "benchmark",
                            in: scan,
                            at: now
                        )
                    }
                }
                try await group.waitForAll()
            }
        }
        try await target.finishScan(scan, at: now)
        try target.close()
        try estate.write(toFile: to + "/estate.yaml", atomically: true, encoding: .utf8)
        let rows = (0..<hosts).map { VariedHost.name(of: $0) + "," + VariedHost.address(of: $0) }
        try (["name,address"] + rows).joined(separator: "\n").write(
            toFile: to + "/targets.csv",
            atomically: true,
            encoding: .utf8
        )
    }

    private var estate: String {
        """
        name: Benchmark
        organisations:
          darlbrook: {name: Darlbrook Borough Council, siro: Director of Resources (SIRO)}
        credentials:
          scan-key: {key-file: keys/scan}
        defaults: {user: scan, credential: scan-key, organisations: {darlbrook: 100}}
        targets-from: targets.csv

        """
    }

    private var now: Instant { Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) }
}

/// One host that differs from the others as hosts of an estate do: in its patch level, and in a few packages that
/// somebody updated by hand.
struct VariedHost {
    let target: Target
    let collection: HostCollection

    /// Hosts were patched at so many different times.
    private static let patchLevels = 40

    static func name(of number: Int) -> String { "host-\(number + 1)" }

    static func address(of number: Int) -> String {
        "127.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
    }

    init(_ model: HostCollection, number: Int, packages: Int) {
        let name = Self.name(of: number)
        var target = Target(name: name, address: Self.address(of: number), user: "scan", credential: "scan-key")
        target.organisations = ["darlbrook": 100]
        self.target = target
        var collection = model
        let identity = String(format: "%032x", number + 0x5eed_0000)
        collection.identity = HostIdentity(hostname: name, machineID: identity)
        collection.hardware?.uuid = nil
        collection.hardware?.serial = nil
        collection.interfaces = []
        let level = number % Self.patchLevels
        // Every third package follows the patch level, every twentieth is the host's own choice among four.
        collection.software = model.software.prefix(packages).enumerated().map { index, software in
            var software = software
            guard let version = software.version, !version.isEmpty else { return software }
            if index % 20 == 7 {
                software.version = version + "+own\((number &* 31 &+ index) % 4)"
            } else if index % 3 == 0 {
                software.version = version + "+level\(level)"
            }
            return software
        }
        self.collection = collection
    }
}
