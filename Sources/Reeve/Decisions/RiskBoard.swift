import Assessment
import Decisions
import EstateModel
import Lifecycle
import Risk

/// Today's register as decisions look at it: rows by their references.
struct RiskBoard: Sendable {
    let day: CalendarDay
    /// SHA-256 of the rule pack.
    let rulesDigest: String
    private let rows: [String: RegisterRow]
    private let roles: RoleBook

    init(_ loaded: LoadedAssessment) {
        let register = loaded.assessment.register
        day = register.asOf
        rulesDigest = loaded.pack.sha256
        roles = loaded.workspace.roles
        let named = (register.risks + register.approaching + register.unknowns + register.deviations)
            .compactMap { row in loaded.references[row.key].map { ($0, row) } }
        // A risk stands before what is only approaching under the same key.
        rows = Dictionary(named) { first, _ in first }
    }

    func row(_ reference: String) -> RegisterRow? { rows[reference] }

    /// References of all rows, in order.
    var references: [String] { rows.keys.sorted() }

    /// Rows about the same product and service that share at least one asset: the other councils' sides of it.
    func siblings(of reference: String) -> [String] {
        guard let own = rows[reference] else { return [] }
        let assets = Set(own.assets.map(\.id))
        return rows.filter { other, row in
            other != reference && row.kind == own.kind && row.key.product == own.key.product
                && row.key.release == own.key.release && !assets.isDisjoint(with: row.assets.map(\.id))
        }.keys.sorted()
    }

    /// What is known today of what each approved exception is about.
    func facts(of book: DecisionBook) -> [String: ExceptionFacts] {
        book.exceptions.values.filter { $0.state == .approved }.reduce(into: [:]) { facts, record in
            facts[record.id] = self.facts(of: record)
        }
    }

    func facts(of record: ExceptionRecord) -> ExceptionFacts {
        let rows = record.request.risks.compactMap { self.rows[$0] }
        let worst = rows.max { $0.score.residual.cell.bandRank < $1.score.residual.cell.bandRank }
        return ExceptionFacts(
            internetFacing: Self.exposure(rows),
            bandRank: worst?.score.residual.cell.bandRank,
            bandLabel: worst?.score.residual.band.label,
            ownerIsThere: record.request.ownerPost.map { roles.isFilled($0, on: day) }
        )
    }

    /// True if any is exposed, false if none is, nil while that is not known.
    private static func exposure(_ rows: [RegisterRow]) -> Bool? {
        let exposures = rows.map(\.internetFacing)
        if exposures.contains(true) { return true }
        return exposures.isEmpty || exposures.contains(nil) ? nil : false
    }
}
