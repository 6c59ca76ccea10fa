import EstateModel
import Risk

extension HTMLReport {
    static func timelineSection(_ model: ReportModel) -> HTML {
        let entries = model.headline.timeline.flatMap(\.entries)
        return tag("section", ["id": "timeline", "aria-labelledby": "timeline-title"]) {
            tag("h2", ["id": "timeline-title"]) { "What ends in the next 24 months" }
            if entries.isEmpty {
                tag("p") { "Nothing whose end is known." }
            } else {
                TimelineDrawing(quarters: model.headline.timeline, asOf: model.asOf).figure
                tag("details") {
                    tag("summary") { "The same as a table (\(entries.count) endings)" }
                    table(model)
                }
            }
        }
    }

    private static func table(_ model: ReportModel) -> HTML {
        tag("table") {
            tag("caption") { "Endings by day" }
            tag("thead") {
                tag("tr") {
                    for title in ["Last day", "Financial year", "What", "What ends", "Assets", "Services"] {
                        tag("th", ["scope": "col"]) { title }
                    }
                }
            }
            tag("tbody") {
                for quarter in model.headline.timeline {
                    for entry in quarter.entries {
                        tag("tr") {
                            tag("td") { entry.day.longDescription }
                            tag("td") { quarter.quarter.financialYear }
                            tag("th", ["scope": "row"]) { entry.label }
                            tag("td") { entry.ending.label }
                            tag("td", ["class": "number"]) { String(entry.assets) }
                            tag("td") { entry.services.joined(separator: ", ") }
                        }
                    }
                }
            }
        }
    }
}

extension TimelineEntry.Ending {
    package var label: String {
        switch self {
        case .mainstream: "fixes of all kinds"
        case .securityFixes: "security fixes"
        case .paidCover: "paid cover"
        case .hardwareLife: "life span of the hardware"
        }
    }
}
