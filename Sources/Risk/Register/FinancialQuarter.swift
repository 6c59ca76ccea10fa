package import EstateModel

/// A quarter of a council's financial year, which runs from April to March.
package struct FinancialQuarter: Hashable, Sendable, Comparable {
    /// The calendar year in which the financial year begins.
    package let startYear: Int
    /// 1 is April to June, 4 is January to March of the next calendar year.
    package let number: Int

    package init(of day: CalendarDay) {
        startYear = day.month >= 4 ? day.year : day.year - 1
        number = (day.month + 8) % 12 / 3 + 1
    }

    private init(startYear: Int, number: Int) {
        self.startYear = startYear
        self.number = number
    }

    /// `2026/27`.
    package var financialYear: String { "\(startYear)/\(padded((startYear + 1) % 100, to: 2))" }

    /// `October to December 2026`.
    package var label: String {
        let months = ["April to June", "July to September", "October to December", "January to March"]
        return "\(months.element(at: number - 1) ?? "") \(number == 4 ? startYear + 1 : startYear)"
    }

    package var next: FinancialQuarter {
        number == 4
            ? FinancialQuarter(startYear: startYear + 1, number: 1)
            : FinancialQuarter(startYear: startYear, number: number + 1)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.startYear, left.number) < (right.startYear, right.number)
    }
}
