package import EstateModel
package import Lifecycle

/// A release that could take the place of another, and how long it would last.
package struct Replacement: Hashable, Sendable {
    /// What a council buys into must get security fixes for this many months after it goes live.
    package static let leastMonths = 36

    /// The product and release; nil for words of a rule that name neither.
    package let product: String?
    package let release: String?
    package let label: String
    package let released: CalendarDay?
    /// The last day of its free security fixes; nil when none is published, or it ends with a system.
    package let securityEnd: CalendarDay?
    /// The day from which its life is counted: when the old release ends, or the day of the forecast if that is later.
    package let goLive: CalendarDay
    /// Whole months of security fixes from ``goLive``; nil without an end.
    package let monthsLeft: Int?
    /// Whether the rule of the old release names it; otherwise it is the longest-lived release of the same product.
    package let isNamed: Bool

    /// Nil without an end.
    package var lastsLongEnough: Bool? { monthsLeft.map { $0 >= Self.leastMonths } }
}

/// Finds what could replace a release, from what the rules say.
package struct ReplacementFinder {
    private let pack: RulePack
    private let asOf: CalendarDay

    package init(pack: RulePack, asOf: CalendarDay) {
        self.pack = pack
        self.asOf = asOf
    }

    /// What the rule names, in its order; then, when none of it is known to last, the longest-lived other release of
    /// the product that is out by the day of the forecast.
    package func replacements(of ending: SupportEnding) -> [Replacement] {
        candidates(
            product: ending.product,
            release: ending.release,
            named: ending.replaceBy,
            goLive: max(ending.day ?? asOf, asOf)
        )
    }

    /// The same for any release.
    ///
    /// - Parameters:
    ///   - named: what its rule names to move to, as it writes it.
    ///   - goLive: the day from which its life is counted; nil for the day of the forecast.
    package func candidates(
        product: String,
        release: String?,
        named names: [String],
        goLive: CalendarDay? = nil
    ) -> [Replacement] {
        let goLive = goLive ?? asOf
        var found = names.map { named($0, product: product, goLive: goLive) }
        if !found.contains(where: { $0.lastsLongEnough == true }),
            let other = longestLived(product, release, goLive: goLive, without: Set(found.compactMap(\.release)))
        {
            found.append(other)
        }
        return found
    }

    private func named(_ text: String, product: String, goLive: CalendarDay) -> Replacement {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        if let rule = pack.product(product), let cycle = rule.cycle(text) {
            return replacement(rule, cycle, goLive: goLive, isNamed: true)
        }
        if parts.count == 2, let rule = pack.product(parts[0]), let cycle = rule.cycle(parts[1]) {
            return replacement(rule, cycle, goLive: goLive, isNamed: true)
        }
        return Replacement(
            product: pack.product(text).map(\.id),
            release: nil,
            label: pack.product(text)?.name ?? text,
            released: nil,
            securityEnd: nil,
            goLive: goLive,
            monthsLeft: nil,
            isNamed: true
        )
    }

    private func longestLived(
        _ product: String,
        _ release: String?,
        goLive: CalendarDay,
        without named: Set<String>
    ) -> Replacement? {
        guard let rule = pack.product(product), let id = release, let old = rule.cycle(id) else { return nil }
        let ladder = rule.ladder(of: old)
        let others = rule.cycles.filter { cycle in
            cycle.id != id && !named.contains(cycle.id) && rule.ladder(of: cycle) == ladder && cycle.movesLadder
                && cycle.released.map { $0 <= asOf } ?? false
        }
        let dated = others.map { replacement(rule, $0, goLive: goLive, isNamed: false) }.filter { other in
            other.securityEnd.map { $0 > goLive } ?? false
        }
        return dated.max { ($0.monthsLeft ?? 0, $0.release ?? "") < ($1.monthsLeft ?? 0, $1.release ?? "") }
    }

    private func replacement(_ rule: ProductRule, _ cycle: Cycle, goLive: CalendarDay, isNamed: Bool) -> Replacement {
        let end = cycle.freeSecurityEnd
        return Replacement(
            product: rule.id,
            release: cycle.id,
            label: rule.label(of: cycle),
            released: cycle.released,
            securityEnd: end,
            goLive: goLive,
            monthsLeft: end.map { wholeMonths(from: goLive, to: $0) },
            isNamed: isNamed
        )
    }
}

extension Cycle {
    /// The last day of any free phase that brings fixes; nil when one of them has no day.
    package var freeSecurityEnd: CalendarDay? {
        let free = phases.filter { $0.needs == nil && $0.kind != .guidance }
        let days = free.compactMap(\.until.day)
        return days.count == free.count ? days.max() : nil
    }
}

/// Whole calendar months between two days; 0 when the second is not later.
func wholeMonths(from first: CalendarDay, to last: CalendarDay) -> Int {
    guard last > first else { return 0 }
    let months = (last.year - first.year) * 12 + last.month - first.month
    return first.adding(months: months) > last ? months - 1 : months
}
