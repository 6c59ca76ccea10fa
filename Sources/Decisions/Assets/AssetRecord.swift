package import EstateModel

/// What people decided about an asset itself: that it left the estate, or that it is the same as another.
///
/// The inventory keeps the facts; this keeps who said so, because risks are closed by it.
package struct AssetRecord: Hashable, Sendable, Codable {
    /// That it was taken out of use.
    package struct Retirement: Hashable, Sendable, Codable {
        package var on: CalendarDay
        package var by: Actor
        package var reason: String
    }

    /// That it is part of another asset.
    package struct Merge: Hashable, Sendable, Codable {
        /// The inventory's number of the merge.
        package var id: Int64
        package var into: Int64
        package var on: CalendarDay
        /// The entry of the log that says so.
        package var entry: Int64
        /// Nil while it holds.
        package var undoneOn: CalendarDay?
    }

    package var id: Int64
    /// As it was called when it was last decided about.
    package var name: String
    /// Nil while it is in use.
    package var retirement: Retirement?
    /// The days on which it was taken out of use, oldest first; it may be back since.
    package var retiredOn: [CalendarDay]
    /// Oldest first.
    package var merges: [Merge]
    /// The entry of the log that changed it last.
    package var changedBy: Int64

    package var isRetired: Bool { retirement != nil }

    /// It is part of another asset, which stands for it.
    package var isMerged: Bool { merges.contains { $0.undoneOn == nil } }

    /// Somebody's word, and no scan, says that nothing of its own is left to be read.
    package var isGoneByWord: Bool { isRetired || isMerged }

    /// Whether somebody took it out of use, or made it part of another, on one of the days from one to another.
    func left(from first: CalendarDay, through last: CalendarDay) -> Bool {
        (retiredOn + merges.map(\.on)).contains { first <= $0 && $0 <= last }
    }

    /// `fs2 was taken out of use on 3 March 2027 by Jane Smith, Architect: replaced by fs3`; nil while it is in use.
    package var departure: String? {
        let shown = visible(name, limit: 80)
        guard let retirement else {
            return merges.last { $0.undoneOn == nil }.map { merge in
                "\(shown) was made part of asset \(merge.into) on \(merge.on.longDescription)"
            }
        }
        let day = retirement.on.longDescription
        let reason = visible(retirement.reason, limit: 200)
        return "\(shown) was taken out of use on \(day) by \(retirement.by.summary): \(reason)"
    }
}

/// What people decide about assets, and what scans then find.
package enum AssetAct: Hashable, Sendable, Codable {
    /// It is out of use.
    case retire(asset: Int64, name: String)
    /// A scan met a retired one again.
    case restore(asset: Int64, scan: Int64)
    /// It is the same as another and is shown no more.
    case merge(asset: Int64, name: String, into: Int64, intoName: String, merge: Int64)
    case split(asset: Int64, merge: Int64)

    package var asset: Int64 {
        switch self {
        case .retire(let asset, _), .restore(let asset, _), .merge(let asset, _, _, _, _), .split(let asset, _): asset
        }
    }
}
