import RegisterExchange

extension ExportForm {
    static let harborough = ExportForm("harborough", "the strategic plan in seven columns") { register in
        Table(table: register.planTable.table, ownRows: register.ownPlan.count, notes: register.planNotes)
    }
}
