import RegisterExchange

extension ExportForm {
    static let cyberEssentials = compliance(.cyberEssentials, "what Cyber Essentials asks about unsupported software")
    static let pci = compliance(.pci, "what PCI DSS 6.3.3 and 12.3.4 ask about")
    static let psn = compliance(.psn, "the remediation action plan of a PSN submission")

    private static func compliance(_ view: ComplianceView, _ about: String) -> ExportForm {
        ExportForm(view.rawValue, about) { register in
            let rows = register.table(withWatched: true).rows.map(marked)
            let result = view.result(rows, asOf: register.asOf)
            let own = result.table.rows.filter { $0.first?.hasSuffix(ownMark) == true }.count
            var notes: [String] = []
            if result.outOfScope > 0 {
                notes.append("Left out: \(result.outOfScope) without the tag '\(view.rawValue)'.")
            }
            if result.withoutFinding > 0 {
                notes.append("Left out: \(result.withoutFinding) of which it has nothing to say.")
            }
            return Table(table: result.table, ownRows: own, notes: notes)
        }
    }

    private static let ownMark = " (own register)"

    /// The views have no column for where a row comes from.
    private static func marked(_ row: RegisterTableRow) -> RegisterTableRow {
        var row = row
        if row.history.recordedIn != nil { row.reference += ownMark }
        return row
    }
}
