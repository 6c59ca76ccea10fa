package import EstateModel

/// A register to be handed on, whole: as CSV, as JSON and as a calendar.
package struct RegisterTable: Hashable, Sendable {
    /// The council's or the estate's name.
    package var name: String
    /// `OFFICIAL-SENSITIVE`.
    package var marking: String
    package var asOf: CalendarDay
    /// In the order of the register.
    package var rows: [RegisterTableRow]

    package init(name: String, marking: String, asOf: CalendarDay, rows: [RegisterTableRow]) {
        self.name = name
        self.marking = marking
        self.asOf = asOf
        self.rows = rows
    }

    /// A plan that ends several risks of an organisation costs it once: the pounds stand in the first of its rows, and
    /// the others name that row.
    package func countingCostsOnce() -> RegisterTable {
        struct Share: Hashable {
            var plan: String
            var organisation: String?
        }
        var counted: [Share: String] = [:]
        var table = self
        table.rows = rows.map { row in
            guard let plan = row.plan.reference, row.plan.oneOffPounds != nil || row.plan.recurringPounds != nil else {
                return row
            }
            let share = Share(plan: plan, organisation: row.subject.organisations.first)
            guard let first = counted[share] else {
                counted[share] = row.reference
                return row
            }
            var row = row
            row.plan.oneOffPounds = nil
            row.plan.recurringPounds = nil
            row.plan.costCountedIn = first
            return row
        }
        return table
    }

    /// Every field of every row, one line for each risk. ``RegisterMapping/own`` reads it back.
    package var table: TextTable {
        let accesses = RegisterField.allCases.map(\.access)
        return TextTable(
            columns: RegisterField.allCases.map(\.heading),
            rows: rows.map { row in accesses.map { $0.text(of: row) } }
        )
    }

    /// After docs/schema/register-export.json: the shape of JSON:API, every key always present, keys sorted.
    package var json: String { RegisterDocument(table: self).text }
}
