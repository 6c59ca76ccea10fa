package import EstateModel
package import Risk

/// A scan that saw something, and its day.
package struct Sighting: Hashable, Sendable, Codable {
    package var scan: Int64
    package var on: CalendarDay

    package init(scan: Int64, on: CalendarDay) {
        self.scan = scan
        self.on = on
    }
}

/// The numbers of a score, for the history. Its factors stay with the scan that they came from.
package struct ScoreEntry: Hashable, Sendable, Codable {
    /// A likelihood and an impact with what the matrix makes of them.
    package struct Level: Hashable, Sendable, Codable {
        package var likelihood: Int
        package var impact: Int
        package var points: Int
        package var band: String

        package init(likelihood: Int, impact: Int, points: Int, band: String) {
            self.likelihood = likelihood
            self.impact = impact
            self.points = points
            self.band = band
        }

        package init(_ state: ScoreState) {
            self.init(
                likelihood: state.likelihood.value,
                impact: state.impact.value,
                points: state.points,
                band: state.band.id
            )
        }
    }

    package var seen: Sighting
    package var inherent: Level
    package var residual: Level
    /// Nil while no replacement is named.
    package var target: Level?
    /// SHA-256 of the scoring policy: a change of method is no change of the risk.
    package var method: String?
    /// The day on which it came about, such as by a control that was recorded between two scans; nil before it is
    /// logged.
    package internal(set) var scoredOn: CalendarDay?

    package init(
        seen: Sighting,
        inherent: Level,
        residual: Level,
        target: Level? = nil,
        method: String? = nil
    ) {
        self.seen = seen
        self.inherent = inherent
        self.residual = residual
        self.target = target
        self.method = method
    }

    package init(_ score: RiskScore, seen: Sighting, method: String?) {
        self.init(
            seen: seen,
            inherent: Level(score.inherent),
            residual: Level(score.residual),
            target: score.target.map(Level.init),
            method: method
        )
    }

    /// As the log keeps it.
    func scored(on day: CalendarDay) -> ScoreEntry {
        var entry = self
        entry.scoredOn = day
        return entry
    }

    /// The same numbers by the same method, whenever they were seen.
    package func isSame(as other: ScoreEntry) -> Bool {
        inherent == other.inherent && residual == other.residual && target == other.target && method == other.method
    }
}

/// What an organisation decided to do about a risk.
package struct Treatment: Hashable, Sendable, Codable {
    package var choice: RegisterRow.Suggestion.Treatment
    package var statement: String
    /// When it is looked at again; nil when nobody said.
    package var reviewOn: CalendarDay?
    package internal(set) var by: Actor?
    package internal(set) var on: CalendarDay?

    /// Since when nobody has looked at it again although the day of review is over; nil when it is not.
    package func reviewOverdue(asOf day: CalendarDay) -> CalendarDay? { reviewOn.flatMap { $0 < day ? $0 : nil } }

    package init(_ choice: RegisterRow.Suggestion.Treatment, statement: String, reviewOn: CalendarDay? = nil) {
        self.choice = choice
        self.statement = statement
        self.reviewOn = reviewOn
    }
}

/// A time during which a risk was gone.
package struct Closure: Hashable, Sendable, Codable {
    /// The complete scan that no longer saw it.
    package var proof: Sighting
    /// Of its assets those that were out of use, which no scan could read; nil where there were none.
    package var retired: [Int64]?
    /// Of its assets those that still have the product, which is no risk there by what is known of it now: other rules,
    /// paid cover, another policy. Nil where it is gone from all.
    package var remaining: [Int64]?
    /// The scan that saw it again; nil while it stays away.
    package var reappeared: Sighting?
    /// What came back and why, for the register; nil while it stays away.
    package var note: String?

    /// The product is still there, on some of its assets at least.
    package var isOver: Bool { remaining != nil }
}

/// A risk through time, under one reference for ever.
package struct RiskRecord: Hashable, Sendable, Codable {
    /// `R-0001`.
    package var id: String
    /// What makes it the same risk from scan to scan: a ``Risk/RiskKey`` in its stored form.
    package var key: String
    /// What it is about, for people: `Windows Server 2012 R2`.
    package var label: String
    /// Ids of the assets that have it, ascending; while it is closed, of those that had it last.
    package var assets: [Int64]
    /// By the first scan that saw it, however much later somebody looked; never later than that of a risk that it was
    /// before its assets came under another service or organisation.
    package var firstSeen: Sighting
    /// The last sighting that the log knows: of the last change of its score, or of its return.
    package var lastSeen: Sighting
    /// Oldest first; an entry only where something changed.
    package var scores: [ScoreEntry]
    /// The last decision of each organisation's owner of the risk; nil while nobody has decided since it was opened or
    /// came back.
    package var treatment: Treatment?
    /// What was decided before it was gone and came back, oldest first: history, and no decision about what is there
    /// now. Nil where there is none.
    package var formerTreatments: [Treatment]?
    /// Oldest first; the last one may still hold.
    package var closures: [Closure]
    /// The entry of the log that changed it last.
    package var changedBy: Int64

    package var isOpen: Bool { closures.last.map { $0.reappeared != nil } ?? true }

    /// Whether it was there at the end of a day, as far as the log knows.
    package func wasOpen(on day: CalendarDay) -> Bool {
        let wasGone = closures.contains { $0.proof.on <= day && ($0.reappeared.map { day < $0.on } ?? true) }
        return firstSeen.on <= day && !wasGone
    }

    /// How often it came back.
    package var regressions: Int { closures.filter { $0.reappeared != nil }.count }

    /// It is closed, and its product is still there: no risk any more by what is known of it.
    package var isOver: Bool { !isOpen && closures.last?.isOver == true }

    /// Whether a new score is worth an entry.
    package func isNews(_ score: ScoreEntry) -> Bool {
        scores.last.map { !$0.isSame(as: score) } ?? true
    }
}

/// What happens to risks.
package enum RiskAct: Hashable, Sendable, Codable {
    /// Seen for the first time. The first sight is the score's, unless an earlier one is given.
    case open(risk: String, key: String, label: String, assets: [Int64], score: ScoreEntry, firstSeen: Sighting? = nil)
    /// Its score is another than before, or assets joined or left it. What joined may have been seen earlier elsewhere.
    case score(risk: String, score: ScoreEntry, joined: [Int64], left: [Int64], firstSeen: Sighting? = nil)
    case treat(risk: String, treatment: Treatment)
    /// A later scan that was complete for all its assets no longer sees it, those apart that are out of use.
    case close(risk: String, proof: Sighting, wasComplete: Bool, retired: [Int64]? = nil, remaining: [Int64]? = nil)
    /// It is back: a regression.
    case reopen(risk: String, assets: [Int64], score: ScoreEntry, note: String, firstSeen: Sighting? = nil)

    package var risk: String {
        switch self {
        case .open(let id, _, _, _, _, _), .score(let id, _, _, _, _), .treat(let id, _), .close(let id, _, _, _, _),
            .reopen(let id, _, _, _, _):
            id
        }
    }

    /// The first sight that it brings, where that is another than the score's or the one that is known.
    package var firstSeen: Sighting? {
        switch self {
        case .open(_, _, _, _, _, let first), .score(_, _, _, _, let first), .reopen(_, _, _, _, let first): first
        case .treat, .close: nil
        }
    }
}
