package import EstateModel
package import Risk

/// What the log of decisions tells of a risk, beside its row of the register.
package struct RiskNews: Hashable, Sendable {
    /// What was decided to do about it.
    package struct Treatment: Hashable, Sendable {
        package var choice: RegisterRow.Suggestion.Treatment
        /// In the words of whoever decided.
        package var statement: String
        /// `Anna Jones, Director of Resources (SIRO)`; nil when the log does not say.
        package var by: String?
        package var on: CalendarDay?
        /// When it is looked at again; nil when nobody said.
        package var reviewOn: CalendarDay?

        package init(
            _ choice: RegisterRow.Suggestion.Treatment,
            statement: String,
            by: String? = nil,
            on: CalendarDay? = nil,
            reviewOn: CalendarDay? = nil
        ) {
            self.choice = choice
            self.statement = statement
            self.by = by
            self.on = on
            self.reviewOn = reviewOn
        }

        /// The day of review that is over without anybody having looked at it again; nil when there is none.
        package func reviewOverdue(asOf day: CalendarDay) -> CalendarDay? { reviewOn.flatMap { $0 < day ? $0 : nil } }

        /// For a narrow column: `tolerate decided`, `tolerate, review overdue since 2027-03-01`; a decision past the
        /// day of its review must not look like one that holds.
        package func short(asOf day: CalendarDay) -> String {
            reviewOverdue(asOf: day).map { "\(choice.rawValue), review overdue since \($0)" }
                ?? "\(choice.rawValue) decided"
        }

        /// `Tolerate, by Anna Jones on 3 November 2026: “…”; to be looked at again on 1 May 2027.`
        package func summary(asOf day: CalendarDay) -> String {
            var text = choice.rawValue.capitalisedFirst
            if let by { text += ", by \(by)" }
            if let on { text += " on \(on.longDescription)" }
            if !statement.isEmpty { text += ": “\(statement)”" }
            if let overdue = reviewOverdue(asOf: day) {
                text += "; review overdue since \(overdue.longDescription)"
            } else if let reviewOn {
                text += "; to be looked at again on \(reviewOn.longDescription)"
            }
            return text + "."
        }
    }

    /// Nil for a risk that was not known on the day of the report.
    package var change: RiskChange?
    /// Nil while nobody has decided.
    package var treatment: Treatment?

    package init(change: RiskChange? = nil, treatment: Treatment? = nil) {
        self.change = change
        self.treatment = treatment
    }
}

/// A risk that no longer stands in the register.
package struct ClosedRisk: Hashable, Sendable {
    /// `R-0001`.
    package var reference: String
    package var label: String
    /// The organisation whose register it stood in; nil for none.
    package var organisation: String?
    /// The day of the scan that no longer saw it as a risk.
    package var on: CalendarDay
    /// No asset of it has the product any more.
    package var isGone: Bool
    /// References of open risks of the same product release in the same organisation, sorted: where its hosts' service
    /// is called otherwise since, it is among them.
    package var successors: [String]

    package init(
        reference: String,
        label: String,
        organisation: String?,
        on day: CalendarDay,
        isGone: Bool,
        successors: [String] = []
    ) {
        self.reference = reference
        self.label = label
        self.organisation = organisation
        on = day
        self.isGone = isGone
        self.successors = successors
    }

    /// After its name: `gone on 3 November 2026`.
    package var standing: String {
        if isGone { return "gone on \(on.longDescription)" }
        let shown = successors.prefix(5).joined(separator: ", ") + (successors.count > 5 ? ", …" : "")
        return successors.isEmpty
            ? "no risk any more by what is known, since \(on.longDescription)"
            : "no risk of its own since \(on.longDescription): the same product is now \(shown)"
    }
}

extension ReportModel {
    package func change(of row: RegisterRow) -> RiskChange? { news[row.key]?.change }
    package func treatment(of row: RegisterRow) -> RiskNews.Treatment? { news[row.key]?.treatment }

    /// That another day than today was judged with what is known today; nil when it is the same day.
    package var knowledge: String? {
        guard let knownOn else { return nil }
        let when = asOf < knownOn ? "were made later too" : "stand today"
        return
            "Judged for \(asOf.longDescription) from the inventory and the decisions of \(knownOn.longDescription): what "
            + "is told of exceptions, plans and controls are those that \(when)."
    }

    /// How many risks are scored as if the internet did not reach them because nobody recorded whether it does.
    package var risksOfUnknownExposure: Int {
        risks.count { $0.score.assumptions.contains { $0.code == .exposure } }
    }

    /// What "since the last report" means here, in one sentence.
    package var changeBasis: String {
        let shown = organisation.map { [$0] } ?? organisations
        let days = Set(shown.map(\.lastReport))
        let name = isSinceNamed ? "" : "the last submission, of "
        if let only = days.first, days.count == 1 {
            return only.map { "Changes are told since \(name)\($0.longDescription)." }
                ?? "No last submission is known (psn-submitted in estate.yaml): the last change of each risk is told."
        }
        let list = shown.map {
            "\($0.name) \($0.lastReport?.longDescription ?? "not known, so the last change is told")"
        }
        return "Changes are told since the last submission of each: \(list.joined(separator: "; "))."
    }

    /// How many of the shown risks changed in which way: `2 new, 1 back, 3 with another score, 1 gone`; nil when no day
    /// of a last report is known, or nothing is.
    package var changeCount: String? {
        let changes = risks.compactMap { change(of: $0) }.filter { $0.since != nil }
        guard !changes.isEmpty || !closed.isEmpty else { return nil }
        func count(_ kind: RiskChange.Kind) -> Int { changes.count { $0.kind == kind } }
        let parts = [
            (count(.new), "new"), (count(.back), "back"), (count(.scored), "with another score"),
            (closed.count(where: \.isGone), "gone"), (closed.count { !$0.isGone }, "no risk any more by what is known"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
        return told.isEmpty ? "nothing changed" : told.joined(separator: ", ")
    }
}
