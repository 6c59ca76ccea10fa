import Assessment
import Decisions
import EstateFiles
import EstateModel
import Planning
import Risk
import Store

/// The second score of every service of an estate.
struct LitrafScores {
    struct Service {
        /// Nil for the assets that serve none.
        var id: String?
        var name: String
        var score: LitrafScore
        /// Services that cannot run without it, by name: what C6 asks about.
        var dependents: [String]
    }

    let asOf: CalendarDay
    /// In the order of services.yaml; assets without a service last.
    let services: [Service]

    init(_ loaded: LoadedAssessment) async throws {
        let estate = loaded.workspace.estate
        let assessment = loaded.assessment
        asOf = assessment.register.asOf
        var needs = DecisionNeeds()
        needs.all = [.plan]
        let plans = try await DecisionLedger(store: loaded.store).book(needs).plans.records
        let builder = LitrafBuilder(
            asOf: asOf,
            findings: assessment.findings,
            assets: assessment.hosts.map(\.context) + Self.unread(estate, assessment),
            plans: plans.compactMap(FundedPlan.init),
            policies: loaded.workspace.policies.risk
        )
        var services: [Service] = []
        for service in estate.services {
            let reader = LitrafReader(builder.facts(service: service.id), answers: service.litraf, asOf: asOf)
            let dependents = estate.services.filter { $0.dependsOn.contains(service.id) }.map(\.name).sorted()
            services.append(
                Service(id: service.id, name: service.name, score: reader.score, dependents: dependents)
            )
        }
        if builder.hasAssetsWithoutService {
            let reader = LitrafReader(builder.facts(service: nil), answers: nil, asOf: asOf)
            let name = "Assets that serve no service"
            services.append(Service(id: nil, name: name, score: reader.score, dependents: []))
        }
        self.services = services
    }

    func service(named id: String) throws -> Service {
        if let found = services.first(where: { $0.id == id }) { return found }
        let nearest = suggestion(for: id, among: services.compactMap(\.id), listedBy: "reeve litraf")
        throw Failure("services.yaml has no service '\(visible(id, limit: 80))'\(nearest)")
    }

    /// Targets that were never read still belong to their services.
    private static func unread(_ estate: Estate, _ assessment: Assessment) -> [AssetContext] {
        let read = Set(assessment.hosts.map(\.summary.target.name))
        return estate.targets.filter { !read.contains($0.name) }.enumerated().map { index, target in
            // The store's ids are above 0.
            var asset = AssetContext(id: Int64(-1 - index), name: target.name)
            asset.service = target.service.map { id in
                AssetContext.Service(id: id, name: estate.services.first { $0.id == id }?.name ?? id)
            }
            return asset
        }
    }
}

extension FundedPlan {
    /// Nil for a plan whose money is not there, that nobody approved, or that only bridges the time to another.
    init?(_ record: PlanRecord) {
        let content = record.content
        guard content.cost?.funding == .yes, record.state.isBinding, !content.kind.isInterim else { return nil }
        let removal = content.milestones.first { $0.code == .switchOff }?.due
        self.init(
            assets: Set(content.assets),
            product: content.subject.product,
            release: content.subject.release,
            endsOn: max(removal ?? record.currentByWhen, record.currentByWhen)
        )
    }
}
