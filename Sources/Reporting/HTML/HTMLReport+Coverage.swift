import EstateModel

extension HTMLReport {
    static func coverageSection(_ model: ReportModel) -> HTML {
        let coverage = model.coverage
        return tag("section", ["id": "coverage", "aria-labelledby": "coverage-title"]) {
            tag("h2", ["id": "coverage-title"]) { "Coverage and failures" }
            tag("p") {
                "Of \(coverage.targets) targets in the last scan, \(coverage.reached) were reached and \(coverage.read) "
                    + "were read. What was not read keeps the facts of the last scan that read it."
            }
            causes(coverage.failures, title: "Not read", none: "Every target was read.")
            causes(coverage.partial, title: "Read in part", none: "No section was left out anywhere.")
        }
    }

    private static func causes(_ causes: [ReportModel.Coverage.Cause], title: String, none: String) -> [HTML] {
        guard !causes.isEmpty else { return [tag("p") { none }] }
        return [
            tag("table") {
                tag("caption") { title }
                tag("thead") {
                    tag("tr") {
                        for title in ["Cause", "Hosts", "For example", "What to do"] {
                            tag("th", ["scope": "col"]) { title }
                        }
                    }
                }
                tag("tbody") {
                    for cause in causes {
                        tag("tr") {
                            tag("th", ["scope": "row"]) { cause.code.rawValue }
                            tag("td") { hosts(cause.hosts) }
                            tag("td") { cause.message }
                            tag("td") { cause.remedy }
                        }
                    }
                }
            }
        ]
    }

    private static func hosts(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(names.count): \(shown) and \(names.count - 8) more" : shown
    }
}
