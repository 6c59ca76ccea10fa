import Decisions
import EstateModel

extension DecisionWork {
    /// With today's register: judged, and what became due is logged first, so that nobody decides about what is over.
    static func judged(_ estate: EstateOption, _ rules: RulesOption) async throws -> (
        work: DecisionWork, board: RiskBoard, loaded: LoadedAssessment
    ) {
        let loaded = try await LoadedAssessment(estate, rules, asOf: nil, logging: true)
        return (DecisionWork(loaded.workspace, store: loaded.store), RiskBoard(loaded), loaded)
    }

    /// What lies before whoever acts now.
    func seen(_ board: RiskBoard) async throws -> Seen {
        var seen = try await workspace.seen(by: store)
        seen.rulePack = board.rulesDigest
        return seen
    }
}
