import EstateModel
import Risk

/// The report as JSON after docs/schema/report.json: every key always present, `null` for what is not known, keys
/// sorted, days as `YYYY-MM-DD`, moments in UTC.
package struct JSONReport {
    /// Raised when a key is removed or changes its meaning; a new key comes with a new release and its schema.
    static let format = "reeve-report-1"

    private let model: ReportModel

    package init(_ model: ReportModel) {
        self.model = model
    }

    package var text: String {
        JSONText.object([
            "format": Self.format,
            "estate": model.estateName,
            "marking": model.marking,
            "organisation": model.organisation?.id,
            "organisations": model.organisations.map(\.json),
            "asOf": model.asOf,
            "headline": model.headline.json,
            "matrix": model.matrix?.json,
            "risks": model.risks.map { $0.json(model) },
            "approaching": model.approaching.map { $0.json(model) },
            "deviations": model.deviations.map { $0.json(model) },
            "closed": model.closed.map(\.json),
            "unknowns": model.unknowns.map { $0.json(model) },
            "endings": endings,
            "coverage": model.coverage.json,
            "provenance": model.provenance.json,
        ]).text
    }

    private var endings: [JSONText] {
        model.headline.timeline.flatMap { quarter in
            quarter.entries.map { $0.json(financialYear: quarter.quarter.financialYear) }
        }
    }
}

extension ReportModel.Organisation {
    fileprivate var json: JSONText { .object(["id": id, "name": name, "lastReport": lastReport]) }
}

extension ClosedRisk {
    fileprivate var json: JSONText {
        .object([
            "reference": reference, "label": label, "organisation": organisation, "closedOn": on, "isGone": isGone,
            "successors": successors,
        ])
    }
}

extension Headline {
    fileprivate var json: JSONText {
        .object([
            "unmanagedRisks": unmanaged,
            "risks": risks,
            "bands": bands.map { JSONText.object(["id": $0.band.id, "label": $0.band.label, "risks": $0.risks]) },
            "assetsJudged": assetsJudged,
            "assetsNotJudged": assetsNotJudged,
            "softwareIdentified": identified,
            "softwareSeen": seen,
            "statuses": JSONText.object(
                Dictionary(
                    statuses.map { count in
                        (count.status.rawValue, JSONText.object(["pieces": count.pieces, "assets": count.assets]))
                    },
                    uniquingKeysWith: { first, _ in first }
                )
            ),
            "unsupportedParts": unsupportedParts,
        ])
    }
}

extension RiskMatrix {
    fileprivate var json: JSONText {
        .object([
            "likelihoodLabels": likelihoodLabels,
            "impactLabels": impactLabels,
            "bands": bands.map { JSONText.object(["id": $0.id, "label": $0.label]) },
            "grid": grid,
        ])
    }
}

extension TimelineEntry {
    fileprivate func json(financialYear: String) -> JSONText {
        .object([
            "day": day,
            "financialYear": financialYear,
            "ends": ending.rawValue,
            "product": product,
            "release": release,
            "label": label,
            "assets": assets,
            "services": services,
            "organisations": organisations,
        ])
    }
}

extension ReportModel.Coverage {
    fileprivate var json: JSONText {
        .object([
            "targets": targets,
            "reached": reached,
            "read": read,
            "failures": failures.map(\.json),
            "partial": partial.map(\.json),
        ])
    }
}

extension ReportModel.Coverage.Cause {
    fileprivate var json: JSONText {
        .object(["code": code.rawValue, "hosts": hosts, "message": message, "remedy": remedy])
    }
}

extension ReportModel.Provenance {
    fileprivate var json: JSONText {
        .object([
            "reeveVersion": reeveVersion,
            "scan": scan,
            "scanStarted": scanStarted,
            "ruleCount": ruleCount,
            "rulesDigest": rulesDigest,
            "rulesAreComplete": rulesAreComplete,
            "policyDigest": policyDigest,
            "logEnd": logEnd,
        ])
    }
}
