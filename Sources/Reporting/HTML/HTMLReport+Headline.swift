import EstateModel
import Risk

extension HTMLReport {
    static func headlineSection(_ model: ReportModel) -> HTML {
        let headline = model.headline
        return tag("section", ["id": "headline", "aria-labelledby": "headline-title"]) {
            tag("h2", ["id": "headline-title"]) { "In figures" }
            tag("div", ["class": "figures"]) {
                figure(
                    String(headline.unmanaged),
                    "unmanaged \(headline.unmanaged == 1 ? "risk" : "risks")",
                    "No security fixes, and no exception that a SIRO approved. The target is 0.",
                    class: headline.unmanaged == 0 ? "figure good" : "figure bad"
                )
                figure(String(headline.risks), "risks in the register", bandsText(headline), class: "figure")
                figure(
                    "\(headline.assetsJudged) of \(headline.assetsJudged + headline.assetsNotJudged.count)",
                    "assets judged",
                    notJudgedText(headline),
                    class: "figure"
                )
                figure(
                    headline.identifiedShare ?? "—",
                    "of software identified",
                    "\(headline.identified) of \(headline.seen) installed pieces are known to a rule; the rest is unknown.",
                    class: "figure"
                )
            }
            statusTable(headline)
        }
    }

    private static func figure(_ number: String, _ label: String, _ text: String, class name: String) -> HTML {
        tag("div", ["class": name]) {
            tag("p", ["class": "number"]) { number }
            tag("p", ["class": "label"]) { label }
            tag("p", ["class": "small"]) { text }
        }
    }

    private static func bandsText(_ headline: Headline) -> String {
        let bands = headline.bands.filter { $0.risks > 0 }.map { "\($0.risks) \($0.band.label.lowercased())" }
        return bands.isEmpty ? "None." : "By residual score: " + bands.joined(separator: ", ") + "."
    }

    private static func notJudgedText(_ headline: Headline) -> String {
        let names = headline.assetsNotJudged
        guard !names.isEmpty else { return "Every asset was read at least once." }
        let shown = names.prefix(5).joined(separator: ", ")
        return "Nothing is known of \(shown)\(names.count > 5 ? " and \(names.count - 5) more" : "")."
    }

    private static func statusTable(_ headline: Headline) -> HTML {
        tag("table", ["class": "narrow"]) {
            tag("caption") { "Support status of what was found" }
            tag("thead") {
                tag("tr") {
                    tag("th", ["scope": "col"]) { "Status" }
                    tag("th", ["scope": "col", "class": "number"]) { "Pieces" }
                    tag("th", ["scope": "col", "class": "number"]) { "Assets" }
                }
            }
            tag("tbody") {
                for count in headline.statuses where count.status != .component {
                    tag("tr") {
                        tag("th", ["scope": "row"]) { statusMark(count.status) }
                        tag("td", ["class": "number"]) { String(count.pieces) }
                        tag("td", ["class": "number"]) { String(count.assets) }
                    }
                }
            }
        }
    }

    /// A status as a shape and a word, so that colour is never alone.
    static func statusMark(_ status: SupportStatus) -> HTML {
        let (shape, name) =
            switch status {
            case .supported: ("●", "good")
            case .securityOnly, .extendedFree, .extendedPaid: ("◐", "fair")
            case .unsupported: ("▲", "bad")
            case .unknown, .unknownNewer: ("?", "open")
            case .component: ("·", "open")
            }
        return tag("span", ["class": "status \(name)"]) {
            tag("span", ["aria-hidden": "true", "class": "shape"]) { shape }
            " \(status.label)"
        }
    }
}
