package import EstateModel

/// What a plan writes under "By When": the words as they stand, and what they say.
///
/// Nothing is guessed: `Q4` without a year, `2013/14?` and `03/04/26` with nobody to say which number is the day stay
/// unclear, with the reason and, where there are any, the periods that could be meant.
package struct PlanDate: Hashable, Sendable {
    /// How finely a period is named.
    package enum Precision: String, Sendable, Hashable, CaseIterable {
        case day
        case week
        case month
        /// Three months as meteorologists count them: spring is March to May.
        case season
        case quarter
        case half
        case year
        /// April to March.
        case financialYear = "financial-year"
        /// From one day, month or year to another.
        case span
    }

    package enum Bound: String, Sendable, Hashable, CaseIterable {
        /// At any time in the period.
        case within
        /// Not after the last day.
        case by
        /// From the first day on, without an end.
        case from
    }

    package struct Period: Hashable, Sendable {
        package var first: CalendarDay
        package var last: CalendarDay
        package var precision: Precision
        package var bound: Bound

        package init(first: CalendarDay, last: CalendarDay, precision: Precision, bound: Bound = .within) {
            self.first = first
            self.last = last
            self.precision = precision
            self.bound = bound
        }

        /// The last day on which it is not late; nil when it has no end.
        package var due: CalendarDay? { bound == .from ? nil : last }
    }

    package enum Recurrence: String, Sendable, Hashable, CaseIterable {
        case weekly
        case monthly
        case quarterly
        case halfYearly = "half-yearly"
        case yearly
    }

    package struct Unclear: Hashable, Sendable {
        package var reason: Reason
        /// What could be meant, as far as it can be read; never used as if it were meant.
        package var candidates: [Period]

        package init(_ reason: Reason, candidates: [Period] = []) {
            self.reason = reason
            self.candidates = candidates
        }
    }

    /// Why words name no date.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case noYear = "no-year"
        case doubted
        case toBeConfirmed = "to-be-confirmed"
        case ambiguous
        case conditional
        case alternatives
        case vague
        case relative
        case backwards
        case contradiction
        case spreadsheetNumber = "spreadsheet-number"
        case notADate = "not-a-date"

        /// Completes "it is unclear: …".
        package var sentence: String {
            switch self {
            case .noYear: "it names no year"
            case .doubted: "a question mark stands with it"
            case .toBeConfirmed: "it is still to be confirmed"
            case .ambiguous: "it can be read in more than one way"
            case .conditional: "it depends on something else"
            case .alternatives: "it names more than one date"
            case .vague: "it names only about when"
            case .relative: "it counts from another day"
            case .backwards: "it ends before it begins"
            case .contradiction: "its parts contradict each other"
            case .spreadsheetNumber: "a spreadsheet has turned the date into a number"
            case .notADate: "no date can be read in it"
            }
        }
    }

    package enum Meaning: Hashable, Sendable {
        /// Nothing is written, or that there is no date.
        case none
        case period(Period)
        case recurring(Recurrence)
        /// Without an end, and that is meant.
        case ongoing
        case unclear(Unclear)
    }

    /// As written, without blanks at both ends.
    package let text: String
    package let meaning: Meaning

    package init(text: String, meaning: Meaning) {
        self.text = text
        self.meaning = meaning
    }

    /// A day as every spreadsheet reads it, wherever it was set up: `2015-07-14`.
    package init(_ day: CalendarDay) {
        text = day.description
        meaning = .period(Period(first: day, last: day, precision: .day))
    }

    /// A day as Harborough's plan writes it: `14/07/2015`.
    package init(british day: CalendarDay) {
        text = "\(padded(day.day, to: 2))/\(padded(day.month, to: 2))/\(padded(day.year, to: 4))"
        meaning = .period(Period(first: day, last: day, precision: .day))
    }

    /// The last day on which it is not late; nil where the words name no end.
    package var due: CalendarDay? {
        guard case .period(let period) = meaning else { return nil }
        return period.due
    }

    package var precision: Precision? {
        guard case .period(let period) = meaning else { return nil }
        return period.precision
    }

    package var unclear: Unclear? {
        guard case .unclear(let unclear) = meaning else { return nil }
        return unclear
    }

    /// The month as Durham's projects write it: `Nov-27`; the words as they stand where no month is meant.
    package var shortMonth: String {
        guard case .period(let period) = meaning, let due = period.due, (2000...2099).contains(due.year),
            due == period.first || period.precision == .month
        else { return text }
        return "\(MonthName.short[due.month - 1])-\(padded(due.year % 100, to: 2))"
    }
}

/// The year that a plan is for, where the plan or its reader says so: `Q1` and `October` mean that year's.
package enum PlanYear: Hashable, Sendable {
    /// April of this year to March of the next, its quarters counted from April.
    case financial(Int)
    case calendar(Int)
}

/// What is known of a document besides its words.
package struct PlanDateContext: Hashable, Sendable {
    /// British plans write the day first; `.unknown` leaves `03/04/2026` unclear.
    package var dayOrder: DayOrder
    package var year: PlanYear?

    package init(dayOrder: DayOrder = .dayFirst, year: PlanYear? = nil) {
        self.dayOrder = dayOrder
        self.year = year
    }
}
