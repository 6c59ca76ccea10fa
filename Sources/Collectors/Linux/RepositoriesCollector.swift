import EstateModel

/// The package sources that are switched on: what a host is really fed from, paid cover included.
struct RepositoriesCollector: Collector {
    let probes = [RepositoriesScript.apt, RepositoriesScript.yum, RepositoriesScript.zypper]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        for probe in probes {
            let report = RepositoriesReport(answers.bytes(probe.id))
            builder.collection.otherFacts += report.facts
            builder.noteUnreadLines(report.unreadLines, of: probe)
            guard !report.closedFiles.isEmpty else { continue }
            // Packages are known whole without it, so the section stays complete.
            let files = report.closedFiles.prefix(5).map { visible($0, limit: 120) }.joined(separator: ", ")
            builder.collection.problems.append(
                Problem(
                    .privilegeMissing,
                    section: probe.section,
                    probe: probe.id,
                    message: "package sources were not read because the account may not: \(files).",
                    remedy: "Let the account read them, or record the paid cover that they give in estate.yaml."
                )
            )
        }
    }
}
