package import EstateModel
import LinearRegex
package import StrictYAML

/// Looks for mistakes that a document alone does not show: dates out of order, cycles that overlap, missing tests.
package struct RuleChecker {
    package struct Options: Hashable, Sendable {
        /// Nil leaves out what each product should have tested.
        package var coverage: Diagnostic.Severity?
        /// Nil leaves out sources that nobody looked at for too long.
        package var stale: Diagnostic.Severity?

        package init(coverage: Diagnostic.Severity? = .warning, stale: Diagnostic.Severity? = .warning) {
            self.coverage = coverage
            self.stale = stale
        }
    }

    let pack: RulePack
    let asOf: CalendarDay
    let options: Options

    package init(pack: RulePack, asOf: CalendarDay, options: Options = Options()) {
        self.pack = pack
        self.asOf = asOf
        self.options = options
    }

    /// Everything wrong: what reading found first, then by product.
    package func check() -> [Diagnostic] {
        var sink: [Diagnostic] = pack.diagnostics
        for product in pack.products {
            checkCycles(of: product, into: &sink)
            checkGenerations(of: product, into: &sink)
            checkReferences(of: product, into: &sink)
            checkExpressions(of: product, into: &sink)
            if let severity = options.coverage { checkTests(of: product, severity, into: &sink) }
            if let severity = options.stale { checkAge(of: product, severity, into: &sink) }
        }
        checkEntitlements(into: &sink)
        checkOwners(into: &sink)
        return sink
    }

    private func checkCycles(of product: ProductRule, into sink: inout [Diagnostic]) {
        var seen: Set<String> = []
        for cycle in product.cycles {
            if !seen.insert(cycle.id).inserted {
                sink.append(Diagnostic(at: cycle.location, "cycle '\(cycle.id)' stands twice in '\(product.id)'"))
            }
            checkPhases(cycle.phases, released: cycle.released, into: &sink)
            for minor in cycle.minors { checkPhases(minor.phases, released: nil, into: &sink) }
        }
        for (index, cycle) in product.cycles.enumerated() {
            for other in product.cycles[(index + 1)...] where other.id != cycle.id && CycleOverlap(cycle, other).exists
            {
                sink.append(
                    Diagnostic(
                        at: other.location,
                        "cycles '\(cycle.id)' and '\(other.id)' fit the same version and attributes; make"
                            + " 'match' exclusive"
                    )
                )
            }
        }
    }

    private func checkPhases(_ phases: [Phase], released: CalendarDay?, into sink: inout [Diagnostic]) {
        var last: CalendarDay?
        var hasOpenFree = false
        for phase in phases {
            if let day = phase.until.day {
                if let released, day < released {
                    sink.append(
                        Diagnostic(at: phase.location, "the phase ends on \(day), before the release on \(released)")
                    )
                }
                if let last, day < last {
                    sink.append(
                        Diagnostic(at: phase.location, "the phase ends on \(day), before an earlier one on \(last)")
                    )
                }
                last = max(last ?? day, day)
            }
            guard phase.needs == nil, phase.kind != .guidance else { continue }
            if hasOpenFree {
                sink.append(Diagnostic(at: phase.location, "a free phase after one without an end can never begin"))
            }
            if phase.until == .notAnnounced || phase.until == .unknown { hasOpenFree = true }
        }
    }

    /// Generations must grow with the day of release.
    private func checkGenerations(of product: ProductRule, into sink: inout [Diagnostic]) {
        var firsts: [String: [Int: (day: CalendarDay, location: SourceLocation)]] = [:]
        for cycle in product.cycles where cycle.movesLadder {
            guard let generation = cycle.generation, let released = cycle.released else { continue }
            let ladder = product.ladder(of: cycle)
            if let known = firsts[ladder]?[generation], known.day <= released { continue }
            firsts[ladder, default: [:]][generation] = (released, cycle.location)
        }
        for (ladder, generations) in firsts.sorted(by: { $0.key < $1.key }) {
            let ordered = generations.sorted { $0.key < $1.key }
            for (left, right) in zip(ordered, ordered.dropFirst()) where right.value.day < left.value.day {
                sink.append(
                    Diagnostic(
                        at: right.value.location,
                        "generation \(right.key) of ladder '\(ladder)' was released before generation \(left.key)"
                    )
                )
            }
        }
    }

    private func checkAge(of product: ProductRule, _ severity: Diagnostic.Severity, into sink: inout [Diagnostic]) {
        for source in product.sources.values.sorted(by: { $0.id < $1.id }) {
            guard let verified = source.verified else { continue }
            // A day that is still to come would keep old data fresh for ever.
            if verified > asOf.adding(days: 1) {
                sink.append(
                    Diagnostic(
                        severity,
                        at: product.location,
                        "source '\(source.id)' of '\(product.id)' says that it was checked on \(verified), which is yet"
                            + " to come"
                    )
                )
            }
            guard product.dataAgeLimit.after(verified) < asOf else { continue }
            sink.append(
                Diagnostic(
                    severity,
                    at: product.location,
                    "source '\(source.id)' of '\(product.id)' was last checked on \(verified), more than"
                        + " \(product.dataAgeLimit) ago"
                )
            )
        }
    }
}

/// Whether two cycles can both hold for the same version and attributes.
struct CycleOverlap {
    let exists: Bool

    init(_ left: Cycle, _ right: Cycle) {
        exists =
            left.match.isReachable && right.match.isReachable && Self.versions(left, right)
            && !Self.areApart(left.match, right.match)
    }

    private static func versions(_ left: Cycle, _ right: Cycle) -> Bool {
        guard let one = left.match.version, let other = right.match.version else { return true }
        return one.ranges.contains { range in
            other.ranges.contains { VersionInterval(range).overlaps(VersionInterval($0)) }
        }
    }

    /// Some attribute keeps them apart: different literals, or one excludes what the other asks for.
    private static func areApart(_ left: CycleMatch, _ right: CycleMatch) -> Bool {
        left.attributes.contains { attribute in
            right.attributes.contains { $0.name == attribute.name && isDisjoint(attribute.tests, $0.tests) }
                || right.excluded.contains { $0.name == attribute.name && covers($0.tests, attribute.tests) }
        }
            || right.attributes.contains { attribute in
                left.excluded.contains { $0.name == attribute.name && covers($0.tests, attribute.tests) }
            }
    }

    /// Two regexes may overlap without anybody seeing it: different ones count as apart.
    private static func isDisjoint(_ left: [AttributeTest], _ right: [AttributeTest]) -> Bool {
        left.allSatisfy { one in
            right.allSatisfy { other in
                switch (one, other) {
                case (.any, _), (_, .any): false
                case (.literal(let text), .pattern(let regex)), (.pattern(let regex), .literal(let text)):
                    !regex.matches(text)
                default: one.key != other.key
                }
            }
        }
    }

    private static func covers(_ excluded: [AttributeTest], _ wanted: [AttributeTest]) -> Bool {
        wanted.allSatisfy { want in
            excluded.contains { test in
                if case .literal(let text) = want { return test.holds(for: text) }
                return test.key == want.key
            }
        }
    }
}
