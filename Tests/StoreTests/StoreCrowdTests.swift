import EstateModel
import Store
import Testing

/// Hosts that are recorded at the same moment share transactions; none may notice the others.
struct StoreCrowdTests {
    @Test func hostsThatComeTogetherAreAllRecorded() async throws {
        let estate = try Estate()
        let scan = try await estate.begin()
        let assets = try await withThrowingTaskGroup(of: AssetID.self) { group in
            for number in 1...300 {
                group.addTask {
                    try await estate.record(Sample.host(number), as: Sample.target("host\(number)"), in: scan).asset
                }
            }
            return try await group.reduce(into: Set<AssetID>()) { $0.insert($1) }
        }
        #expect(assets.count == 300)
        #expect(try await estate.store.assets().count == 300)
        #expect(try await estate.store.integrityFaults().isEmpty)
    }

    @Test func whatFailsInACrowdIsUndoneAlone() async throws {
        let estate = try Estate()
        let over = try await estate.begin()
        try await estate.store.finishScan(over, at: Sample.start)
        let scan = try await estate.begin()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for number in 1...200 {
                group.addTask {
                    let scan = number.isMultiple(of: 5) ? over : scan
                    let recorded = try? await estate.record(
                        Sample.host(number),
                        as: Sample.target("host\(number)"),
                        in: scan
                    )
                    return recorded == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 40)
        #expect(try await estate.store.assets().count == 160)
        #expect(try await estate.store.integrityFaults().isEmpty)
    }

    @Test func aTaskThatWasStoppedRecordsNothing() async throws {
        let estate = try Estate()
        let scan = try await estate.begin()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await estate.record(Sample.host(1), as: Sample.target("host1"), in: scan)
        }
        task.cancel()
        await #expect(throws: StoreError.self) { try await task.value }
        #expect(try await estate.store.assets().isEmpty)
    }
}
