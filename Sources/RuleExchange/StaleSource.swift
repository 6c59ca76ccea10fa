package import EstateModel
package import Lifecycle
package import StrictYAML

/// A source of a rule that nobody has looked at for longer than the rule's data may be old.
package struct StaleSource: Sendable {
    package var product: ProductRule
    package var source: SourceReference
    package var verified: CalendarDay
    /// How old the data may be.
    package var limit: Span
    /// The first day on which it was too old.
    package var staleSince: CalendarDay
    /// Releases that are still in some phase which rests on it, by id: their end or its absence may be wrong.
    package var openReleases: [String]
    /// A product with one current version whose newest known one rests on it: such verdicts are unknown now.
    package var isRolling: Bool
    package var location: SourceLocation

    /// Whether something that is still supported rests on it.
    package var matters: Bool { isRolling || !openReleases.isEmpty }

    /// What has outlived its data age on a day, oldest first.
    package static func all(in pack: RulePack, asOf: CalendarDay) -> [StaleSource] {
        pack.products.flatMap { stale(in: $0, asOf: asOf) }.sorted {
            ($0.verified, $0.product.id, $0.source.id) < ($1.verified, $1.product.id, $1.source.id)
        }
    }

    private static func stale(in product: ProductRule, asOf: CalendarDay) -> [StaleSource] {
        product.sources.values.compactMap { source in
            let known = product.rolling?.known.filter { $0.source?.id == source.id } ?? []
            let limit = known.isEmpty ? nil : product.rolling?.unknownWhenOlderThan
            let allowed = limit ?? product.dataAgeLimit
            guard let verified = source.verified, allowed.after(verified) < asOf else { return nil }
            return StaleSource(
                product: product,
                source: source,
                verified: verified,
                limit: allowed,
                staleSince: allowed.after(verified).adding(days: 1),
                openReleases: product.cycles.filter { $0.isOpen(on: asOf, restingOn: source.id) }.map(\.id),
                isRolling: !known.isEmpty,
                location: product.location
            )
        }
    }
}

extension Cycle {
    /// Whether some phase that rests on a source has not ended.
    fileprivate func isOpen(on day: CalendarDay, restingOn source: String) -> Bool {
        (phases + minors.flatMap(\.phases)).contains { phase in
            phase.source?.id == source && phase.until.day.map { $0 >= day } ?? true
        }
    }
}
