import EstateModel
import GRDB
import TestSupport
import Testing

@testable import Store

/// Random histories against a model that keeps every snapshot whole.
struct StoreHistoryPropertyTests {
    /// What a host is after a scan, kept the naive way.
    private struct Model {
        var hosts: [Int: HostCollection] = [:]

        /// What the store promises, in a few lines: complete sections replace, others only add.
        mutating func record(_ new: HostCollection, host: Int) {
            guard var old = hosts[host] else {
                hosts[host] = new
                return
            }
            old.software =
                new.completeness[.software] == .complete
                ? new.software : Array(Set(old.software).union(new.software))
            old.listeners =
                new.completeness[.services] == .complete
                ? new.listeners : Array(Set(old.listeners).union(new.listeners))
            old.operatingSystem = new.operatingSystem
            old.identity = new.identity
            old.completeness = new.completeness
            old.problems = new.problems
            hosts[host] = old
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 5])
    func everyPastScanStaysAsItWas(seed: UInt64) async throws {
        let estate = try Estate()
        var random = SeededRandom(seed: seed)
        var model = Model()
        var current: [Int: HostCollection] = [:]
        var names: [Int: String] = [:]
        var assets: [Int: AssetID] = [:]
        var snapshots: [(scan: ScanID, hosts: [Int: HostCollection], names: [Int: String])] = []

        for _ in 0..<18 {
            let scan = try await estate.begin()
            for host in 0..<5 where random.chance(75) {
                let next = change(current[host] ?? Sample.host(host, packages: 0..<8), host: host, random: &random)
                current[host] = next
                if names[host] == nil || random.chance(15) { names[host] = "host\(host)-\(random.next() % 1000)" }
                let recorded = try await estate.record(next, as: Sample.target(names[host] ?? ""), in: scan)
                #expect(recorded.isNew == (assets[host] == nil), "seed \(seed)")
                #expect(assets[host] == nil || assets[host] == recorded.asset, "seed \(seed)")
                assets[host] = recorded.asset
                model.record(next, host: host)
            }
            if random.chance(80) { try await estate.store.finishScan(scan, at: Sample.start) }
            snapshots.append((scan, model.hosts, names.filter { model.hosts[$0.key] != nil }))
            for snapshot in snapshots where snapshots.count == 18 || snapshot.scan == scan {
                try await compare(
                    snapshot.hosts,
                    names: snapshot.names,
                    assets: assets,
                    asOf: snapshot.scan,
                    in: estate
                )
            }
        }
        #expect(try await estate.store.integrityFaults().isEmpty)
        #expect(try await Self.baselines(estate) > assets.count, "no baseline was ever replaced; seed \(seed)")
        try await compareLifetimes(snapshots.map { ($0.scan, $0.hosts) }, assets: assets, in: estate)
    }

    private static func baselines(_ estate: Estate) async throws -> Int {
        try await estate.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM baseline") ?? 0 }
    }

    /// A package was there since the first of the unbroken run of scans that know it.
    private func compareLifetimes(
        _ snapshots: [(scan: ScanID, hosts: [Int: HostCollection])],
        assets: [Int: AssetID],
        in estate: Estate
    ) async throws {
        for (index, snapshot) in snapshots.enumerated() where index % 9 == 8 {
            for (host, collection) in snapshot.hosts {
                let asset = try #require(assets[host])
                let listed = try await estate.store.software(SoftwareFilter(asset: asset), asOf: snapshot.scan)
                #expect(Set(listed.map(\.software)) == Set(collection.software))
                for listing in listed {
                    let known = snapshots.map { $0.hosts[host]?.software.contains(listing.software) ?? false }
                    let first = (known[...index].lastIndex(of: false) ?? -1) + 1
                    let end = known[index...].firstIndex(of: false)
                    let evidence = try #require(
                        try await estate.store.evidence(for: listing.item, of: asset, asOf: snapshot.scan)
                    )
                    #expect(evidence.firstSeen == snapshots[first].scan)
                    #expect(evidence.ended == end.map { snapshots[$0].scan })
                }
            }
        }
    }

    private func change(_ host: HostCollection, host number: Int, random: inout SeededRandom) -> HostCollection {
        var host = host
        host.software.removeAll { _ in random.chance(12) }
        for _ in 0..<Int.random(in: 0..<4, using: &random) {
            let package = Sample.software(Int.random(in: 0..<15, using: &random), version: "\(random.next() % 3)")
            if !host.software.contains(package) { host.software.append(package) }
        }
        if random.chance(20) { host.listeners = [Listener(address: "::", port: Int.random(in: 1..<9, using: &random))] }
        if random.chance(10) { host.operatingSystem?.kernelRelease = "6.1.\(random.next() % 4)" }
        if random.chance(10) {
            host.identity.machineID = Sample.hexadecimal(
                500 + 1000 * number + Int.random(in: 0..<900, using: &random),
                digits: 32
            )
        }
        if random.chance(10) { host.identity.hostKeyFingerprint = "SHA256:\(random.next())" }
        host.problems = random.chance(20) ? [Problem(.probeTimeout, message: "slow", remedy: "wait")] : []
        host.completeness[.software] = [.complete, .complete, .partial, .absent].randomElement(using: &random)
        host.completeness[.services] = [.complete, .partial, nil].randomElement(using: &random) ?? nil
        return host
    }

    private func compare(
        _ hosts: [Int: HostCollection],
        names: [Int: String],
        assets: [Int: AssetID],
        asOf: ScanID,
        in estate: Estate
    ) async throws {
        let listed = try await estate.store.assets(asOf: asOf)
        #expect(Set(listed.map(\.id)) == Set(hosts.keys.compactMap { assets[$0] }))
        var counts: [InstalledSoftware: Int] = [:]
        for (host, expected) in hosts {
            let detail = try await estate.store.asset(try #require(assets[host]), asOf: asOf)
            #expect(detail.summary.name == names[host])
            #expect(Set(detail.collection.software) == Set(expected.software))
            #expect(detail.collection.software.count == expected.software.count)
            #expect(Set(detail.collection.listeners) == Set(expected.listeners))
            #expect(detail.collection.operatingSystem == expected.operatingSystem)
            #expect(detail.collection.identity == expected.identity)
            #expect(detail.collection.completeness == expected.completeness)
            #expect(detail.collection.problems == expected.problems)
            for software in expected.software { counts[software, default: 0] += 1 }
        }
        let software = try await estate.store.software(asOf: asOf)
        #expect(Dictionary(software.map { ($0.software, $0.hostCount) }) { $1 } == counts)
    }
}
