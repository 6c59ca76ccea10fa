package import EstateModel
package import Lifecycle

/// What one of our cycles and its release in another source say, date by date.
package struct CycleComparison: Sendable {
    /// One date of the source against one phase of ours.
    package struct Point: Sendable {
        package enum Outcome: Sendable, Equatable {
            case agrees
            case differs(Disagreement.Kind)
            /// One of the two says nothing that could be compared.
            case silent
        }

        package var column: ForeignCatalogue.Column
        /// The phase's place in the cycle; nil when the cycle has none for this.
        package var phase: Int?
        package var theirs: ForeignCatalogue.End
        package var outcome: Outcome
    }

    package let points: [Point]

    /// - Parameter asOf: the day on which the source's "over" is true.
    package init(
        _ cycle: Cycle,
        _ release: ForeignCatalogue.Release,
        labels: [ForeignCatalogue.Column: String],
        asOf: CalendarDay
    ) {
        points = ForeignCatalogue.Column.allCases.compactMap { column in
            let theirs = release.end(column)
            guard labels[column] != nil, theirs != .absent else { return nil }
            let phase = Self.phase(column, of: cycle)
            return Point(
                column: column,
                phase: phase,
                theirs: theirs,
                outcome: Self.outcome(theirs, column, phase.map { cycle.phases[$0] }, of: cycle, asOf: asOf)
            )
        }
    }

    /// The phase that a column is about.
    private static func phase(_ column: ForeignCatalogue.Column, of cycle: Cycle) -> Int? {
        let free = cycle.phases.indices.filter { index in
            let phase = cycle.phases[index]
            return phase.needs == nil && (phase.kind == .full || phase.kind == .security)
        }
        switch column {
        case .security: return free.last
        case .active:
            let full = free.last { cycle.phases[$0].kind == .full }
            // With one free phase its end is the end of all fixes, which is another column.
            return full == free.last ? nil : full
        case .extended:
            let extended = cycle.phases.indices.filter { cycle.phases[$0].kind == .extended }
            return extended.last { !cycle.phases[$0].isThirdParty } ?? extended.last
        }
    }

    private static func outcome(
        _ theirs: ForeignCatalogue.End,
        _ column: ForeignCatalogue.Column,
        _ phase: Phase?,
        of cycle: Cycle,
        asOf: CalendarDay
    ) -> Point.Outcome {
        if let day = theirs.day, cycle.phases.contains(where: { $0.says(day) }) { return .agrees }
        guard let phase else {
            // "Over" and "no end" of an extension that the rule does not name say nothing about a date.
            guard theirs.day != nil else { return .silent }
            return column == .security && !cycle.phases.isEmpty ? .silent : .differs(.phaseNotHere)
        }
        switch (theirs, phase.until) {
        case (.day, .day): return .differs(.date)
        case (.day, .notAnnounced), (.day, .unknown): return .differs(.undatedHere)
        case (.over, .day(let day, _)): return day < asOf ? .agrees : .differs(.overThere)
        case (.over, .notAnnounced): return .differs(.overThere)
        // An extension without an end is mostly somebody's who sells it, and no date.
        case (.open, .day): return column == .extended ? .silent : .differs(.undatedThere)
        case (.open, .notAnnounced): return .agrees
        default: return .silent
        }
    }
}

extension Phase {
    /// Whether a day is this phase's end as far as the rule tells it, or recorded as disputed already.
    func says(_ day: CalendarDay) -> Bool {
        if disputed?.until == day { return true }
        guard case .day(let end, let isApproximate) = until else { return false }
        if day == end { return true }
        guard isApproximate, day.year == end.year else { return false }
        return day.month == end.month || (end.month == 12 && end.day == 31)
    }
}
