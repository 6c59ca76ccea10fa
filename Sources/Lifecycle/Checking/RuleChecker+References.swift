import EstateModel
import LinearRegex
import StrictYAML

/// Names that must lead somewhere, expressions that should be anchored, tests that should be there.
extension RuleChecker {
    func checkReferences(of product: ProductRule, into sink: inout [Diagnostic]) {
        let ids = product.cycles.map(\.id)
        for entry in product.identify + product.notProduct {
            if let cycle = entry.cycle, product.cycle(cycle) == nil {
                sink.append(
                    Diagnostic(at: entry.location, "no cycle '\(cycle)' in '\(product.id)'; \(hint(cycle, ids))")
                )
            }
        }
        for cycle in product.cycles {
            for other in cycle.supersedes where product.cycle(other) == nil {
                sink.append(Diagnostic(at: cycle.location, "no cycle '\(other)' to supersede; \(hint(other, ids))"))
            }
            for phase in cycle.phases + cycle.minors.flatMap(\.phases) {
                checkNeeds(phase.needs, at: phase.location, into: &sink)
            }
            // Words are allowed there too; what looks like a release should be one, or no forecast can look it up.
            for name in cycle.replaceBy where name.contains("/") && !name.contains(" ") && release(name) == nil {
                let shown = visible(name, limit: 80)
                sink.append(
                    Diagnostic(.warning, at: cycle.location, "'replace-by' names no release of this pack: '\(shown)'")
                )
            }
            for name in cycle.blockedByOS { checkSystem(name, at: cycle.location, into: &sink) }
        }
        for area in product.packages?.areas ?? [] { checkNeeds(area.needs, at: product.location, into: &sink) }
        for list in product.packages?.exceptionLists ?? [] where pack.packageLists[list] == nil {
            let known = pack.packageLists.keys.sorted()
            sink.append(Diagnostic(at: product.location, "no package-list '\(list)'; \(hint(list, known))"))
        }
        for owner in product.packages?.owners ?? [] where !pack.owners.contains(where: { $0.id == owner }) {
            sink.append(
                Diagnostic(
                    at: product.location,
                    "no owner '\(owner)' in origins; \(hint(owner, pack.owners.map(\.id)))"
                )
            )
        }
        if let other = product.streamsFrom, pack.product(other) == nil {
            sink.append(Diagnostic(at: product.location, "no product '\(other)' to take streams from"))
        }
        for cycle in product.requires.keys.sorted() where cycle != "any" && product.cycle(cycle) == nil {
            sink.append(
                Diagnostic(
                    at: product.location,
                    "'requires' names no cycle of '\(product.id)': '\(cycle)'; \(hint(cycle, ids))"
                )
            )
        }
    }

    private func release(_ name: String) -> Cycle? {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? pack.product(parts[0])?.cycle(parts[1]) : nil
    }

    private func checkNeeds(_ id: String?, at location: SourceLocation, into sink: inout [Diagnostic]) {
        guard let id, pack.entitlements[id] == nil else { return }
        let known = pack.entitlements.keys.sorted()
        sink.append(Diagnostic(at: location, "no entitlement '\(id)' is defined; \(hint(id, known))"))
    }

    private func checkSystem(_ name: String, at location: SourceLocation, into sink: inout [Diagnostic]) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let system = pack.product(parts[0]) else {
            // Another pack may bring the operating system.
            sink.append(
                Diagnostic(.warning, at: location, "no product of this pack is meant by '\(visible(name, limit: 80))'")
            )
            return
        }
        if system.cycle(parts[1]) == nil {
            let known = system.cycles.map(\.id)
            sink.append(Diagnostic(at: location, "no cycle '\(parts[1])' in '\(parts[0])'; \(hint(parts[1], known))"))
        }
    }

    func checkExpressions(of product: ProductRule, into sink: inout [Diagnostic]) {
        for entry in product.identify {
            let patterns = entry.conditions.flatMap(\.patterns)
            let isAnchored = patterns.contains {
                $0.source.hasPrefix("^") || $0.source.hasSuffix("$") || $0.source.contains("\\b")
            }
            if !isAnchored {
                let shown = patterns.first.map { visible($0.source, limit: 60) } ?? ""
                sink.append(
                    Diagnostic(
                        .warning,
                        at: entry.location,
                        "no expression of this entry is anchored; '\(shown)' is found anywhere"
                    )
                )
            }
        }
    }

    func checkTests(of product: ProductRule, _ severity: Diagnostic.Severity, into sink: inout [Diagnostic]) {
        guard !product.tests.isEmpty else {
            sink.append(Diagnostic(severity, at: product.location, "'\(product.id)' has no tests"))
            return
        }
        var missing: [String] = []
        if !product.tests.contains(where: { isPositive($0, product) }) { missing.append("a positive test") }
        if !product.tests.contains(where: { isLookAlike($0, product) }) { missing.append("a look-alike") }
        let ends = Set(product.cycles.flatMap { ($0.phases + $0.minors.flatMap(\.phases)).compactMap(\.until.day) })
        let isBoundary = product.tests.contains { ends.contains($0.asOf) || ends.contains($0.asOf.adding(days: -1)) }
        if !ends.isEmpty, !isBoundary { missing.append("a boundary (the last day of a phase or the day after)") }
        if !missing.isEmpty {
            sink.append(
                Diagnostic(severity, at: product.location, "'\(product.id)' lacks \(missing.joined(separator: ", "))")
            )
        }
    }

    private func isPositive(_ test: RuleTest, _ product: ProductRule) -> Bool {
        // A rule that only names components is right when it names one.
        if !product.identify.contains(where: \.role.isJudged), let role = test.expect.role,
            product.identify.contains(where: { $0.role == role })
        {
            return test.expect.product == .some(product.id)
        }
        guard test.expect.status != .component, test.expect.role?.isJudged ?? true else { return false }
        if let id = test.expect.product { return id == product.id }
        return test.expect.cycle.map { $0 != nil } ?? (test.expect.status != nil)
    }

    private func isLookAlike(_ test: RuleTest, _ product: ProductRule) -> Bool {
        if let role = test.expect.role, role != .product { return true }
        if test.expect.status == .component { return true }
        if let id = test.expect.product { return id != product.id }
        return false
    }

    func checkEntitlements(into sink: inout [Diagnostic]) {
        for definition in pack.entitlements.values.sorted(by: { $0.id < $1.id }) {
            for product in definition.appliesTo where pack.product(product) == nil {
                sink.append(
                    Diagnostic(
                        .warning,
                        at: definition.location,
                        "'applies-to' names '\(product)', which no rule of this pack describes"
                    )
                )
            }
        }
    }

    func checkOwners(into sink: inout [Diagnostic]) {
        var seen: Set<String> = []
        for owner in pack.owners where !seen.insert(owner.id).inserted {
            sink.append(Diagnostic(at: owner.location, "owner '\(owner.id)' stands twice"))
        }
    }
}
