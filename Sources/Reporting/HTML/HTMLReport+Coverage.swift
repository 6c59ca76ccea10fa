import EstateModel

extension HTMLReport {
    var coverageSection: Section {
        let coverage = model.coverage
        return Section(
            id: "coverage",
            label: "Coverage",
            title: "Coverage of the last scan",
            content: Self.content {
                if coverage.targets == 0 {
                    tag("p") { "Nothing has been scanned yet." }
                } else {
                    tag("p") {
                        "Of \(counted(coverage.targets, "host", "hosts")), \(grouped(coverage.reached)) were reached and "
                            + "\(grouped(coverage.read)) were read. What was not read keeps the facts of the last scan "
                            + "that read it."
                    }
                    causes(coverage.failures, title: "Not read", none: "Every host was read.")
                    causes(
                        coverage.partial,
                        title: "Read in part",
                        none: "Nothing was left out on the hosts that were read."
                    )
                }
            }
        )
    }

    private func causes(_ causes: [ReportModel.Coverage.Cause], title: String, none: String) -> [HTML] {
        guard !causes.isEmpty else { return [tag("p") { none }] }
        var table = DataTable(
            caption: title,
            style: "list",
            columns: [
                .init("Cause", .header), .init("Hosts", .number), .init("Which"), .init("Example"), .init("What to do"),
            ]
        )
        for cause in causes {
            table.append(
                [.text(cause.code.label)],
                [.text(grouped(cause.hosts.count))],
                [.text(listed(cause.hosts, atMost: 8))],
                [.text(cause.message)],
                [.text(cause.remedy.asSentence)]
            )
        }
        return [table.html]
    }
}

extension Problem.Code {
    /// The code as words: `host key changed`.
    fileprivate var label: String {
        rawValue.split(separator: "-").joined(separator: " ").capitalisedFirst
    }
}
