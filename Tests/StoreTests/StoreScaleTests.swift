import EstateModel
import Foundation
import GRDB
import Testing

@testable import Store

/// An estate of ten thousand hosts with seven hundred packages each.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["REEVE_BENCH"] == "1", "set REEVE_BENCH=1, in release"))
struct StoreScaleTests {
    @Test func listingsOfTenThousandHostsTakeSeconds() async throws {
        let estate = try Estate()
        let scan = try await estate.begin()
        try await estate.record(Sample.host(0, packages: 0..<3000), as: Sample.target("host0"), in: scan)
        let cloned = try await seconds { try await Self.multiply(estate.store, hosts: 10_000) }
        let size = try FileManager.default.attributesOfItem(atPath: estate.folder.database)[.size] as? Int ?? 0

        let assets = try await seconds {
            let count = try await estate.store.assets().count
            #expect(count == 10_000)
        }
        let pairs = try await seconds {
            let details = try await estate.store.allHosts()
            #expect(details.reduce(0) { $0 + $1.facts.count } > 6_900_000)
        }
        let software = try await seconds {
            let count = try await estate.store.software().count
            #expect(count == 3000)
        }
        let named = try await seconds {
            let count = try await estate.store.software(SoftwareFilter(name: "package-17")).count
            #expect(count == 1)
        }
        let detail = try await seconds { _ = try await estate.store.asset(AssetID(rawValue: 5000)) }
        let past = try await seconds { _ = try await estate.store.assets(asOf: scan) }
        print(
            "10,000 hosts, \(size >> 20) MiB, made in \(cloned) s: assets \(assets) s, as of a scan \(past) s, "
                + "every asset whole \(pairs) s, software \(software) s, one name \(named) s, one asset \(detail) s"
        )
    }

    /// Copies the first host, with 700 of its packages, straight into the tables.
    private static func multiply(_ store: InventoryStore, hosts: Int) async throws {
        try await store.write { database in
            try database.execute(
                sql: """
                    CREATE TEMP TABLE number AS
                    WITH RECURSIVE counter(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM counter WHERE n < \(hosts))
                    SELECT n FROM counter;
                    INSERT INTO asset (id, first_scan, last_target) SELECT n, 1, n FROM number;
                    INSERT INTO target (id, name, asset_id) SELECT n, 'host' || n, n FROM number;
                    INSERT INTO target_observation SELECT n, item_id, 1, NULL FROM number, target_observation
                    WHERE target_id = 1;
                    INSERT INTO visit SELECT 1, n, n, 1790000000, 3, NULL FROM number;
                    CREATE TEMP TABLE part AS
                    SELECT item_id FROM observation WHERE asset_id = 1;
                    INSERT INTO observation SELECT n, item_id, 1, NULL FROM number CROSS JOIN part ORDER BY n, item_id;
                    INSERT INTO baseline (asset_id, first_scan, items)
                    SELECT n, 1, json_group_array(value)
                    FROM number CROSS JOIN (
                        SELECT value, row_number() OVER (ORDER BY value) AS place
                        FROM baseline, json_each(baseline.items) WHERE asset_id = 1
                    ) WHERE (place + n * 37) % 3000 < 700 GROUP BY n;
                    """
            )
        }
    }

    private func seconds(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        let elapsed = ContinuousClock.now - start
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds / 1_000_000_000_000) / 1e6
    }
}
