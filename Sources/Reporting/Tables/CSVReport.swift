import EstateModel
import Risk

/// The register as CSV: one line for each asset of each row, so that a spreadsheet can count and filter.
package enum CSVReport {
    package static func render(_ model: ReportModel) -> String {
        var writer = CSVWriter(header: [
            "Ref", "Kind", "Organisation", "Product", "Release", "What", "Service", "Asset", "Status", "Support end",
            "Confidence", "Behind N", "Inherent", "Inherent band", "Residual", "Residual band", "By when",
            "By when because", "Decides", "Owners", "Shared with", "First detected", "Rule", "Risk",
        ])
        for row in model.risks + model.approaching + model.deviations + model.unknowns {
            for asset in row.assets { writer.append(cells(row, asset, model)) }
        }
        return writer.text
    }

    private static func cells(_ row: RegisterRow, _ asset: RegisterRow.Asset, _ model: ReportModel) -> [String] {
        let verdict = asset.verdict ?? row.verdict
        let support = [
            verdict?.status.rawValue ?? "", verdict?.supportEnd?.description ?? "", row.confidence.rawValue,
            verdict?.generation?.behind.map(String.init) ?? "",
        ]
        let score = row.score
        let points = [
            String(score.inherent.points), score.inherent.band.label, String(score.residual.points),
            score.residual.band.label,
        ]
        let plan = [
            row.byWhen?.value.description ?? "", row.byWhen?.winner.rule.rawValue ?? "", row.route.decider ?? "",
            row.owners.joined(separator: "; "), row.sharedWith.joined(separator: "; "), row.firstDetected.description,
            verdict?.rule ?? "", row.title,
        ]
        let subject = [
            model.reference(of: row), row.kind.rawValue, row.key.organisation ?? "", row.key.product,
            row.key.release ?? "", row.label, row.service?.name ?? "", asset.name,
        ]
        return subject + support + points + plan
    }
}
