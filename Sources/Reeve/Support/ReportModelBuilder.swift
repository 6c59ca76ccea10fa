import Assessment
import EstateFiles
import EstateModel
import Lifecycle
import Reporting
import Risk
import Store

/// Gathers what a report shows from a loaded assessment.
struct ReportModelBuilder {
    private let loaded: LoadedAssessment

    init(_ loaded: LoadedAssessment) {
        self.loaded = loaded
    }

    /// - Parameters:
    ///   - organisation: an organisation's id; nil for the whole estate.
    ///   - since: the day from which on changes are told; nil for the last submission of each organisation.
    ///   - depth: how much is read of the risks' history.
    func model(
        organisation: String?,
        since: CalendarDay? = nil,
        depth: RiskNewsReader.Depth = .short
    ) async throws -> ReportModel {
        let estate = loaded.workspace.estate
        let asOf = loaded.assessment.register.asOf
        if let since, since > asOf {
            throw Failure("--since \(since.longDescription) is after the day of the report, \(asOf.longDescription)")
        }
        let organisations = estate.organisations.map {
            let last = since ?? $0.lastSubmission(asOf: asOf)
            return ReportModel.Organisation(id: $0.id, name: $0.name, siroPost: $0.siroPost, lastReport: last)
        }
        let chosen = try organisation.map { try choose($0, among: organisations) }
        let assessment = loaded.assessment
        let policies = loaded.workspace.policies.risk
        var model = ReportModel(
            estateName: estate.name,
            marking: "OFFICIAL-SENSITIVE",
            organisation: chosen,
            organisations: organisations,
            register: assessment.register,
            references: loaded.references,
            headline: chosen.map { assessment.headline(of: $0.id) } ?? assessment.headline,
            coverage: try await coverage(of: chosen?.id),
            provenance: try await provenance(),
            matrix: policies.scoring.matrix,
            horizonMonths: policies.plan.horizonMonths
        )
        let story = try await RiskNewsReader(loaded, organisations, since: since, depth: depth).read()
        model.news = story.news
        model.closed = story.closed.filter { chosen == nil || $0.organisation == chosen?.id }
        model.isSinceNamed = since != nil
        let today = SystemClock.now.londonDay
        model.knownOn = asOf == today ? nil : today
        return model
    }

    private func choose(
        _ id: String,
        among organisations: [ReportModel.Organisation]
    ) throws -> ReportModel.Organisation {
        if let found = organisations.first(where: { $0.id == id }) { return found }
        let nearest = nearestWord(to: id, among: organisations.map(\.id)).map { "; did you mean '\($0)'?" } ?? ""
        throw Failure("the estate has no organisation '\(visible(id, limit: 80))'\(nearest)")
    }

    /// - Parameter organisation: whose targets count; nil for all. One council's report names no other council's hosts.
    private func coverage(of organisation: String?) async throws -> ReportModel.Coverage {
        guard let scan = loaded.lastScan?.id else {
            return ReportModel.Coverage(targets: 0, reached: 0, read: 0, failures: [], partial: [])
        }
        let targets = loaded.workspace.estate.targets
        let own = organisation.map { id in Set(targets.filter { $0.organisations.keys.contains(id) }.map(\.name)) }
        return try await explainingErrors {
            let problems = try await loaded.store.problems(in: scan).filter { problem in
                problem.problem.code != .hostKeyRecorded && own?.contains(problem.target) ?? true
            }
            let failed = problems.filter { $0.reach != .collected }
            let read = try await loaded.store.lastSuccesses(asOf: scan).filter { name, visit in
                visit?.scan == scan && own?.contains(name) ?? true
            }.count
            return ReportModel.Coverage(
                targets: read + Set(failed.map(\.target)).count,
                reached: read + Set(failed.filter { $0.reach >= .reached }.map(\.target)).count,
                read: read,
                failures: causes(failed),
                partial: causes(problems.filter { $0.reach == .collected })
            )
        }
    }

    private func causes(_ problems: [ScanProblem]) -> [ReportModel.Coverage.Cause] {
        Dictionary(grouping: problems) { [$0.problem.code.rawValue, $0.problem.remedy] }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap { _, group in
                group.min { ($0.target, $0.problem.message) < ($1.target, $1.problem.message) }.map { first in
                    ReportModel.Coverage.Cause(
                        code: first.problem.code,
                        hosts: Set(group.map(\.target)).sorted(),
                        message: first.problem.message,
                        remedy: first.problem.remedy
                    )
                }
            }
    }

    private func provenance() async throws -> ReportModel.Provenance {
        let end = try await explainingErrors { try await loaded.store.auditHead() }
        return ReportModel.Provenance(
            reeveVersion: Version.number,
            scan: loaded.lastScan?.id.rawValue,
            scanStarted: loaded.lastScan?.startedAt,
            ruleCount: loaded.pack.products.count,
            rulesDigest: loaded.pack.sha256,
            rulesAreComplete: loaded.pack.isComplete,
            policyDigest: loaded.workspace.policyDigest,
            logEnd: end.map { "\($0.sequence):\($0.digest)" }
        )
    }
}
