package import EstateModel

/// Everything that was judged on one host.
package struct HostReport: Equatable, Sendable {
    /// Products, the operating system and the device: one row for each installation, sorted by product and release.
    package var findings: [JudgedFact]
    /// Packages that only their distribution knows, one row for each clock, status and end; ``JudgedFact/others``
    /// are the rest.
    package var distributionPackages: [JudgedFact]
    /// Libraries, clients and leftovers.
    package var components: [JudgedFact]
    private let unknown: [KnownJudgement]

    init(
        findings: [JudgedFact],
        distributionPackages: [JudgedFact],
        components: [JudgedFact],
        unknown: [KnownJudgement]
    ) {
        self.findings = findings
        self.distributionPackages = distributionPackages
        self.components = components
        self.unknown = unknown
    }

    /// What no rule knows: the backlog of the rule base.
    package var unidentified: [Fact] { unknown.map(\.fact) }

    /// How many of ``unidentified`` are software: packages, programs and uninstall entries, not registry values or
    /// roles of the system.
    package var unidentifiedSoftwareCount: Int { unknown.count { FactKind.named($0.fact.kind)?.isSoftware ?? false } }

    /// How many pieces of software a rule or their distribution knows: every package, program and uninstall entry,
    /// weaker evidence and components included. Features, settings and devices are judged, and not counted.
    package var identifiedSoftwareCount: Int {
        (findings + distributionPackages + components).reduce(0) { count, judged in
            count + (FactKind.named(judged.fact.kind)?.isSoftware ?? false ? 1 + judged.othersCount : 0)
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.findings == right.findings && left.distributionPackages == right.distributionPackages
            && left.components == right.components && left.unidentified == right.unidentified
    }

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
        judgeAll(facts, software: [], host: host, organisation: organisation, asOf: asOf)
    }

    /// The same for the facts of a collection.
    package func judgeAll(_ known: HostFacts, organisation: OrganisationRecord, asOf: CalendarDay) -> HostReport {
        judgeAll(known.facts, software: known.software, host: known.context, organisation: organisation, asOf: asOf)
    }

    private func judgeAll(
        _ facts: [Fact],
        software: [InstalledSoftware],
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay
    ) -> HostReport {
        // Made when something is met that was not judged before: most hosts have nothing such.
        var prepared: PreparedHost?
        let judgements = memo.judgements(
            of: facts,
            software,
            in: memo.circumstances(host, organisation, asOf)
        ) { fact in
            let ready = prepared ?? PreparedHost(host, pack: pack, organisation: organisation, asOf: asOf)
            prepared = ready
            return FactJudge(fact, host: ready).judge().verdict
        }
        return FindingMerger(judgements).report()
    }
}
