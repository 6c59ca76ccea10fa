import EstateModel
import Risk

extension HTMLReport {
    var timelineSection: Section {
        let entries = model.headline.timeline.flatMap(\.entries)
        return Section(
            id: "timeline",
            label: "What ends next",
            title: "What ends in the next \(counted(model.horizonMonths, "month", "months"))",
            content: Self.content {
                if entries.isEmpty {
                    tag("p") { "Nothing whose end is known." }
                } else {
                    tag("p") {
                        "Each line ends on the last day of support. Budget and plan for what stands here: it becomes a "
                            + "risk on the day after."
                    }
                    TimelineDrawing(quarters: model.headline.timeline, asOf: model.asOf).figure
                    tag("details") {
                        tag("summary") { "The same as a table (\(counted(entries.count, "ending", "endings")))" }
                        timelineTable
                    }
                }
            }
        )
    }

    private var timelineTable: HTML {
        var table = DataTable(
            caption: "Endings by day",
            style: "list",
            columns: [
                .init("Last day"), .init("Financial year"), .init("What", .header), .init("What ends"),
                .init("Assets", .number), .init("Services"),
            ]
        )
        for quarter in model.headline.timeline {
            for entry in quarter.entries {
                table.append(
                    [.text(entry.day.longDescription)],
                    [.text(quarter.quarter.financialYear)],
                    [.text(entry.label)],
                    [.text(entry.ending.label)],
                    [.text(grouped(entry.assets))],
                    [.text(listed(entry.services, atMost: 8))]
                )
            }
        }
        return table.html
    }
}

extension TimelineEntry.Ending {
    /// For people: `security fixes`.
    package var label: String {
        switch self {
        case .mainstream: "fixes of all kinds; security fixes go on"
        case .securityFixes: "security fixes"
        case .paidCover: "paid cover"
        case .hardwareLife: "planned life of the hardware"
        }
    }
}
