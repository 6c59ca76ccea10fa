import EstateModel
import Risk

/// The register as CSV: one line for each asset of each row, so that a spreadsheet can count and filter.
///
/// Begins with a byte order mark: without it Excel reads UTF-8 as the code page of the machine.
package struct CSVReport {
    private let model: ReportModel

    package init(_ model: ReportModel) {
        self.model = model
    }

    package var text: String {
        let columns = self.columns
        var writer = CSVWriter(header: columns.map(\.title))
        for row in model.risks + model.approaching + model.deviations + model.unknowns {
            for asset in row.assets { writer.append(columns.map { $0.value(row, asset) }) }
        }
        return "\u{FEFF}" + writer.text
    }

    private struct Column {
        let title: String
        let value: (RegisterRow, RegisterRow.Asset) -> String

        init(_ title: String, _ value: @escaping (RegisterRow, RegisterRow.Asset) -> String) {
            self.title = title
            self.value = value
        }
    }

    private var columns: [Column] { subject + support + scores + plan + news }

    private var subject: [Column] {
        [
            Column("Ref") { row, _ in model.references[row.key] ?? "" },
            Column("Kind") { row, _ in row.kind.rawValue },
            Column("Organisation") { row, _ in row.key.organisation ?? "" },
            Column("Product") { row, _ in row.key.product },
            Column("Release") { row, _ in row.key.release ?? "" },
            Column("What") { row, _ in row.label },
            Column("Service") { row, _ in row.service?.name ?? "" },
            Column("Asset") { _, asset in asset.name },
        ]
    }

    private var support: [Column] {
        [
            Column("Status") { row, asset in Self.verdict(row, asset)?.status.rawValue ?? "" },
            Column("Support end") { row, asset in Self.verdict(row, asset)?.supportEnd?.description ?? "" },
            Column("Behind N") { row, asset in Self.verdict(row, asset)?.generation?.behind.map(String.init) ?? "" },
            Column("Confidence") { row, _ in row.confidence.rawValue },
            Column("Rule") { row, asset in Self.verdict(row, asset)?.rule ?? "" },
        ]
    }

    /// Those of the row, and the asset's own.
    private var scores: [Column] {
        [
            Column("Inherent") { row, _ in String(row.score.inherent.points) },
            Column("Inherent band") { row, _ in row.score.inherent.band.label },
            Column("Residual") { row, _ in String(row.score.residual.points) },
            Column("Residual band") { row, _ in row.score.residual.band.label },
            Column("Asset residual") { _, asset in String(asset.score.residual.points) },
        ]
    }

    private var plan: [Column] {
        [
            Column("Unmanaged") { row, _ in row.isUnmanaged ? "yes" : "no" },
            Column("Exceptions") { row, _ in row.decision.exceptions.joined(separator: "; ") },
            Column("Covered") { row, asset in Self.covered(row, asset) },
            Column("Plan") { row, _ in row.decision.plan?.reference ?? "" },
            Column("Plan state") { row, _ in row.decision.plan?.state ?? "" },
            Column("Plan rating") { row, _ in row.decision.plan?.rating ?? "" },
            Column("Plan by when") { row, _ in row.decision.plan?.byWhen.description ?? "" },
            Column("Plan by when at first") { row, _ in row.decision.plan?.baselineByWhen?.description ?? "" },
            Column("By when") { row, _ in row.dueDay?.description ?? "" },
            Column("By when because") { row, _ in row.dueRule ?? "" },
            Column("Contain by") { row, _ in row.byWhen?.containBy?.description ?? "" },
            Column("Proposed") { row, _ in row.suggestion.text },
            Column("Decides") { row, _ in row.route.decider ?? "" },
            Column("Owners") { row, _ in row.owners.joined(separator: "; ") },
            Column("Shared with") { row, _ in row.sharedWith.joined(separator: "; ") },
            Column("First detected") { row, _ in row.firstDetected.description },
            Column("Risk") { row, _ in row.title },
        ]
    }

    /// What the log tells. New columns come last, so that a spreadsheet's formulas still point at theirs.
    private var news: [Column] {
        [
            Column("Change") { row, _ in model.change(of: row)?.sentence ?? "" },
            Column("Treatment") { row, _ in model.treatment(of: row)?.short(asOf: model.asOf) ?? "" },
            Column("Review on") { row, _ in model.treatment(of: row)?.reviewOn?.description ?? "" },
        ]
    }

    private static func covered(_ row: RegisterRow, _ asset: RegisterRow.Asset) -> String {
        guard !row.decision.exceptions.isEmpty else { return "" }
        return row.decision.uncovered.contains(asset.id) ? "no" : "yes"
    }

    private static func verdict(_ row: RegisterRow, _ asset: RegisterRow.Asset) -> Verdict? {
        asset.verdict ?? row.verdict
    }
}
