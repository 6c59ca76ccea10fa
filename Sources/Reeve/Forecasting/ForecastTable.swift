import EstateModel
import Forecast
import Risk

/// The forecast for people: what ends, then the totals of each financial year.
struct ForecastTable {
    private struct Total: Encodable {
        var year: String
        var whose: String
        var installations: Int
        var replacementPence: Int
        var coverPence: Int
        var unpriced: Int?
    }

    private struct Line: Encodable {
        var quarter: String
        var ends: String
        var withCover: String
        var what: String
        var hosts: Int
        var services: String
        var cost: String
    }

    let view: ForecastView

    init(_ view: ForecastView) {
        self.view = view
    }

    func print() throws {
        var columns: [Listing<Line>.Column] = [
            .init("Quarter") { $0.quarter },
            .init("Ends") { $0.ends },
            .init("With cover", canShrink: true) { $0.withCover },
            .init("What", canShrink: true) { $0.what },
            .init("Hosts", isNumber: true) { String($0.hosts) },
            .init("Services", canShrink: true) { $0.services },
        ]
        if hasPrices { columns.append(.init("To replace", isNumber: true) { $0.cost }) }
        let lines =
            Self.together(view.forecast.over, isOver: true).map { line($0, isOver: true) }
            + Self.together(view.forecast.endings, isOver: false).map { line($0, isOver: false) }
        try Listing(lines, columns: columns, whenEmpty: "nothing is over or ends in these years").print(.table)
        guard !lines.isEmpty else { return }
        Terminal.result("\n")
        try Listing(totals, columns: totalColumns).print(.table)
    }

    private var hasPrices: Bool {
        !view.costs.replacementPounds.isEmpty || !view.costs.coverPoundsPerYear.isEmpty
    }

    /// Devices of one model that reach their life span in one quarter are one line, on the day of the first.
    private static func together(_ endings: [SupportEnding], isOver: Bool) -> [SupportEnding] {
        var result: [SupportEnding] = []
        var places: [[String]: Int] = [:]
        for ending in endings {
            let key = [quarterName(ending.quarter, isOver: isOver), ending.product, ending.release ?? "", ending.label]
            if ending.ending == .hardwareLife, let place = places[key] {
                result[place].holders += ending.holders
            } else {
                if ending.ending == .hardwareLife { places[key] = result.count }
                result.append(ending)
            }
        }
        return result
    }

    private func line(_ ending: SupportEnding, isOver: Bool) -> Line {
        let isLife = ending.ending == .hardwareLife
        let about = ending.isApproximate ? "about " : ""
        let free = ending.isCovered ? ending.withoutCover : ending.day
        return Line(
            quarter: quarterName(ending.quarter, isOver: isOver),
            ends: free.map { about + $0.description } ?? "—",
            withCover: cover(ending),
            what: ending.label + (isLife ? ", first end of life span" : ""),
            hosts: ending.holders.count,
            services: listed(ending.services),
            cost: view.replacementPence(ending).map { pounds(pence: $0) } ?? "—"
        )
    }

    private func cover(_ ending: SupportEnding) -> String {
        guard let cover = ending.cover else { return "—" }
        let until = ending.withCover?.description ?? "no end published"
        return "\(until) \(cover)\(ending.isCovered ? ", held" : "")"
    }

    private func listed(_ names: [String]) -> String {
        guard let first = names.first else { return "—" }
        return names.count > 1 ? "\(first) and \(names.count - 1) more" : first
    }

    // MARK: Totals

    private var totals: [Total] {
        view.totals.flatMap { total -> [Total] in
            let year = total.financialYear ?? "over"
            let parts = total.parts.sorted { $0.key < $1.key }.map { id, part in
                Total(
                    year: year,
                    whose: id,
                    installations: part.installations,
                    replacementPence: part.replacementPence,
                    coverPence: part.coverPencePerYear,
                    unpriced: nil
                )
            }
            if let organisation = view.organisation { return parts.filter { $0.whose == organisation } }
            let whole = Total(
                year: year,
                whose: "all",
                installations: total.installations,
                replacementPence: total.replacementPence,
                coverPence: total.coverPencePerYear,
                unpriced: total.unpriced
            )
            return [whole] + (view.isShared ? parts.filter { $0.installations > 0 } : [])
        }
    }

    private var totalColumns: [Listing<Total>.Column] {
        var columns: [Listing<Total>.Column] = [.init("Financial year") { $0.year }]
        if view.isShared { columns.append(.init("Whose") { $0.whose }) }
        columns.append(.init("Installations that end", isNumber: true) { String($0.installations) })
        guard hasPrices else { return columns }
        return columns + [
            .init("To replace", isNumber: true) { pounds(pence: $0.replacementPence) },
            .init("Or cover, each year", isNumber: true) { pounds(pence: $0.coverPence) },
            .init("Without a price", isNumber: true) { $0.unpriced.map(String.init) ?? "" },
        ]
    }
}
