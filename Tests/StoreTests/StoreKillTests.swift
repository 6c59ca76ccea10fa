import EstateModel
import Foundation
import Store
import Testing

/// A scan that is killed at any moment leaves whole hosts behind.
struct StoreKillTests {
    @Test(.timeLimit(.minutes(3)), arguments: [5, 60, 130, 210, 340, 520])
    func aKilledScanLeavesAConsistentDatabase(milliseconds: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.database
        _ = try InventoryStore.open(path: path).close()
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            let store = try InventoryStore.open(path: path)
            let scan = try await store.beginScan(at: Sample.start, context: Sample.context)
            Thread.detachNewThread {
                usleep(UInt32(milliseconds) * 1000)
                kill(getpid(), SIGKILL)
            }
            for number in 0..<100_000 {
                let host = Sample.host(number, packages: number * 7..<number * 7 + 200)
                _ = try await store.record(
                    host,
                    of: Sample.target("host\(number)"),
                    answers: Sample.answers(host),
                    parserVersion: "1",
                    in: scan,
                    at: Sample.start
                )
            }
        }
        let store = try InventoryStore.open(path: path)
        #expect(try await store.integrityFaults().isEmpty)
        #expect(try await store.scans().map(\.state) == [.interrupted])
        let assets = try await store.assets()
        for asset in assets {
            let detail = try await store.asset(asset.id)
            #expect(detail.collection.software.count == 200)
            #expect(try await store.answers(of: asset.id).count == 3)
        }
        let resumable = try #require(try await store.interruptedScan())
        #expect(resumable.visited == Set(assets.map(\.name)))
        print("killed after \(milliseconds) ms with \(assets.count) hosts stored")
    }
}
