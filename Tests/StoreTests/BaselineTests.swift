import EstateModel
import GRDB
import TestSupport
import Testing

@testable import Store

/// What is kept once and whole, and what is kept as its exceptions.
struct BaselineTests {
    private static func count(_ table: String, _ estate: Estate) async throws -> Int {
        try await estate.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? -1 }
    }

    private static func packages(_ estate: Estate, _ asset: AssetID, asOf: ScanID? = nil) async throws -> Set<String> {
        Set(try await estate.store.asset(asset, asOf: asOf).collection.software.map(\.name))
    }

    private static func names(_ numbers: [Int]) -> Set<String> { Set(numbers.map { "package-\($0)" }) }

    @Test func sevenHundredPackagesAreOneRow() async throws {
        let estate = try Estate()
        try await estate.scan(Sample.host(1, packages: 0..<700), as: Sample.target("web01"))
        #expect(try await Self.count("baseline", estate) == 1)
        #expect(try await Self.count("observation", estate) < 10)
    }

    @Test func aBaselineReadsAsJSON() async throws {
        let estate = try Estate()
        try await estate.scan(Sample.host(1, packages: 0..<7), as: Sample.target("web01"))
        let names = try await estate.store.read { database in
            try String.fetchSet(
                database,
                sql: """
                    SELECT item.name FROM baseline, json_each(baseline.items) AS held JOIN item ON item.id = held.value
                    """
            )
        }
        #expect(names == Self.names(Array(0..<7)))
    }

    @Test func aFewChangesAreExceptionsAndManyMakeANewBaseline() async throws {
        let estate = try Estate()
        let target = Sample.target("web01")
        let (first, host) = try await estate.scan(Sample.host(1, packages: 0..<100), as: target)
        let (second, _) = try await estate.scan(Sample.host(1, packages: 3..<102), as: target)
        #expect(try await Self.count("baseline", estate) == 1)
        let (third, _) = try await estate.scan(Sample.host(1, packages: 60..<160), as: target)
        #expect(try await Self.count("baseline", estate) == 2)
        #expect(try await Self.packages(estate, host.asset, asOf: first) == Self.names(Array(0..<100)))
        #expect(try await Self.packages(estate, host.asset, asOf: second) == Self.names(Array(3..<102)))
        #expect(try await Self.packages(estate, host.asset, asOf: third) == Self.names(Array(60..<160)))
        #expect(try await estate.store.integrityFaults().isEmpty)
    }

    @Test func whatGoesAndComesBackWithinOneScanIsThere() async throws {
        let estate = try Estate()
        let target = Sample.target("web01")
        let scan = try await estate.begin()
        let asset = try await estate.record(Sample.host(1, packages: 0..<9), as: target, in: scan).asset
        try await estate.record(Sample.host(1, packages: 4..<9), as: target, in: scan)
        #expect(try await Self.packages(estate, asset) == Self.names(Array(4..<9)))
        try await estate.record(Sample.host(1, packages: 2..<11), as: target, in: scan)
        #expect(try await Self.packages(estate, asset) == Self.names(Array(2..<11)))
        try await estate.record(Sample.host(1, packages: 0..<9), as: target, in: scan)
        #expect(try await Self.packages(estate, asset) == Self.names(Array(0..<9)))
        #expect(try await estate.store.integrityFaults().isEmpty)
    }

    /// Estates recorded before there were baselines have observations only.
    @Test func observationsOfAnOlderReeveBecomeABaselineWhenTheyChange() async throws {
        let estate = try Estate()
        let target = Sample.target("web01")
        let (first, host) = try await estate.scan(Sample.host(1, packages: 0..<40), as: target)
        try await estate.store.write { database in
            try database.execute(
                sql: """
                    INSERT INTO observation (asset_id, item_id, first_scan)
                    SELECT asset_id, value, first_scan FROM baseline, json_each(baseline.items);
                    DELETE FROM baseline;
                    """
            )
        }
        #expect(try await Self.packages(estate, host.asset) == Self.names(Array(0..<40)))
        let (second, _) = try await estate.scan(Sample.host(1, packages: 20..<60), as: target)
        #expect(try await Self.count("baseline", estate) == 1)
        #expect(try await Self.packages(estate, host.asset, asOf: first) == Self.names(Array(0..<40)))
        #expect(try await Self.packages(estate, host.asset, asOf: second) == Self.names(Array(20..<60)))
        let old = try await estate.store.software(SoftwareFilter(name: "package-30"))[0].item
        #expect(try await estate.store.evidence(for: old, of: host.asset)?.firstSeen == first)
    }

    @Test func aListOfItemsThatIsNoneIsDamage() async throws {
        for text in ["", "[", "[1,]", "[2,1]", "[1,1]", "{}", "[-1]", "[1 ,2]", "[99999999999999999999]", "[1][2]"] {
            #expect(Array(text.utf8).withUnsafeBytes(ItemIDList.decode) == nil, "\(text)")
        }
        var random = SeededRandom(seed: 11)
        for _ in 0..<200 {
            let ids = Set((0..<Int.random(in: 0..<50, using: &random)).map { _ in Int64(random.next() >> 20) }).sorted()
            #expect(ItemIDList.encode(ids).withUnsafeBytes(ItemIDList.decode) == ids)
        }
        let estate = try Estate()
        try await estate.scan(Sample.host(1), as: Sample.target("web01"))
        try await estate.store.write { try $0.execute(sql: "UPDATE baseline SET items = '[1,9999]'") }
        #expect(try await estate.store.integrityFaults() == ["asset 1 holds 1 items that do not exist"])
        await #expect(throws: StoreError.self) { try await estate.store.allHosts() }
    }
}
