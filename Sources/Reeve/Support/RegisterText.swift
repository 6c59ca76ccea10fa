import EstateModel
import Reporting
import Risk

/// The register for a terminal: the headline, then one row a risk.
struct RegisterText {
    private let model: ReportModel
    private let width: Int?

    init(_ model: ReportModel, width: Int?) {
        self.model = model
        self.width = width
    }

    var text: String {
        headline + table + lists
    }

    private var headline: String {
        let headline = model.headline
        let title = model.organisation?.name ?? model.estateName
        let judged = headline.assetsJudged
        let all = judged + headline.assetsNotJudged.count
        var text = "\(title), risk register as of \(model.asOf.longDescription)\n\n"
        text += "  Unmanaged risks  \(headline.unmanaged)   (no security fixes and no exception; the target is 0)\n"
        text += "  Risks            \(headline.risks)\(bands(headline))\n"
        text += "  Assets judged    \(judged) of \(all)\n"
        text += "  Software known   \(headline.identifiedShare ?? "—"); the rest is unknown, not supported\n\n"
        return text
    }

    private func bands(_ headline: Headline) -> String {
        let bands = headline.bands.filter { $0.risks > 0 }.map { "\($0.risks) \($0.band.label.lowercased())" }
        return bands.isEmpty ? "" : "   (\(bands.joined(separator: ", ")))"
    }

    private var table: String {
        guard !model.risks.isEmpty else { return "No risks.\n" }
        var table = TextTable([
            .init("Ref"), .init("Risk", canShrink: true), .init("For", canShrink: true),
            .init("Assets", isNumber: true),
            .init("The vendor"), .init("Policy", canShrink: true), .init("Inherent"),
            .init("Residual"), .init("By when"), .init("Decides", canShrink: true),
        ])
        for row in model.risks {
            table.append([
                model.reference(of: row), row.label, place(row), String(row.assets.count), row.vendorStanding,
                row.councilStanding ?? "—", row.score.inherent.summary, row.score.residual.summary,
                row.byWhen?.value.description ?? "—", row.route.decider ?? "—",
            ])
        }
        return table.text(width: width)
    }

    private func place(_ row: RegisterRow) -> String {
        let organisation = model.organisation == nil ? model.organisationName(row.key.organisation) : nil
        return [row.service?.name, organisation].compactMap(\.self).joined(separator: ", ")
    }

    private var lists: String {
        var text = ""
        for (title, rows) in [
            ("Ends within the horizon", model.approaching), ("Behind the council's own policy", model.deviations),
            ("Of unknown support", model.unknowns),
        ] where !rows.isEmpty {
            text += "\n\(title):\n"
            for row in rows {
                let assets = row.assets.map(\.name).prefix(4).joined(separator: ", ")
                let more = row.assets.count > 4 ? " and \(row.assets.count - 4) more" : ""
                let standing = row.kind == .deviation ? row.councilStanding ?? "" : row.vendorStanding
                text += "  \(row.label) on \(assets)\(more): \(visible(standing, limit: 160))\n"
            }
        }
        return text
    }
}
