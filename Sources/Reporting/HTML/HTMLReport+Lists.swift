import EstateModel
import Risk

extension HTMLReport {
    var deviationsSection: Section {
        Section(
            id: "deviations",
            label: "Deviations",
            title: "Supported, but behind the council’s own policy",
            content: list(
                model.deviations,
                about:
                    "The vendor still supports these; the council’s own rule on releases asks for something newer. They "
                    + "are no risks of the register."
            )
        )
    }

    var unknownsSection: Section {
        Section(
            id: "unknowns",
            label: "Unknown support",
            title: "Known products of unknown support",
            content: list(
                model.unknowns,
                about:
                    "Somebody should find out their release or their end of support. Until then they are not counted "
                    + "as supported."
            )
        )
    }

    private func list(_ rows: [RegisterRow], about text: String) -> [HTML] {
        guard !rows.isEmpty else { return [tag("p") { "None." }] }
        var table = DataTable(
            caption: counted(rows.count, "entry", "entries"),
            style: "list",
            columns: [
                .init("What", .header), .init("Organisation"), .init("Assets"), .init("The vendor"),
                .init("The council’s policy"),
            ]
        )
        for row in rows.prefix(Self.mostListed) {
            table.append(
                Self.lines(row.label, small: row.service?.name),
                [.text(model.organisationName(row.key.organisation))],
                [.text(listed(row.assets.map(\.name), atMost: 6))],
                Self.lines(row.vendorStanding, small: row.verdict?.action),
                [.text(row.councilStanding ?? "—")]
            )
        }
        return Self.content {
            tag("p") { text }
            table.html
            if rows.count > Self.mostListed {
                tag("p") { "\(grouped(rows.count - Self.mostListed)) more are in the CSV and JSON reports." }
            }
        }
    }
}
