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
    /// Every row, whether or not it has a reference.
    private let all: [RegisterRow]
    /// Places in ``all``.
    private let placesByProduct: [Product: [Int]]
    private let roles: RoleBook
    private let policies: RiskPolicies

    private struct Product: Hashable {
        let id: String
        let release: String?
    }

    init(_ loaded: LoadedAssessment) {
        let register = loaded.assessment.register
        day = register.asOf
        rulesDigest = loaded.pack.sha256
        roles = loaded.workspace.roles
        policies = loaded.workspace.policies.risk
        all = register.risks + register.approaching + register.unknowns + register.deviations
        let all = all
        placesByProduct = Dictionary(grouping: all.indices) {
            Product(id: all[$0].key.product, release: all[$0].key.release)
        }
        let named = all.compactMap { row in loaded.references[row.key].map { ($0, row) } }
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
        let situation = situation(of: record.request)
        return ExceptionFacts(
            internetFacing: situation.internetFacing,
            bandRank: situation.cell?.bandRank,
            bandLabel: situation.cell?.band.label,
            ownerIsThere: record.request.ownerPost.map { roles.isFilled($0, on: day) },
            lacksFixes: situation.cell.map { _ in situation.lacksFixes }
        )
    }

    /// Rows about the product on any of the assets, whatever they are called today: the service of a host is part of a
    /// risk's name, and to call it otherwise must hide nothing.
    func rows(of scope: ExceptionScope) -> [RegisterRow] {
        let assets = Set(scope.assets)
        let places = placesByProduct[Product(id: scope.product, release: scope.release)] ?? []
        let about = places.map { all[$0] }.filter { row in row.assets.contains { assets.contains($0.id) } }
        // A risk stands before what is only approaching.
        let risks = about.filter(\.kind.isRisk)
        return risks.isEmpty ? about : risks
    }

    /// References of the rows about the product on any of the assets.
    func references(of scope: ExceptionScope) -> [String] {
        let keys = Set(rows(of: scope).map(\.key))
        return rows.filter { keys.contains($0.value.key) }.keys.sorted()
    }

    /// How the assets of a request stand today. Others with the same risk do not count: they are not covered, and must
    /// not take the cover from those that are.
    struct Situation {
        /// The worst residual cell; nil when none of the assets is in a row.
        var cell: MatrixCell?
        /// True if any asset is exposed, false if none is, nil while that is not known.
        var internetFacing: Bool?
        var lacksFixes: Bool
        /// Who must decide at least.
        var level: ApprovalLevel
    }

    func situation(of request: ExceptionRequest) -> Situation {
        let scope = Set(request.scope.assets)
        let rows = rows(of: request.scope)
        let assets = rows.flatMap { row in row.assets.filter { scope.contains($0.id) } }
        let score = RiskScore.highest(assets.map { ($0.name, $0.score) }, matrix: policies.scoring.matrix)
        let exposures = assets.map(\.internetFacing)
        let isExposed: Bool? =
            exposures.contains(true) ? true : exposures.isEmpty || exposures.contains(nil) ? nil : false
        let lacksFixes = rows.isEmpty || rows.contains(where: \.lacksFixes)
        let cell = score?.residual.cell
        let decider = cell.flatMap { policies.approval.route(band: $0.band, lacksFixes: lacksFixes).decider }
        return Situation(
            cell: cell,
            internetFacing: isExposed,
            lacksFixes: lacksFixes,
            level: ApprovalLevel(decider: decider)
        )
    }
}
