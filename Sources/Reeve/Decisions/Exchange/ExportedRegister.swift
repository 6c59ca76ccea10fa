import EstateModel
import Planning
import RegisterExchange
import Reporting

/// The register joined with what was decided, as every form of export takes it.
struct ExportedRegister {
    /// A plan as tables of plans show it.
    struct Plan {
        /// What it costs from now on.
        enum Money {
            /// The share of whoever's register it is.
            case cost(PlanCost)
            /// Another way to what plans that count do already, with the share that it would cost.
            case alternative(PlanCost?)
            case notKnown
            /// It is done, or nothing is bought for it.
            case nothing
        }

        var reference: String
        /// References of the risks that it ends.
        var risks: [String]
        var row: PlanTableRow
        var project: ProjectRow
        var money: Money
        /// Milestones that are still to come.
        var events: [EventCalendar.Event]
    }

    /// The council's or the estate's name.
    var name: String
    var marking: String
    var asOf: CalendarDay
    /// What Reeve found, in the order of the register.
    var risks: [RegisterTableRow]
    /// What ends within the horizon, and what nobody can place: no risks, but compliance asks about them.
    var watched: [RegisterTableRow]
    /// What a scan has shown to be gone, by reference.
    var closed: [RegisterTableRow]
    /// All that were not cancelled, by reference.
    var plans: [Plan]
    /// From the council's own registers, as they were imported.
    var ownRisks: [RegisterTableRow]
    /// From the council's own plans, as they were imported.
    var ownPlan: [PlanTableRow]
    /// What gets fixes within the scope of Cyber Essentials.
    var software: ExportedSoftware
    /// Assets in use of which nothing is known, and all assets in use.
    var unknownAssets: (count: Int, of: Int)
    /// Whether hosts, versions and people's own words were left out.
    var isWithheld: Bool
    /// What stands behind the numbers of the council's own rows; empty where their references are shown.
    var ownReferences: [OwnReference] = []

    /// False where only the council's own rows were asked for.
    var hasFound = true

    /// There are assets, and each was read: only then silence is an assessment.
    var isAllKnown: Bool { unknownAssets.of > 0 && unknownAssets.count == 0 }

    /// Only these risks, with their plans; the council's own rows go with them.
    ///
    /// - Throws: ``Failure`` when a reference is not in the register.
    func only(_ references: [String]) throws -> ExportedRegister {
        guard !references.isEmpty else { return self }
        let wanted = Set(references)
        let all = (risks + watched + closed).map(\.reference)
        for reference in references where !all.contains(reference) {
            let nearest = suggestion(for: reference, among: all, listedBy: "reeve register")
            throw Failure("the register has no risk '\(visible(reference, limit: 40))'\(nearest)")
        }
        var chosen = self
        chosen.risks = risks.filter { wanted.contains($0.reference) }
        chosen.watched = watched.filter { wanted.contains($0.reference) }
        chosen.closed = closed.filter { wanted.contains($0.reference) }
        chosen.software = ExportedSoftware()
        chosen.plans = plans.filter { !wanted.isDisjoint(with: $0.risks) }
        chosen.ownRisks = ownRisks.filter { !wanted.isDisjoint(with: $0.linkedTo) }
        chosen.ownPlan = ownPlan.filter { !wanted.isDisjoint(with: $0.linkedTo.references) }
        return chosen
    }

    func only(_ part: ExportPart) -> ExportedRegister {
        var chosen = self
        if part == .own {
            chosen.risks = []
            chosen.watched = []
            chosen.closed = []
            chosen.plans = []
            chosen.hasFound = false
            chosen.software = ExportedSoftware()
        }
        if part == .found {
            chosen.ownRisks = []
            chosen.ownPlan = []
        }
        return chosen
    }

    /// As the module of exchange writes it: what is open, what is closed, the council's own rows last.
    func table(withWatched: Bool = false) -> RegisterTable {
        let open = risks + (withWatched ? watched : [])
        let names = Set(open.map(\.reference))
        let found = open + closed.filter { !names.contains($0.reference) }
        let counted = RegisterTable(name: name, marking: marking, asOf: asOf, rows: found).countingCostsOnce()
        return RegisterTable(name: name, marking: marking, asOf: asOf, rows: counted.rows + ownRisks)
    }

    /// Seven columns: Reeve's plans, and the council's own rows with a remark that says so where both stand.
    var planTable: PlanTable {
        let own = plans.isEmpty ? ownPlan : ownPlan.map(Self.marked)
        return PlanTable(rows: plans.map(\.row) + own)
    }

    /// Which risks no plan ends.
    var planNotes: [String] {
        let planned = Set(plans.flatMap(\.risks))
        let unplanned = risks.map(\.reference).filter { !planned.contains($0) }
        guard !unplanned.isEmpty else { return [] }
        let more = unplanned.count > 10 ? " and \(unplanned.count - 10) more" : ""
        return ["No plan ends \(unplanned.prefix(10).joined(separator: ", "))\(more)."]
    }

    private static func marked(_ row: PlanTableRow) -> PlanTableRow {
        var row = row
        row.remark = [row.remark, "From the council's own plan."].compactMap(\.self).joined(separator: " ")
        return row
    }
}

/// A reference of the council's own that is not handed on: it is words of whoever wrote it, and may be a host's name.
struct OwnReference {
    var reference: String
    /// `the council's own register (risks.csv, line 3)`.
    var recordedIn: String

    init(_ row: RegisterTableRow) {
        reference = row.reference
        recordedIn = row.history.recordedIn ?? ""
    }

    /// What stands in the place of each, for whoever hands the register on and for nobody else; nil when nothing does.
    static func key(to rows: [OwnReference], shown: some Sequence<RegisterTableRow>) -> String? {
        let entries = shown.compactMap { row -> String? in
            guard row.reference.hasPrefix("own-"), let number = Int(row.reference.dropFirst(4)),
                rows.indices.contains(number - 1)
            else { return nil }
            let own = rows[number - 1]
            return "\(row.reference) is \(visible(own.reference, limit: 60)) of \(visible(own.recordedIn, limit: 200))"
        }
        guard !entries.isEmpty else { return nil }
        let more =
            entries.count > 10 ? "; and \(entries.count - 10) more, in the order of `reeve export csv --only own`" : ""
        return "Their references are left out: \(entries.prefix(10).joined(separator: "; "))\(more)."
    }
}

/// Which rows an export holds.
enum ExportPart: String, CaseIterable {
    case found
    case own
}
