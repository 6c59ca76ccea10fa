package import EstateModel

/// A view of the register for one framework: which of its rows, and which columns.
///
/// It gathers evidence; it never says that anybody complies.
package enum ComplianceView: String, Sendable, CaseIterable {
    case cyberEssentials = "cyber-essentials"
    case pci
    case psn

    package struct Result: Hashable, Sendable {
        package var table: TextTable
        /// Rows of the register that do not carry the framework's scope.
        package var outOfScope: Int
        /// Rows in scope of which the view has nothing to say: supported, dated and patched.
        package var withoutFinding: Int
    }

    /// - Parameters:
    ///   - rows: of the register. What is closed has no place in a view, but for PSN's list of last year's items.
    ///   - supported: what gets fixes, one row for each product's release; only Cyber Essentials asks for it.
    ///   - asOf: the day from which days are counted.
    package func result(
        _ rows: [RegisterTableRow],
        supported: [RegisterTableRow] = [],
        asOf: CalendarDay
    ) -> Result {
        let inScope = rows.filter { $0.subject.scopes.contains(rawValue) }
        let lines = inScope.map { self.lines($0, asOf) }
        let listed = self == .cyberEssentials ? supported : []
        let others = listed.map { CyberEssentialsView(row: $0, asOf: asOf).supported }
        return Result(
            table: TextTable(columns: columns, rows: lines.flatMap(\.self) + others),
            outOfScope: rows.count - inScope.count,
            withoutFinding: lines.count(where: \.isEmpty)
        )
    }

    private var columns: [String] {
        switch self {
        case .cyberEssentials: CyberEssentialsView.columns
        case .pci: PaymentCardView.columns
        case .psn: PublicServicesView.columns
        }
    }

    private func lines(_ row: RegisterTableRow, _ asOf: CalendarDay) -> [[String]] {
        switch self {
        case .cyberEssentials: CyberEssentialsView(row: row, asOf: asOf).lines
        case .pci: PaymentCardView(row: row, asOf: asOf).lines
        case .psn: PublicServicesView(row: row, asOf: asOf).lines
        }
    }
}

/// What the views share.
extension RegisterTableRow {
    /// How many hosts, by count or by names; empty when nobody said.
    var hostCount: String {
        subject.assetCount.map { String($0) } ?? (subject.assets.isEmpty ? "" : String(subject.assets.count))
    }

    /// Whether the end of its support is behind, by a day that is clear. Where Reeve itself found that fixes come, they
    /// do.
    package func hasEnded(by day: CalendarDay) -> Bool {
        guard let end = support.end?.due, end < day else { return false }
        return support.lacksFixes != false || history.recordedIn != nil
    }

    /// The first day on which the oldest missing fix could be installed; nil when the date is not clear.
    var fixReleased: CalendarDay? {
        guard case .period(let period) = support.missingFixSince?.meaning else { return nil }
        return period.first
    }
}

func yesOrNo(_ flag: Bool?) -> String {
    flag.map { $0 ? "yes" : "no" } ?? "not known"
}
