import EstateModel
import Foundation
import Store
import Synchronization
import Testing

/// What a scan may cost, in bytes and in time of the processor.
struct StoreBudgetTests {
    @Test func aRescanOfAnUnchangedHostAddsAtMost200Bytes() async throws {
        let estate = try Estate()
        let host = Sample.host(1, packages: 0..<700)
        let target = Sample.target("web01")
        let answers = Sample.answers(host)
        try await estate.scan(host, as: target)
        let before = try estate.folder.size(afterClosing: estate.store)
        let store = try InventoryStore.open(path: estate.folder.database)
        for _ in 0..<100 {
            let scan = try await store.beginScan(at: Sample.start, context: Sample.context)
            let asset = try await store.recordUnchanged(
                target,
                answerSet: answers.digest,
                parserVersion: "1",
                in: scan,
                at: Sample.start
            )
            #expect(asset != nil)
            try await store.finishScan(scan, at: Sample.start)
        }
        let after = try estate.folder.size(afterClosing: store)
        print("bytes per unchanged rescan: \((after - before) / 100), first host: \(before)")
        #expect((after - before) / 100 <= 200)
    }

    @Test func aFullRescanOfAnUnchangedHostAddsNoMore() async throws {
        let estate = try Estate()
        let host = Sample.host(1, packages: 0..<700)
        try await estate.scan(host, as: Sample.target("web01"))
        let before = try estate.folder.size(afterClosing: estate.store)
        let store = try InventoryStore.open(path: estate.folder.database)
        for _ in 0..<100 {
            let scan = try await store.beginScan(at: Sample.start, context: Sample.context)
            let recorded = try await store.record(
                host,
                of: Sample.target("web01"),
                answers: Sample.answers(host),
                parserVersion: "1",
                in: scan,
                at: Sample.start
            )
            #expect(recorded.changes.isEmpty)
            try await store.finishScan(scan, at: Sample.start)
        }
        let after = try estate.folder.size(afterClosing: store)
        print("bytes per full unchanged rescan: \((after - before) / 100)")
        #expect((after - before) / 100 <= 200)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["REEVE_BENCH"] == "1", "set REEVE_BENCH=1, in release"))
    func storingAHostStaysWithinItsBudgetOfTime() async throws {
        let estate = try Estate()
        let scan = try await estate.begin()
        let empty = try await emptyEstates(20)
        let alone = Sample.host(0, packages: 0..<700)
        let aloneAnswers = Sample.answers(alone)
        let first = try await milliseconds(20) {
            for (store, scan) in empty {
                _ = try await store.record(
                    alone,
                    of: Sample.target("web01"),
                    answers: aloneAnswers,
                    parserVersion: "1",
                    in: scan,
                    at: Sample.start
                )
            }
        }
        var hosts: [HostCollection] = []
        for number in 0..<60 { hosts.append(Sample.host(number, packages: number * 700..<number * 700 + 700)) }
        let sets = hosts.map { Sample.answers($0) }
        let targets = hosts.indices.map { Sample.target("host\($0)") }
        func record(_ indices: Range<Int>, in scan: ScanID, version: String = "1") async throws {
            for index in indices {
                _ = try await estate.store.record(
                    hosts[index],
                    of: targets[index],
                    answers: sets[index],
                    parserVersion: version,
                    in: scan,
                    at: Sample.start
                )
            }
        }
        try await record(0..<10, in: scan)
        let unlike = try await milliseconds(50) { try await record(10..<60, in: scan) }
        var similar = hosts[0]
        let known = try await milliseconds(50) {
            for number in 100..<150 {
                similar.identity = Sample.host(number).identity
                similar.hardware = nil
                _ = try await estate.store.record(
                    similar,
                    of: Sample.target("host\(number)"),
                    answers: sets[0],
                    parserVersion: "1",
                    in: scan,
                    at: Sample.start
                )
            }
        }
        let next = try await estate.begin()
        let unchanged = try await milliseconds(60) {
            for index in 0..<60 {
                let asset = try await estate.store.recordUnchanged(
                    targets[index],
                    answerSet: sets[index].digest,
                    parserVersion: "1",
                    in: next,
                    at: Sample.start
                )
                #expect(asset != nil)
            }
        }
        let reparsed = try await milliseconds(60) { try await record(0..<60, in: next, version: "2") }
        let again = try await milliseconds(60) { try await record(0..<60, in: next, version: "2") }
        print(
            "CPU ms per host: first \(first), nothing in common \(unlike), of known packages \(known), "
                + "unchanged \(unchanged), "
                + "new parser \(reparsed), full again \(again)"
        )
        #expect(first < 8)
        #expect(unchanged < 1.5)
    }

    private func emptyEstates(_ count: Int) async throws -> [(store: InventoryStore, scan: ScanID)] {
        var estates: [(store: InventoryStore, scan: ScanID)] = []
        for _ in 0..<count {
            let folder = try TemporaryFolder()
            let store = try InventoryStore.open(path: folder.database)
            estates.append((store, try await store.beginScan(at: Sample.start, context: Sample.context)))
            Self.kept.withLock { $0.append(folder) }
        }
        return estates
    }

    private static let kept = Mutex<[TemporaryFolder]>([])

    private func milliseconds(_ count: Int, _ body: () async throws -> Void) async throws -> Double {
        let before = clock()
        try await body()
        return Double(clock() - before) / Double(CLOCKS_PER_SEC) * 1000 / Double(count)
    }
}

extension TemporaryFolder {
    /// The size of the database once the write-ahead log is folded into it.
    func size(afterClosing store: InventoryStore) throws -> Int {
        try store.close()
        let attributes = try FileManager.default.attributesOfItem(atPath: database)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}
