import EstateModel

/// Groups the verdicts of one host by installation.
struct FindingMerger {
    private typealias Group = KnownJudgement.Group
    /// By the number of the group.
    private typealias Groups = [Int: InstallationGroup]

    private var products: Groups = [:]
    private var packages: [InstallationGroup] = []
    private var components: [InstallationGroup] = []
    private var unidentified: [KnownJudgement] = []

    /// - Parameters:
    ///   - groupCount: more than any group's number.
    ///   - keepsOthers: whether the weaker evidence of packages and components is kept, or only counted.
    init(_ judgements: [KnownJudgement], groupCount: Int, keepsOthers: Bool) {
        // An array: this is done for every package of every host.
        var places = [Int32](repeating: -1, count: groupCount)
        for judgement in judgements {
            let place = Int(places[judgement.groupNumber])
            switch judgement.group.kind {
            case .unidentified: unidentified.append(judgement)
            case .product:
                // Few, and what they are joined by asks for all of them.
                let number = judgement.groupNumber
                if products[number]?.add(judgement) == nil {
                    products[number] = InstallationGroup(judgement, keepsRest: true)
                }
            case .distributionPackage:
                if place >= 0 {
                    packages[place].add(judgement)
                } else {
                    places[judgement.groupNumber] = Int32(packages.count)
                    packages.append(InstallationGroup(judgement, keepsRest: keepsOthers))
                }
            case .component:
                if place >= 0 {
                    components[place].add(judgement)
                } else {
                    places[judgement.groupNumber] = Int32(components.count)
                    components.append(InstallationGroup(judgement, keepsRest: keepsOthers))
                }
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
            distributionPackages: packages.map { JudgedFact($0) }.sorted(by: JudgedFact.isBefore),
            components: components.map { JudgedFact($0) }.sorted(by: JudgedFact.isBefore),
            unknown: unidentified
        )
    }

    /// Programs at a system path that a package of the same product and release brought, by the package's group.
    ///
    /// The package's origin tells whose calendar counts; the program alone would be taken for its maker's own build.
    private func takeOwnedPrograms(from groups: inout Groups) -> [Int: [KnownJudgement]] {
        let homes = groups.filter(\.value.hasPackage).map { (number: $0.key, group: $0.value.best.group) }
        let hasPackages = !homes.isEmpty || !packages.isEmpty || components.contains(where: \.hasPackage)
        var owned: [Int: [KnownJudgement]] = [:]
        guard hasPackages else { return owned }
        for (number, group) in groups {
            let programs = group.facts.filter(\.isSystemProgram)
            guard let own = programs.first?.group else { continue }
            let possible = homes.filter {
                $0.group.product == own.product && (own.release.isEmpty || $0.group.release == own.release)
            }
            let rest = group.facts.filter { !$0.isSystemProgram }
            let home = possible.min {
                ($0.number != number ? 1 : 0, $0.group.sortText) < ($1.number != number ? 1 : 0, $1.group.sortText)
            }
            if let home {
                owned[home.number, default: []] += programs
                groups[number] = rest.isEmpty ? nil : InstallationGroup(rest)
            } else {
                groups[number] = InstallationGroup(rest + programs.map(\.withoutOwner))
            }
        }
        return owned
    }

    /// Evidence that leaves the release open joins the installation whose release is one of its candidates.
    private func withoutVague(_ groups: Groups) -> Groups {
        var result = groups
        for (number, vague) in groups where vague.best.group.release.isEmpty {
            let possible = Set(vague.facts.flatMap(\.verdict.candidates))
            let homes = groups.filter { _, other in
                let group = other.best.group
                return group.product == vague.best.group.product && !group.release.isEmpty
                    && group.detail == vague.best.group.detail
                    && (possible.isEmpty || possible.contains(group.release))
            }
            let home = homes.min { left, right in
                let groups = (left.value.best.group, right.value.best.group)
                return (groups.0.release, groups.0.clock) < (groups.1.release, groups.1.clock)
            }
            guard let home else { continue }
            for fact in vague.facts { result[home.key]?.add(fact) }
            result[number] = nil
        }
        return result
    }
}
