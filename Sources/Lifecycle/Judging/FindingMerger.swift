import EstateModel

/// Groups the verdicts of one host by installation.
struct FindingMerger {
    private typealias Group = KnownJudgement.Group
    /// By the number of the group.
    private typealias Groups = [Int: [KnownJudgement]]

    private var products: Groups = [:]
    private var packages: Groups = [:]
    private var components: Groups = [:]
    private var unidentified: [KnownJudgement] = []

    init(_ judgements: [KnownJudgement]) {
        for judgement in judgements {
            switch judgement.group.kind {
            case .product: products[judgement.groupNumber, default: []].append(judgement)
            case .distributionPackage: packages[judgement.groupNumber, default: []].append(judgement)
            case .component: components[judgement.groupNumber, default: []].append(judgement)
            case .unidentified: unidentified.append(judgement)
            }
        }
    }

    func report() -> HostReport {
        var groups = withoutVague(products)
        let programs = takeOwnedPrograms(from: &groups)
        return HostReport(
            findings: groups.map { JudgedFact($0.value, programs: programs[$0.key] ?? []) }.sorted(
                by: JudgedFact.isBefore
            ),
            distributionPackages: packages.values.map { JudgedFact($0) }.sorted(by: JudgedFact.isBefore),
            components: components.values.map { JudgedFact($0) }.sorted(by: JudgedFact.isBefore),
            unknown: unidentified
        )
    }

    /// Programs at a system path that a package of the same product and release brought, by the package's group.
    ///
    /// The package's origin tells whose calendar counts; the program alone would be taken for its maker's own build.
    private func takeOwnedPrograms(from groups: inout Groups) -> Groups {
        let homes = groups.filter { $0.value.contains(where: \.isPackage) }.map {
            (number: $0.key, group: $0.value[0].group)
        }
        let hasPackages =
            !homes.isEmpty || !packages.isEmpty || components.values.contains { $0.contains(where: \.isPackage) }
        var owned: Groups = [:]
        guard hasPackages else { return owned }
        for (number, facts) in groups {
            let programs = facts.filter(\.isSystemProgram)
            guard let own = programs.first?.group else { continue }
            let possible = homes.filter {
                $0.group.product == own.product && (own.release.isEmpty || $0.group.release == own.release)
            }
            let rest = facts.filter { !$0.isSystemProgram }
            let home = possible.min {
                ($0.number != number ? 1 : 0, $0.group.sortText) < ($1.number != number ? 1 : 0, $1.group.sortText)
            }
            if let home {
                owned[home.number, default: []] += programs
                groups[number] = rest.isEmpty ? nil : rest
            } else {
                groups[number] = rest + programs.map(\.withoutOwner)
            }
        }
        return owned
    }

    /// Evidence that leaves the release open joins the installation whose release is one of its candidates.
    private func withoutVague(_ groups: Groups) -> Groups {
        var result = groups
        for (number, facts) in groups {
            let vague = facts[0].group
            guard vague.release.isEmpty else { continue }
            let possible = Set(facts.flatMap(\.verdict.candidates))
            let homes = groups.filter { _, others in
                let group = others[0].group
                return group.product == vague.product && !group.release.isEmpty && group.detail == vague.detail
                    && (possible.isEmpty || possible.contains(group.release))
            }
            let home = homes.min { left, right in
                let groups = (left.value[0].group, right.value[0].group)
                return (groups.0.release, groups.0.clock) < (groups.1.release, groups.1.clock)
            }
            guard let home else { continue }
            result[home.key]?.append(contentsOf: facts)
            result[number] = nil
        }
        return result
    }
}
