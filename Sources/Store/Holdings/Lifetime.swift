import GRDB

/// From which scan until which an item was true of an asset, without a gap.
struct Lifetime: Hashable, Sendable {
    var firstScan: Int64
    /// The scan that found it no longer true; nil while it holds.
    var endScan: Int64?

    /// The one that a scan lies in, after joining those that follow one another without a gap: a new baseline ends
    /// every interval and begins it again.
    ///
    /// - Parameter pieces: in any order; they do not overlap.
    static func joined(_ pieces: [Lifetime], around scan: Int64) -> Lifetime? {
        var joined: [Lifetime] = []
        for piece in pieces.sorted(by: { $0.firstScan < $1.firstScan }) {
            if let last = joined.last, last.endScan == piece.firstScan {
                joined[joined.endIndex - 1].endScan = piece.endScan
            } else {
                joined.append(piece)
            }
        }
        return joined.last { $0.firstScan <= scan && ($0.endScan.map { $0 > scan } ?? true) }
    }
}

extension HoldingReader {
    /// Nil when the item is not true of the asset as of the scan.
    func lifetime(of item: Int64, asset: Int64) throws -> Lifetime? {
        let rows = try RowStatement(
            database,
            "SELECT first_scan, end_scan FROM observation WHERE asset_id = ? AND item_id = ?"
        )
        rows.bind(asset, at: 1)
        rows.bind(item, at: 2)
        var observed: [Int64: Int64?] = [:]
        while try rows.step() { observed.updateValue(rows.optionalNumber(1), forKey: rows.number(0)) }

        var pieces: [Lifetime] = []
        for baseline in try BaselineTable(database).all(asset, by: .max) where baseline.contains(item) {
            let ended = observed.removeValue(forKey: baseline.firstScan).flatMap { $0 }
            pieces.append(Lifetime(firstScan: baseline.firstScan, endScan: ended ?? baseline.endScan))
        }
        pieces += observed.map { Lifetime(firstScan: $0, endScan: $1) }
        return Lifetime.joined(pieces.filter { $0.endScan != $0.firstScan }, around: scan)
    }
}
