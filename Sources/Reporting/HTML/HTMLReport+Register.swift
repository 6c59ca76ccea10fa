import EstateModel
import Risk

extension HTMLReport {
    static func registerSection(_ model: ReportModel) -> HTML {
        tag("section", ["id": "register", "aria-labelledby": "register-title"]) {
            tag("h2", ["id": "register-title"]) { "Register" }
            if model.risks.isEmpty {
                tag("p") { "No risks. What could not be judged is listed below." }
            } else {
                registerTable(model)
                tag("h3") { "Each risk in full" }
                for row in model.risks { detail(row, model) }
            }
        }
    }

    private static func registerTable(_ model: ReportModel) -> HTML {
        tag("div", ["class": "wide", "tabindex": "0", "role": "region", "aria-label": "Register table"]) {
            tag("table", ["class": "register"]) {
                tag("caption") { "\(model.risks.count) risks, worst first" }
                tag("thead") {
                    tag("tr") {
                        for title in [
                            "Ref", "Risk", "Assets", "The vendor", "The council’s policy", "Inherent", "Residual",
                            "By when",
                            "Decides",
                        ] {
                            tag("th", ["scope": "col"]) { title }
                        }
                    }
                }
                tag("tbody") {
                    for row in model.risks { tableRow(row, model) }
                }
            }
        }
    }

    private static func tableRow(_ row: RegisterRow, _ model: ReportModel) -> HTML {
        tag("tr") {
            tag("th", ["scope": "row", "class": "ref"]) {
                tag("a", ["href": "#\(anchor(row, model))"]) { model.reference(of: row) }
            }
            tag("td") {
                tag("strong") { row.label }
                if let service = row.service { tag("br"); service.name }
                if model.organisation == nil {
                    tag("br")
                    tag("span", ["class": "small"]) { model.organisationName(row.key.organisation) }
                }
            }
            tag("td", ["class": "number"]) { String(row.assets.count) }
            tag("td") { row.vendorStanding }
            tag("td") { row.councilStanding ?? "—" }
            tag("td") { score(row.score.inherent) }
            tag("td") { score(row.score.residual) }
            tag("td") { row.byWhen.map { $0.value.longDescription } ?? "—" }
            tag("td") { row.route.decider ?? "nobody named" }
        }
    }

    private static func score(_ state: ScoreState) -> HTML {
        tag("span", ["class": "score rank\(min(state.cell.bandRank, 4))"]) {
            tag("strong") { String(state.points) }
            " \(state.band.label)"
        }
    }

    private static func anchor(_ row: RegisterRow, _ model: ReportModel) -> String {
        "risk-" + model.reference(of: row).lowercased() + "-" + row.kind.rawValue
    }

    private static func detail(_ row: RegisterRow, _ model: ReportModel) -> HTML {
        tag("details", ["id": anchor(row, model), "class": "risk"]) {
            tag("summary") {
                tag("strong") { model.reference(of: row) }
                " \(row.label)"
                if let service = row.service { " · \(service.name)" }
                " · \(row.score.residual.summary)"
            }
            tag("p", ["class": "sentence"]) { row.title }
            tag("dl", ["class": "facts"]) {
                fact("Organisation", model.organisationName(row.key.organisation))
                fact(
                    "Shared with",
                    row.sharedWith.isEmpty ? nil : row.sharedWith.map(model.organisationName).joined(separator: ", ")
                )
                fact("Answers for it", row.owners.isEmpty ? "nobody is named" : row.owners.joined(separator: ", "))
                fact("Suggested", "\(row.suggestion.treatment.rawValue.capitalisedFirst). \(row.suggestion.text)")
                fact("Decides", row.route.summary)
                fact(
                    "By when",
                    row.byWhen.map { "\($0.value.longDescription). \($0.explanation)" } ?? row.byWhenProblem
                )
                fact("Contain by", row.byWhen?.containBy?.longDescription)
                fact("Confidence", row.confidence.rawValue)
            }
            if !row.obligations.isEmpty {
                tag("h4") { "Whatever the score" }
                tag("ul") { for obligation in row.obligations { tag("li") { obligation.text } } }
            }
            factorTable(row)
            assetTable(row)
            evidence(row)
        }
    }

    private static func factorTable(_ row: RegisterRow) -> HTML {
        let score = row.score
        return tag("table", ["class": "factors"]) {
            tag("caption") {
                "Score: inherent \(score.inherent.summary), residual \(score.residual.summary)"
            }
            tag("thead") {
                tag("tr") {
                    for title in ["Step", "Points", "Why"] { tag("th", ["scope": "col"]) { title } }
                }
            }
            tag("tbody") {
                for factor in score.residual.likelihood.factors { factorRow(factor, "Likelihood") }
                for factor in score.residual.impact.factors { factorRow(factor, "Impact") }
            }
        }
    }

    private static func factorRow(_ factor: Factor, _ part: String) -> HTML {
        tag("tr") {
            tag("th", ["scope": "row"]) { "\(part) \(factor.code.rawValue)" }
            tag("td", ["class": "number"]) { factor.value > 0 ? "+\(factor.value)" : String(factor.value) }
            tag("td") {
                factor.explanation
                if factor.assumed { tag("span", ["class": "assumed"]) { " assumed" } }
            }
        }
    }

    private static func assetTable(_ row: RegisterRow) -> HTML {
        tag("table") {
            tag("caption") { "\(row.assets.count) \(row.assets.count == 1 ? "asset" : "assets")" }
            tag("thead") {
                tag("tr") { for title in ["Asset", "Own score"] { tag("th", ["scope": "col"]) { title } } }
            }
            tag("tbody") {
                for asset in row.assets.prefix(200) {
                    tag("tr") {
                        tag("th", ["scope": "row"]) { asset.name }
                        tag("td") { asset.score.residual.summary }
                    }
                }
            }
        }
    }

    private static func evidence(_ row: RegisterRow) -> [HTML] {
        var parts: [HTML] = []
        if let verdict = row.verdict, !verdict.reasons.isEmpty {
            parts.append(tag("h4") { "Why the support verdict is what it is" })
            parts.append(tag("ol") { for reason in verdict.reasons { tag("li") { reason } } })
        }
        if !row.sources.isEmpty {
            parts.append(tag("h4") { "Sources of the dates" })
            parts.append(
                tag("ul") {
                    for source in row.sources {
                        tag("li") {
                            sourceName(source)
                            if let verified = source.verified { ", compared on \(verified.longDescription)" }
                        }
                    }
                }
            )
        }
        if !row.notes.isEmpty {
            parts.append(tag("ul") { for note in row.notes { tag("li") { note } } })
        }
        return parts
    }

    private static func sourceName(_ source: SourceReference) -> HTML {
        guard let url = source.url else { return .text(source.reference ?? source.id) }
        // Only what is plainly a web address becomes a link: a rule file is input like any other.
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return .text(url) }
        return tag("a", ["href": url, "rel": "noreferrer noopener"]) { url }
    }

    static func listSection(_ rows: [RegisterRow], _ model: ReportModel, id: String, title: String) -> HTML {
        tag("section", ["id": id, "aria-labelledby": "\(id)-title"]) {
            tag("h2", ["id": "\(id)-title"]) { title }
            if rows.isEmpty {
                tag("p") { "None." }
            } else {
                tag("table") {
                    tag("caption") { "\(rows.count) \(rows.count == 1 ? "entry" : "entries")" }
                    tag("thead") {
                        tag("tr") {
                            for title in ["What", "Organisation", "Assets", "The vendor", "The council’s policy"] {
                                tag("th", ["scope": "col"]) { title }
                            }
                        }
                    }
                    tag("tbody") {
                        for row in rows {
                            tag("tr") {
                                tag("th", ["scope": "row"]) { row.label }
                                tag("td") { model.organisationName(row.key.organisation) }
                                tag("td") { row.assets.map(\.name).prefix(6).joined(separator: ", ") }
                                tag("td") { row.vendorStanding }
                                tag("td") { row.councilStanding ?? "—" }
                            }
                        }
                    }
                }
            }
        }
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
