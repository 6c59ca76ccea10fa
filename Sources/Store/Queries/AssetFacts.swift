import EstateModel
import GRDB

/// The facts that a listing of assets shows, read for all of them at once: they are few distinct items.
struct AssetFacts {
    private(set) var systems: [Int64: (item: ItemID, value: OperatingSystem)] = [:]
    private(set) var problems: [Int64: [Problem]] = [:]

    /// - Parameter asset: nil for all assets.
    init(_ database: Database, moment: Moment, asset: Int64? = nil) throws {
        var decoded: [Int64: ItemValue] = [:]
        for kind in [ItemKind.operatingSystem, .problem] {
            // For all assets from the few items of the kind, for one from its own observations.
            let order = asset == nil ? "item CROSS JOIN observation" : "observation CROSS JOIN item"
            let filter = asset == nil ? "" : "AND observation.asset_id = :asset"
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT observation.asset_id, item.id, item.body FROM \(order)
                    WHERE observation.item_id = item.id AND item.kind = :kind AND item.kind <> 'software'
                        AND \(Moment.holds("observation")) \(filter)
                    ORDER BY item.id
                    """,
                arguments: Self.arguments(kind, moment: moment, asset: asset)
            )
            while let row = try rows.next() {
                let item: Int64 = row[1]
                if decoded[item] == nil { decoded[item] = try ItemValue(kind, body: row[2]) }
                guard let value = decoded[item] else { continue }
                add(value, item: ItemID(rawValue: item), asset: row[0])
            }
        }
    }

    /// Those of one asset that were read already.
    init(asset: Int64, system: (item: ItemID, value: OperatingSystem)?, problems: [Problem]) {
        systems[asset] = system
        self.problems[asset] = problems
    }

    private static func arguments(_ kind: ItemKind, moment: Moment, asset: Int64?) -> StatementArguments {
        var arguments: StatementArguments = ["kind": kind.rawValue, "scan": moment.scan]
        if let asset { arguments += ["asset": asset] }
        return arguments
    }

    private mutating func add(_ value: ItemValue, item: ItemID, asset: Int64) {
        switch value {
        case .operatingSystem(let system): systems[asset] = (item, system)
        case .problem(let problem): problems[asset, default: []].append(problem)
        default: break
        }
    }
}
