import EstateModel
import RegisterExchange

extension ExportForm {
    static let cyberEssentials = compliance(.cyberEssentials, "what Cyber Essentials asks about unsupported software")
    static let pci = compliance(.pci, "what PCI DSS 6.3.3 and 12.3.4 ask about")
    static let psn = compliance(.psn, "the remediation action plan of a PSN submission")

    private static func compliance(_ view: ComplianceView, _ about: String) -> ExportForm {
        ExportForm(view.rawValue, about) { register in
            var register = register
            // What only ends soon stands in the list of what is supported.
            if view == .cyberEssentials { register.watched.removeAll { $0.history.status == "approaching" } }
            let rows = register.table(withWatched: true).rows.map(marked)
            let result = view.result(rows, supported: register.software.rows, asOf: register.asOf)
            let own = result.table.rows.filter { $0.first?.hasSuffix(ownMark) == true }.count
            var notes: [String] = []
            if result.outOfScope > 0 {
                notes.append("Left out: \(result.outOfScope) without the tag '\(view.rawValue)'.")
            }
            if result.withoutFinding > 0 {
                notes.append("Left out: \(result.withoutFinding) of which it has nothing to say.")
            }
            if view == .cyberEssentials { notes += Self.notes(register) }
            return Table(table: result.table, ownRows: own, notes: notes)
        }
    }

    /// What the list of supported software cannot hold.
    private static func notes(_ register: ExportedRegister) -> [String] {
        var notes: [String] = []
        let (unknown, unread) = (register.software.unidentified, register.software.unread)
        if unknown > 0 {
            let programs = unknown == 1 ? "1 program" : "\(unknown) programs"
            notes.append("Not listed: \(programs) there that no rule knows; see `reeve software --unidentified`.")
        }
        if !unread.isEmpty {
            let hosts = unread.count == 1 ? "1 host" : "\(unread.count) hosts"
            let names = register.isWithheld ? "" : ": " + unread.prefix(10).map { visible($0) }.joined(separator: ", ")
            let more = unread.count > 10 && !register.isWithheld ? " and \(unread.count - 10) more" : ""
            notes.append("Not listed: what runs on \(hosts) with this tag that no scan has read\(names)\(more).")
        }
        return notes
    }

    private static let ownMark = " (own register)"

    /// The views have no column for where a row comes from.
    private static func marked(_ row: RegisterTableRow) -> RegisterTableRow {
        var row = row
        if row.history.recordedIn != nil { row.reference += ownMark }
        return row
    }
}
