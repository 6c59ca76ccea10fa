import Assessment
import Decisions
import EstateModel
import Foundation
import Planning
import RegisterExchange
import Reporting
import Risk
import Store

/// Joins the register's rows, what was decided about them, and the council's own rows.
struct ExportBuilder {
    let loaded: LoadedAssessment
    let book: DecisionBook
    let model: ReportModel
    /// Whether hosts, versions below their family and people's own words are left out.
    let isWithholding: Bool
    let names: [Int64: String]
    /// Names of the assets that were taken out of use.
    private let retired: Set<String>
    /// What the estate file says of each asset, also of those that are gone.
    let tags: [Int64: [String]]
    /// The organisations that have a share in each asset.
    private let owners: [Int64: [String]]
    let costs: PlannedCosts

    init(_ loaded: LoadedAssessment, organisation: String?, isWithholding: Bool) async throws {
        self.loaded = loaded
        self.isWithholding = isWithholding
        model = try await ReportModelBuilder(loaded).model(organisation: organisation)
        book = try await DecisionLedger(store: loaded.store).book(.everything)
        let assets = try await explainingErrors { try await loaded.store.assets(includingRetired: true) }
        names = Dictionary(assets.map { ($0.id.rawValue, $0.name) }) { first, _ in first }
        retired = Set(assets.filter(\.isRetired).map(\.name))
        owners = try await DecisionWork(loaded.workspace, store: loaded.store).assets().mapValues(\.organisations)
        costs = PlannedCosts(book.plans.records)
        tags = Dictionary(assets.map { ($0.id.rawValue, $0.target.tags) }) { first, _ in first }
    }

    var asOf: CalendarDay { model.asOf }

    func register() async throws -> ExportedRegister {
        let sources = try await explainingErrors { try await loaded.store.imports() }
        let own = sources.filter { source in
            source.organisation == nil || model.organisation == nil || source.organisation == model.organisation?.id
        }
        let closed = closedRisks()
        let unread = model.headline.assetsNotJudged.filter { !retired.contains($0) }.count
        let ownRows = try own.filter { $0.kind == ImportRecorder.Kind.register.rawValue }.flatMap(ownRisks)
        return ExportedRegister(
            name: model.organisation?.name ?? model.estateName,
            marking: model.marking,
            asOf: asOf,
            risks: model.risks.map(exported),
            watched: (model.approaching + model.unknowns).map(exported),
            closed: closed,
            plans: plans(closing: Set(closed.map(\.reference))),
            ownRisks: isWithholding ? withheld(ownRows) : ownRows,
            // Whoever wrote the plan may have named hosts in it.
            ownPlan: isWithholding
                ? [] : try own.filter { $0.kind == ImportRecorder.Kind.plan.rawValue }.flatMap(ownPlan),
            software: supportedSoftware(.cyberEssentials),
            unknownAssets: (unread, unread + model.headline.assetsJudged),
            isWithheld: isWithholding,
            ownReferences: isWithholding ? ownRows.map { OwnReference($0) } : []
        )
    }

    // MARK: The council's own rows

    private func ownRisks(_ source: ImportedSource) throws -> [RegisterTableRow] {
        try rows(of: source) { words, line, context in
            guard var row = RegisterTableRow(words: words, context: context) else { return nil }
            row.history.recordedIn = "the council's own register (\(source.name), line \(line))"
            return row
        }
    }

    private func withheld(_ rows: [RegisterTableRow]) -> [RegisterTableRow] {
        let bands = loaded.workspace.policies.risk.scoring.matrix.bands
        let councils = loaded.workspace.organisationNames
        let words = councils.map { [$0.key, $0.value] }.joined() + bands.flatMap { [$0.id, $0.label] }
        let known = Set(words.map { $0.lowercased() })
        return rows.enumerated().map { $1.withheld(as: $0 + 1, known: known, asOf: asOf) }
    }

    private func ownPlan(_ source: ImportedSource) throws -> [PlanTableRow] {
        try rows(of: source) { words, _, context in PlanTableRow(words: words, context: context) }
    }

    private func rows<Row>(
        of source: ImportedSource,
        _ read: ([String: String], Int, PlanDateContext) -> Row?
    ) throws -> [Row] {
        let decoder = JSONDecoder()
        guard let context = PlanDateContext(words: source.settings) else { throw unreadable(source) }
        return try source.rows.map { row in
            guard let words = try? decoder.decode([String: String].self, from: Data(row.body.utf8)),
                let read = read(words, row.line, context)
            else { throw unreadable(source) }
            return read
        }
    }

    private func unreadable(_ source: ImportedSource) -> Failure {
        Failure("the rows of '\(visible(source.name, limit: 100))' cannot be read; import the file again")
    }

    // MARK: Plans

    /// - Parameter closed: references of risks that are gone; their plans stay in the tables.
    private func plans(closing closed: Set<String>) -> [ExportedRegister.Plan] {
        let rows = Dictionary(
            (model.risks + model.approaching + model.unknowns).map { (model.reference(of: $0), $0) }
        ) { first, _ in first }
        return book.plans.records.filter { record in
            guard record.state != .cancelled else { return false }
            guard let organisation = model.organisation?.id else { return true }
            return record.content.risks.contains { rows[$0] != nil || closed.contains($0) }
                || owners(of: record).contains(organisation)
                || record.content.cost?.split.percentages[organisation] != nil
        }.map { record in
            ExportedPlanRow(self, record, risk: record.content.risks.compactMap { rows[$0] }.first).plan
        }
    }

    func owners(of plan: PlanRecord) -> Set<String> {
        Set(plan.content.assets.flatMap { owners[$0] ?? [] })
    }

    /// A post's title; the id where estate.yaml no longer has it.
    func title(_ post: String) -> String { loaded.workspace.roles.post(post)?.title ?? post }
}
