import Assessment
import Decisions
import EstateModel
import Risk

extension RiskBoard {
    /// The facts under which an exception is asked for today. What no row of the register tells is taken for the worst:
    /// the request is refused for it anyway, and then with everything else that it lacks.
    func terms(of request: ExceptionRequest, assets: [Int64: OwnedAsset], policies: CouncilPolicies) -> ExceptionTerms {
        let situation = situation(of: request)
        let bands = policies.risk.scoring.matrix.bands
        let band = situation.cell?.band ?? bands[bands.count - 1]
        return ExceptionTerms(
            band: band.id,
            bandLabel: band.label,
            bandRank: situation.cell?.bandRank ?? bands.count - 1,
            internetFacing: situation.internetFacing == true,
            lacksFixes: situation.lacksFixes,
            level: situation.level,
            organisations: Set(request.scope.assets.flatMap { assets[$0]?.organisations ?? [] }),
            limits: policies.exceptions
        )
    }
}
