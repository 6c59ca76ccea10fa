package import EstateModel

/// One installation with every fact that shows it.
package struct JudgedFact: Hashable, Sendable {
    /// The strongest evidence.
    package var fact: Fact
    /// Weaker evidence of the same installation, strongest first.
    package var others: [Fact]
    package var verdict: Verdict
}

/// Everything that was judged on one host.
package struct HostReport: Hashable, Sendable {
    /// Products, the operating system and the device: one row for each installation, sorted by product and release.
    package var findings: [JudgedFact]
    /// Packages that only their distribution knows, one row for each clock, status and end; ``JudgedFact/others``
    /// are the rest.
    package var distributionPackages: [JudgedFact]
    /// Libraries, clients and leftovers.
    package var components: [JudgedFact]
    /// What no rule knows: the backlog of the rule base.
    package var unidentified: [Fact]

    /// Findings and distribution packages as rows of an asset.
    package func findings(assetID: Int64, assetName: String) -> [Finding] {
        (findings + distributionPackages).map {
            Finding(assetID: assetID, assetName: assetName, subject: $0.fact, verdict: $0.verdict)
        }
    }
}

extension Judge {
    /// Judges all facts of one host and merges those that show the same installation.
    package func judgeAll(
        _ facts: [Fact],
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay
    ) -> HostReport {
        let prepared = PreparedHost(host, pack: pack, organisation: organisation, asOf: asOf)
        let circumstances = memo.circumstances(host, organisation, asOf)
        var merger = FindingMerger()
        for fact in facts {
            let verdict = memo.verdict(on: fact, circumstances) { FactJudge(fact, host: prepared).judge().verdict }
            merger.add(fact, verdict)
        }
        return merger.report()
    }
}
