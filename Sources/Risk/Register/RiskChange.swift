package import EstateModel

/// What became of a risk since the last report or, where nobody said when that was, its last change.
package struct RiskChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// It was not there before.
        case new
        /// It was gone, and is there again.
        case back
        /// Its residual or its inherent score is another.
        case scored
        case none
    }

    /// A score in points before and now.
    package struct Points: Hashable, Sendable {
        package var before: Int
        package var now: Int

        package init(before: Int, now: Int) {
            self.before = before
            self.now = now
        }

        package var isSame: Bool { before == now }
        /// `16 → 12`.
        package var text: String { "\(before) → \(now)" }
    }

    package var kind: Kind
    /// The day of the last report; nil when nobody said when that was: then ``kind`` is that of the last change of all.
    package var since: CalendarDay?
    /// The day of the last change that is told; nil when there was none.
    package var on: CalendarDay?
    /// The day from which it was gone, for one that is back.
    package var goneOn: CalendarDay?
    /// Its product was there all the time, and was no risk by what was known of it.
    package var wasOver = false
    /// Nil when both scores are as they were, or the risk was not there.
    package var residual: Points?
    /// Nil when it is as it was, when the risk was not there, or when only the residual score was read.
    package var inherent: Points?
    /// The two scores come from two scoring policies: the risk itself may be the same.
    package var isOfMethod = false

    package init(_ kind: Kind, since: CalendarDay?, on: CalendarDay?) {
        self.kind = kind
        self.since = since
        self.on = on
    }
}

// MARK: - Words

extension RiskChange {
    /// For a report: `Residual 16 → 12 on 3 November 2026: other controls count.`
    package var sentence: String {
        switch kind {
        case .new:
            guard let since else { return "First seen\(onDay); no change since." }
            return "New since \(since.longDescription): first seen\(onDay)."
        case .back:
            let gone = goneOn.map { " since \($0.longDescription)" } ?? ""
            return wasOver
                ? "Back after having been no risk by what was known\(gone): a risk again\(onDay)."
                : "Back after having been gone\(gone): seen again\(onDay)."
        case .scored: return scoreSentence
        case .none: return since.map { "No change since \($0.longDescription)." } ?? "No change."
        }
    }

    /// For a narrow column: `16 → 12 on 2026-11-03`.
    package var short: String {
        let day = on.map { " \($0)" } ?? ""
        switch kind {
        case .new: return "new\(day)"
        case .back: return "back\(day)"
        case .scored:
            let points = residual.map { $0.isSame ? "inherent \(inherent?.text ?? "other")" : $0.text }
            return (points ?? "score") + (on.map { " on \($0)" } ?? "")
        case .none: return "none"
        }
    }

    private var onDay: String { on.map { " on \($0.longDescription)" } ?? "" }

    private var scoreSentence: String {
        guard let residual, !residual.isSame else {
            let same = residual.map { "; residual \($0.now) as before" } ?? ""
            return
                "Inherent \(inherent?.text ?? "score is another")\(onDay)\(same)\(isOfMethod ? Self.otherMethod : "")."
        }
        let start = "Residual \(residual.text)\(onDay)"
        if isOfMethod { return "\(start)\(Self.otherMethod)." }
        return inherent.map { $0.isSame ? "\(start): other controls count." : "\(start), inherent \($0.text)." }
            ?? "\(start)."
    }

    private static let otherMethod = ": the scoring policy is another"
}
