import EstateModel
import Forecast
import Reporting
import Risk

/// The forecast for spreadsheets: one row for each ending, organisation and service, so that any of them can be summed.
///
/// A shared host stands in the rows of each of its organisations, with its share of hosts and costs.
struct ForecastRows {
    private struct Cell: Hashable {
        var organisation: String?
        var service: String?
    }

    let view: ForecastView

    init(_ view: ForecastView) {
        self.view = view
    }

    var csv: String {
        var writer = CSVWriter(header: Self.header)
        for ending in view.forecast.over { append(ending, isOver: true, to: &writer) }
        for ending in view.forecast.endings { append(ending, isOver: false, to: &writer) }
        return writer.text
    }

    private static let header = [
        "Financial year", "Quarter", "Last day", "Approximate", "What ends", "Product", "Release", "Name",
        "Organisation",
        "Service", "Hosts", "Share of hosts", "Until without paid cover", "Until with paid cover", "Paid cover",
        "Cover held", "Replacement in pounds", "Cover in pounds a year",
    ]

    private func append(_ ending: SupportEnding, isOver: Bool, to writer: inout CSVWriter) {
        for (cell, part) in cells(of: ending) {
            let percent = part.holders.reduce(0) { sum, holder in
                sum + (cell.organisation.map { holder.organisations[$0] ?? 0 } ?? 100)
            }
            writer.append([
                isOver ? "over" : ending.quarter?.financialYear ?? "",
                isOver ? "" : ending.quarter.map { "Q\($0.number)" } ?? "",
                ending.day?.description ?? "",
                ending.isApproximate ? "yes" : "no",
                ending.ending.rawValue,
                ending.product,
                ending.release ?? "",
                ending.label,
                cell.organisation ?? "",
                cell.service ?? "",
                String(part.holders.count),
                hundredths(percent),
                ending.withoutCover?.description ?? "",
                ending.withCover?.description ?? "",
                ending.cover ?? "",
                ending.isCovered ? "yes" : "no",
                view.costs.replacementPence(part, organisation: cell.organisation).map(hundredths) ?? "",
                view.costs.coverPencePerYear(part, organisation: cell.organisation).map(hundredths) ?? "",
            ])
        }
    }

    /// By organisation, then service; what belongs to nobody last.
    private func cells(of ending: SupportEnding) -> [(Cell, SupportEnding)] {
        var holders: [Cell: [SupportEnding.Holder]] = [:]
        for holder in ending.holders {
            let owners: [String?] = holder.organisations.isEmpty ? [nil] : holder.organisations.keys.map { $0 }
            for owner in owners where view.organisation == nil || owner == view.organisation {
                holders[Cell(organisation: owner, service: holder.service), default: []].append(holder)
            }
        }
        let order = { (cell: Cell) in
            [cell.organisation == nil ? "1" : "0", cell.organisation ?? "", cell.service == nil ? "1" : "0"]
                + [cell.service ?? ""]
        }
        return holders.sorted { order($0.key).lexicographicallyPrecedes(order($1.key)) }.map { cell, holders in
            var part = ending
            part.holders = holders
            return (cell, part)
        }
    }

    /// `12.50` of 1250.
    private func hundredths(_ number: Int) -> String {
        "\(number / 100)." + padded(number % 100, to: 2)
    }
}
