import EstateModel
import Risk

/// The endings of the horizon as a drawing: one line each, from today to the last supported day.
struct TimelineDrawing {
    let quarters: [TimelineQuarter]
    let asOf: CalendarDay

    private static let width = 1080
    private static let lineHeight = 26
    private static let headHeight = 44
    /// More lines than this are no drawing any more; the table holds all.
    private static let mostLines = 25

    private var entries: [TimelineEntry] { Array(quarters.flatMap(\.entries).prefix(Self.mostLines)) }
    private var omitted: Int { max(0, quarters.flatMap(\.entries).count - Self.mostLines) }
    private var first: CalendarDay { quarters.first?.quarter.firstDay ?? asOf }
    private var last: CalendarDay { quarters.last?.quarter.next.firstDay ?? asOf.adding(months: 24) }
    private var height: Int { Self.headHeight + entries.count * Self.lineHeight + 20 }
    /// Room for the longest label at about eight units a character.
    private var labelWidth: Int { min(320, 40 + 8 * (entries.map(\.label.count).max() ?? 0)) }

    var figure: HTML {
        tag("figure") {
            tag("div", ["class": "wide", "tabindex": "0", "role": "region", "aria-label": "Timeline"]) {
                tag(
                    "svg",
                    [
                        "viewBox": "0 0 \(Self.width) \(height)", "role": "img",
                        "aria-label": "Timeline of \(entries.count) endings; the table below says the same",
                    ]
                ) {
                    grid
                    today
                    for (index, entry) in entries.enumerated() { line(entry, index) }
                }
            }
            if entries.contains(where: { $0.ending == .mainstream }) {
                tag("p", ["class": "small"]) {
                    "● Security fixes, paid cover or the planned life of hardware ends. ○ Only other fixes end; security "
                        + "fixes go on."
                }
            }
            if omitted > 0 {
                tag("p", ["class": "small"]) {
                    "\(counted(omitted, "later ending is", "later endings are")) in the table."
                }
            }
        }
    }

    private func position(_ day: CalendarDay) -> Int {
        let span = max(1, first.days(until: last))
        let offset = min(max(0, first.days(until: day)), span)
        return labelWidth + offset * (Self.width - labelWidth - 20) / span
    }

    private var grid: [HTML] {
        quarters.map { quarter in
            let x = position(quarter.quarter.firstDay)
            let isNewYear = quarter.quarter.number == 1 || quarter == quarters.first
            return tag("g") {
                tag(
                    "line",
                    [
                        "x1": "\(x)", "x2": "\(x)", "y1": "\(Self.headHeight - 8)", "y2": "\(height - 14)",
                        "class": "grid",
                    ]
                )
                tag("text", ["x": "\(x + 4)", "y": "\(Self.headHeight - 12)", "class": "axis"]) {
                    "Q\(quarter.quarter.number)"
                }
                if isNewYear {
                    tag("text", ["x": "\(x + 4)", "y": "14", "class": "axis year"]) { quarter.quarter.financialYear }
                }
            }
        }
    }

    private var today: HTML {
        let x = position(asOf)
        let bottom = height - 14
        return tag("g") {
            tag(
                "line",
                ["x1": "\(x)", "x2": "\(x)", "y1": "\(Self.headHeight - 8)", "y2": "\(bottom)", "class": "today"]
            )
            tag("text", ["x": "\(x)", "y": "\(height - 2)", "class": "axis middle"]) { "today" }
        }
    }

    private func line(_ entry: TimelineEntry, _ index: Int) -> HTML {
        let y = Self.headHeight + index * Self.lineHeight + 12
        let end = position(entry.day)
        // The label of a late ending stands before its mark, so that it stays inside the drawing.
        let labelIsLeft = end > Self.width - 210
        return tag("g", ["class": entry.ending == .mainstream ? "ending mild" : "ending"]) {
            tag("text", ["x": "\(labelWidth - 12)", "y": "\(y + 4)", "class": "name"]) {
                visible(entry.label, limit: 38)
            }
            tag("line", ["x1": "\(position(asOf))", "x2": "\(end)", "y1": "\(y)", "y2": "\(y)", "class": "bar"])
            tag("circle", ["cx": "\(end)", "cy": "\(y)", "r": "5", "class": "dot"])
            tag(
                "text",
                [
                    "x": "\(labelIsLeft ? end - 10 : end + 10)", "y": "\(labelIsLeft ? y - 5 : y + 4)",
                    "class": labelIsLeft ? "when end" : "when",
                ]
            ) {
                "\(entry.day.longDescription) · \(entry.assets) \(entry.assets == 1 ? "asset" : "assets")"
            }
        }
    }
}
