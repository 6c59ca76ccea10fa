import EstateModel

/// Which cycle of a product a version and attributes point to.
struct CycleSelection {
    enum Outcome {
        case one(Cycle, confidence: Confidence)
        /// Several stay possible, in file order.
        case candidates([Cycle])
        /// The version is above everything the rule knows.
        case newer
        /// The rule knows no cycle for it.
        case none
    }

    let rule: ProductRule
    let version: VersionNumber?
    /// Value of an attribute; nil when nobody tells it.
    let attribute: (String) -> String?

    func select() -> Outcome {
        var certain: [Cycle] = []
        var possible: [Cycle] = []
        for cycle in rule.cycles where cycle.match.isReachable {
            switch holds(cycle.match) {
            case .yes:
                certain.append(cycle)
                possible.append(cycle)
            case .unknown: possible.append(cycle)
            case .no: continue
            }
        }
        // A version that a cycle names exactly is not a shortened form of another cycle's.
        if certain.count == 1, certain[0].match.version?.namesExactly(version) ?? false { possible = certain }
        if possible.isEmpty { return isAboveAll ? .newer : .none }
        if possible.count == 1 { return .one(possible[0], confidence: certain.isEmpty ? .medium : .high) }
        if rule.ambiguous == .first { return .one((certain.first ?? possible[0]), confidence: .low) }
        return .candidates(possible)
    }

    private func holds(_ match: CycleMatch) -> Tristate {
        let versionHolds = match.version?.holds(for: version) ?? .yes
        if versionHolds == .no { return .no }
        let wanted = match.attributes.map(holds)
        let unwanted = match.excluded.map { holds($0).negated }
        return Tristate.all([versionHolds] + wanted + unwanted)
    }

    private func holds(_ test: CycleMatch.Attribute) -> Tristate {
        if test.tests.contains(where: { if case .any = $0 { true } else { false } }) { return .yes }
        guard let value = attribute(test.name) else { return .unknown }
        return Tristate(test.tests.contains { $0.holds(for: value) })
    }

    private var isAboveAll: Bool {
        guard let version else { return false }
        // A preview or a release for new devices only is not what others would have been updated to.
        let intervals = rule.cycles.filter(\.movesLadder).flatMap {
            $0.match.version?.ranges.map(VersionInterval.init) ?? []
        }
        return !intervals.isEmpty && intervals.allSatisfy { $0.isBelow(version) }
    }
}
