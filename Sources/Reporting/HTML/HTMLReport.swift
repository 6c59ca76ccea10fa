import EstateModel
import Risk

/// The report as one self-contained accessible page: no script, no request to anywhere.
package enum HTMLReport {
    package static func render(_ model: ReportModel) -> String {
        HTML.document(
            tag("html", ["lang": "en-GB"]) {
                head(model)
                tag("body") {
                    tag("a", ["class": "skip", "href": "#main"]) { "Skip to the report" }
                    marking(model)
                    header(model)
                    tag("main", ["id": "main"]) {
                        headlineSection(model)
                        timelineSection(model)
                        registerSection(model)
                        listSection(
                            model.deviations,
                            model,
                            id: "deviations",
                            title: "Supported, but behind the council’s own policy"
                        )
                        listSection(model.unknowns, model, id: "unknowns", title: "Known products of unknown support")
                        coverageSection(model)
                        methodSection(model)
                    }
                    marking(model)
                }
            }
        )
    }

    private static func head(_ model: ReportModel) -> HTML {
        tag("head") {
            tag("meta", ["charset": "utf-8"])
            tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            tag(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                ]
            )
            tag("title") { "\(title(model)), \(model.asOf.longDescription)" }
            HTML.styleSheet(reportStyleSheet)
        }
    }

    private static func header(_ model: ReportModel) -> HTML {
        tag("header") {
            tag("p", ["class": "eyebrow"]) { model.estateName }
            tag("h1") { title(model) }
            tag("p", ["class": "lead"]) { "As of \(model.asOf.longDescription)" }
            tag("nav", ["aria-label": "Sections"]) {
                tag("ul") {
                    for (id, label) in sections {
                        tag("li") { tag("a", ["href": "#\(id)"]) { label } }
                    }
                }
            }
        }
    }

    private static let sections = [
        ("headline", "In figures"), ("timeline", "Next 24 months"), ("register", "Register"),
        ("deviations", "Deviations"), ("unknowns", "Unknown"), ("coverage", "Coverage"), ("method", "Method"),
    ]

    private static func title(_ model: ReportModel) -> String {
        guard let organisation = model.organisation else { return "Risk register of unsupported technology" }
        return "Risk register of unsupported technology: \(organisation.name)"
    }

    private static func marking(_ model: ReportModel) -> HTML {
        tag("p", ["class": "marking"]) { model.marking }
    }

    private static func methodSection(_ model: ReportModel) -> HTML {
        let provenance = model.provenance
        return tag("section", ["id": "method", "aria-labelledby": "method-title"]) {
            tag("h2", ["id": "method-title"]) { "How these figures were made" }
            if !provenance.rulesAreComplete {
                tag("p", ["class": "warning"]) {
                    "Some rule files could not be read. Products they describe are missing from this report."
                }
            }
            tag("dl", ["class": "facts"]) {
                fact("Scan", provenance.scan.map { "number \($0), begun \(provenance.scanStarted?.description ?? "")" })
                fact("Rules", "\(provenance.ruleCount) products, SHA-256 \(provenance.rulesDigest)")
                fact("Policy", provenance.policyDigest.map { "SHA-256 \($0)" } ?? "Reeve’s defaults")
                fact("Made by", "Reeve \(provenance.reeveVersion)")
            }
            tag("p") {
                "Scores, bands and days follow the policy named above. An end of support is the last supported day. What no "
                    + "rule knows is shown as unknown and never counted as supported."
            }
        }
    }

    static func fact(_ term: String, _ value: String?) -> [HTML] {
        guard let value else { return [] }
        return [tag("dt") { term }, tag("dd") { value }]
    }
}
