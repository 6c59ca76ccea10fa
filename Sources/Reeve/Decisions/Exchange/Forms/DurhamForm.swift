import RegisterExchange

extension ExportForm {
    static let durham = ExportForm("durham", "the planned projects in three columns") { register in
        let projects = ProjectTable(rows: register.plans.map(\.project) + register.ownPlan.map(ProjectRow.init))
        return Table(table: projects.table, ownRows: register.ownPlan.count, notes: register.planNotes)
    }
}
