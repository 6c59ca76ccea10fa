import EstateModel

/// Programs that packages do not show: what was unpacked below /opt, built into /usr/local or put into a web root.
///
/// The packaged ones are found too, with their path; judging merges them with their package.
struct ProgramsCollector: Collector {
    static let probe = Probe(
        "programs",
        section: .software,
        timeoutSeconds: 60,
        byteLimit: 1 << 20,
        optional: true,
        command: ProgramsScript.text
    )

    var probes: [Probe] { [Self.probe] }

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let report = ProgramsReport(answers.bytes(Self.probe.id))
        builder.collection.software += report.software
        builder.collection.otherFacts += report.files
        if report.reachedLimit {
            builder.problem(
                .outputTooLarge,
                .software,
                probe: Self.probe.id,
                "the host has more folders, programs or files below /opt, /srv and /var/www than are looked at.",
                remedy: "Nothing, if they are known; programs beyond the first 300 and files beyond 150 are not listed."
            )
        }
        guard !report.notRun.isEmpty else { return }
        // The programs are listed, so the section is whole: only their versions are missing.
        let paths = report.notRun.prefix(5).map { visible($0, limit: 120) }.joined(separator: ", ")
        let more = report.notRun.count > 5 ? " and \(report.notRun.count - 5) more" : ""
        builder.collection.problems.append(
            Problem(
                .privilegeMissing,
                section: .software,
                probe: Self.probe.id,
                message: "programs were not asked for their version because somebody other than root may change"
                    + " them: \(paths)\(more).",
                remedy: "Give the files and the folders above them to root, or record the versions by an import."
            )
        )
    }
}
