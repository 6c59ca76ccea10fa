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
    package var unidentifiedSoftwareCount: Int { unknown.count(where: \.isSoftware) }

    /// How many pieces of software a rule or their distribution knows: every package, program and uninstall entry,
    /// weaker evidence and components included. Features, settings and devices are judged, and not counted.
    package var identifiedSoftwareCount: Int {
        [findings, distributionPackages, components].reduce(0) { count, judged in
            judged.reduce(count) { $0 + $1.softwareCount }
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
        let numbers = facts.map { catalogue.number(of: .fact($0)) }
        return judgeAll([], numbers, host: host, organisation: organisation, asOf: asOf, keepsOthers: true)
    }

    /// The same for the facts of a collection.
    ///
    /// - Parameter keepsOthers: whether ``JudgedFact/others`` of packages and components are kept, or only counted.
    package func judgeAll(
        _ known: HostFacts,
        organisation: OrganisationRecord,
        asOf: CalendarDay,
        keepsOthers: Bool = true
    ) -> HostReport {
        judgeAll(
            known.facts,
            known.others,
            host: known.context,
            organisation: organisation,
            asOf: asOf,
            keepsOthers: keepsOthers
        )
    }

    private func judgeAll(
        _ facts: [Fact],
        _ others: [Int32],
        host: HostContext,
        organisation: OrganisationRecord,
        asOf: CalendarDay,
        keepsOthers: Bool
    ) -> HostReport {
        let circumstances = memo.circumstances(host, organisation, asOf)
        var numbers = others
        var own: [Fact] = []
        for fact in facts {
            // Serial numbers make every device its own.
            guard fact.kind != "hardware" else {
                own.append(fact)
                continue
            }
            let number = catalogue.number(of: .fact(fact))
            if !others.contains(number) { numbers.append(number) }
        }
        // Made when something is met that was not judged before: most hosts have nothing such.
        var prepared: PreparedHost?
        func judged(_ fact: Fact, number: Int32? = nil) -> KnownJudgement {
            let ready = prepared ?? PreparedHost(host, pack: pack, organisation: organisation, asOf: asOf)
            prepared = ready
            let verdict = FactJudge(fact, host: ready).judge().verdict
            return memo.remembered(fact, verdict, number: number, in: circumstances)
        }
        let known = memo.known(numbers, in: circumstances)
        var judgements = own.map { judged($0) }
        judgements.reserveCapacity(judgements.count + numbers.count)
        for (number, judgement) in zip(numbers, known) {
            judgements.append(judgement ?? judged(catalogue.entry(number).fact, number: number))
        }
        return FindingMerger(judgements, groupCount: memo.groupCount, keepsOthers: keepsOthers).report()
    }
}
