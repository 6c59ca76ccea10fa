package import EstateModel
import Lifecycle
package import Risk
package import Store

/// Looks in past scans for the first that saw what risks are about: their clocks run from then on, and not from the day
/// on which somebody first looked at the register.
package struct FirstSights {
    private let store: InventoryStore
    private let question: Assessment.Question
    /// Oldest first.
    private let scans: [(id: ScanID, day: CalendarDay)]
    private let merged: [AssetID: AssetID]

    /// - Parameter question: as the estate was judged.
    package init(_ store: InventoryStore, _ question: Assessment.Question) async throws(StoreError) {
        self.store = store
        self.question = question
        scans = try await store.scans().map { ($0.id, $0.startedAt.londonDay) }.sorted { $0.0 < $1.0 }
        merged = try await store.mergedAssets()
    }

    /// The day on which each row's risk was first seen, for rows whose risk is not known yet.
    ///
    /// Judges nothing again where all assets of a row were first seen by the last scan.
    package func days(of rows: [RegisterRow]) async throws(StoreError) -> [RiskKey: CalendarDay] {
        let groups = Dictionary(grouping: rows, by: \.key)
        // What its assets and its end of support say; what is on them may have come later.
        var days = Self.earliest(of: rows, question)
        var search = FirstSightSearch<RiskKey>(count: scans.count)
        for (key, rows) in groups {
            guard let first = rows.compactMap(\.firstSeen).min(),
                let index = scans.firstIndex(where: { $0.day >= first })
            else { continue }
            search.add(key, from: index)
        }
        let assets = groups.mapValues { Set($0.flatMap { $0.assets.map(\.id) }) }
        while let (index, keys) = search.next {
            let seen = try await present(keys, on: assets, after: scans[index])
            search.take(seen, of: keys, at: index)
        }
        for (key, index) in search.found { days[key] = max(days[key] ?? scans[index].day, scans[index].day) }
        return days
    }

    /// The same by what is known without judging past scans: not later, and perhaps earlier, because what is on assets
    /// may have come after them.
    package static func earliest(of rows: [RegisterRow], _ question: Assessment.Question) -> [RiskKey: CalendarDay] {
        let months = question.policies.risk.plan.horizonMonths
        return rows.reduce(into: [:]) { days, row in
            let day = row.earliestSight(horizonMonths: months, asOf: question.asOf)
            days[row.key] = min(days[row.key] ?? day, day)
        }
    }

    /// Those of the risks whose product's release was on any of their assets after a scan.
    private func present(
        _ keys: Set<RiskKey>,
        on assets: [RiskKey: Set<Int64>],
        after scan: (id: ScanID, day: CalendarDay)
    ) async throws(StoreError) -> Set<RiskKey> {
        let wanted = keys.reduce(into: Set<Int64>()) { $0.formUnion(assets[$1] ?? []) }
        var past = question
        past.scan = scan.id
        past.asOf = scan.day
        past.controls = [:]
        past.decisions = NoDecisions()
        past.assets = Set(wanted.map(AssetID.init(rawValue:)))
            .union(merged.filter { wanted.contains($0.value.rawValue) }.map(\.key))
        let assessment = try await Assessment.read(from: store, past)
        var found: [Int64: Set<[String?]>] = [:]
        func add(_ asset: Int64, _ product: String, _ release: String?) {
            let whole = merged[AssetID(rawValue: asset)]?.rawValue
            found[asset, default: []].insert([product, release])
            if let whole { found[whole, default: []].insert([product, release]) }
        }
        for finding in assessment.findings {
            guard let product = finding.verdict.product else { continue }
            add(finding.assetID, product, finding.verdict.release)
        }
        let register = assessment.register
        for row in register.risks + register.approaching + register.unknowns + register.deviations {
            for asset in row.assets { add(asset.id, row.key.product, row.key.release) }
        }
        return keys.filter { key in
            (assets[key] ?? []).contains { found[$0]?.contains([key.product, key.release]) == true }
        }
    }
}

/// Finds the first of many scans that saw each of many things, by looking at few: each is there after the last scan,
/// and once it came it is taken to have stayed.
struct FirstSightSearch<Key: Hashable> {
    /// Not there before `low`, there at `high`.
    private var ranges: [Key: (low: Int, high: Int)] = [:]
    /// The index of the first scan that saw it.
    private(set) var found: [Key: Int] = [:]
    private var isFirst: Set<Key> = []
    private let last: Int

    /// - Parameter count: of scans.
    init(count: Int) {
        last = count - 1
    }

    /// - Parameter first: no scan before it saw any of the assets.
    mutating func add(_ key: Key, from first: Int) {
        guard first < last else { return found[key] = max(last, 0) }
        ranges[key] = (first, last)
        isFirst.insert(key)
    }

    /// The scan to look at next, and for what; nil when everything was found.
    var next: (index: Int, keys: Set<Key>)? {
        let wanted = Dictionary(grouping: ranges.keys, by: place)
        // Most often all were there from the start: those come first, and many at once.
        guard let index = wanted.keys.min() else { return nil }
        return (index, Set(wanted[index] ?? []))
    }

    private func place(of key: Key) -> Int {
        guard let range = ranges[key] else { return last }
        return isFirst.contains(key) ? range.low : range.low + (range.high - range.low) / 2
    }

    mutating func take(_ seen: Set<Key>, of keys: Set<Key>, at index: Int) {
        for key in keys {
            guard var range = ranges[key] else { continue }
            isFirst.remove(key)
            if seen.contains(key) { range.high = index } else { range.low = index + 1 }
            if range.low >= range.high {
                ranges[key] = nil
                found[key] = range.high
            } else {
                ranges[key] = range
            }
        }
    }
}
