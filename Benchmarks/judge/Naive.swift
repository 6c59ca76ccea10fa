import EstateModel
import Foundation
import GRDB
import Lifecycle
import Store

/// What judging costs where nothing is shared between packages or hosts. The hosts are in memory already, which
/// favours it.
struct Naive {
    private let hosts: [HostCollection]

    init(_ store: InventoryStore, sample: Int) async throws {
        var hosts: [HostCollection] = []
        for asset in try await store.assets().prefix(sample) {
            hosts.append(try await store.asset(asset.id).collection)
        }
        self.hosts = hosts
    }

    /// Every package asks Reeve's own rules, as the first package of the first host does.
    func judgeAfresh(_ pack: RulePack, asOf: CalendarDay) -> Int {
        let judge = Judge(pack: pack)
        for host in hosts {
            let known = HostFacts(host)
            for software in host.software {
                _ = judge.judge(software.fact, host: known.context, organisation: OrganisationRecord(), asOf: asOf)
            }
        }
        return hosts.count
    }

    /// Every package is looked up by name in an indexed table, and its version held against the cycles found: the way
    /// of grype and xeol, which know neither origins nor calendars of distributions.
    func lookUp(_ pack: RulePack) throws -> Int {
        let database = try DatabaseQueue()
        return try database.write { database in
            try database.execute(
                sql: "CREATE TABLE cycle (name TEXT, cycle TEXT, ends TEXT); CREATE INDEX by_name ON cycle (name)"
            )
            for product in pack.products {
                for cycle in product.cycles {
                    try database.execute(
                        sql: "INSERT INTO cycle VALUES (?, ?, ?)",
                        arguments: [product.id, cycle.id, cycle.phases.last.map { "\($0.until)" }]
                    )
                }
            }
            let statement = try database.makeStatement(sql: "SELECT cycle, ends FROM cycle WHERE name = ?")
            var ended = 0
            for host in hosts {
                for software in host.software {
                    for row in try Row.fetchAll(statement, arguments: [software.name]) {
                        let cycle: String = row[0]
                        if software.version?.hasPrefix(cycle) == true { ended += 1 }
                    }
                }
            }
            return hosts.count
        }
    }
}
