import Assessment
import Decisions
import EstateModel
import Risk

extension RiskBoard {
    /// The facts under which an exception is asked for today. What no row of the register tells is taken for the worst:
    /// the request is refused for it anyway, and then with everything else that it lacks.
    func terms(of request: ExceptionRequest, assets: [Int64: OwnedAsset], policies: CouncilPolicies) -> ExceptionTerms {
        let rows = request.risks.compactMap(row)
        let worst = rows.max { $0.score.residual.cell.bandRank < $1.score.residual.cell.bandRank }
        let bands = policies.risk.scoring.matrix.bands
        let band = worst?.score.residual.band ?? bands[bands.count - 1]
        let levels = rows.map { ApprovalLevel(decider: $0.route.decider) }
        return ExceptionTerms(
            band: band.id,
            bandLabel: band.label,
            bandRank: worst?.score.residual.cell.bandRank ?? bands.count - 1,
            internetFacing: rows.contains { $0.internetFacing == true },
            lacksFixes: rows.isEmpty || rows.contains(where: \.lacksFixes),
            level: levels.max() ?? .siro,
            organisations: Set(request.scope.assets.flatMap { assets[$0]?.organisations ?? [] }),
            limits: policies.exceptions
        )
    }
}
