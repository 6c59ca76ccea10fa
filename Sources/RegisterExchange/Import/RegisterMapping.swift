import EstateModel
package import StrictYAML

/// How a council's own risk register, saved as CSV, becomes Reeve's: which column is which field, and what its words
/// mean.
package struct RegisterMapping: Hashable, Sendable {
    /// How numbers in dates are ordered; a mapping of dates must say so.
    package enum DateOrder: String, Sendable, Hashable, CaseIterable {
        case dayFirst = "day-first"
        case monthFirst = "month-first"
        /// `2026-11-20`, and names of months; `03/04/2026` stays unclear.
        case yearFirst = "year-first"
    }

    package var separator = CSVDocument.Separator.comma
    /// Lines with anything in them that stand before the header.
    package var linesBeforeHeader = 0
    /// Nil where no column holds dates.
    package var dates: DateOrder?
    /// The year that `Q1` and `October` mean.
    package var planYear: PlanYear?
    /// Fields by the heading of their column, as ``key(_:)`` makes it.
    package var columns: [String: RegisterField] = [:]
    /// Headings of columns that are left out on purpose.
    package var ignored: Set<String> = []
    /// What every row has in common.
    package var constants: [RegisterField: String] = [:]
    /// What a cell's words mean, as ``key(_:)`` makes them, by field.
    package var values: [RegisterField: [String: String]] = [:]
    /// Words that say nothing, such as `n/a`.
    package var empty: Set<String> = []

    package init() {}

    /// For what ``RegisterTable/table`` writes as CSV.
    package static var own: RegisterMapping {
        var mapping = RegisterMapping()
        mapping.dates = .dayFirst
        for field in RegisterField.allCases { mapping.columns[key(field.heading)] = field }
        return mapping
    }

    /// Text by which headings and words are compared: small letters, plain dashes, single blanks.
    package static func key(_ text: String) -> String { PlanDateReader.normalised(text) }

    package var context: PlanDateContext {
        PlanDateContext(
            dayOrder: dates == .dayFirst ? .dayFirst : dates == .monthFirst ? .monthFirst : .unknown,
            year: planYear
        )
    }
}
