import Assessment
import Compliance
import EstateFiles
import EstateModel
import Forecast
import Lifecycle
import Store

/// The estate held against the council's policy on a day. Gives no risk its reference: it is read, not decided on.
struct LoadedPolicy {
    let title: String
    let asOf: CalendarDay
    let organisation: String?
    /// The policy's warning horizons in days, ascending.
    let warnDays: [Int]
    /// Whether policy.yaml has a list of approved products.
    let hasApprovedList: Bool
    let verdicts: [PolicyVerdict]
    let tally: PolicyTally
    let coverage: SoftwareCoverage
    /// Targets that no scan has ever read, by name.
    let neverRead: [String]

    init(_ command: PolicyCommand) async throws {
        let workspace = try Workspace(command.estate)
        organisation = command.organisation
        try workspace.check(organisation: command.organisation)
        let pack = try workspace.loadRules(command.rules)
        let store = try await workspace.openStore()
        let scan = try await store.scan(named: command.past.text, option: "--scan")
        let day = command.asOf.resolved
        let estate = workspace.estate
        title = estate.organisations.first { $0.id == command.organisation }?.name ?? estate.name
        asOf = day
        warnDays = workspace.policies.lifecycle.warnDays
        hasApprovedList = estate.approvedProducts != nil
        var tally = PolicyTally(warnDays: warnDays)
        var coverage = SoftwareCoverage()
        var verdicts: [PolicyVerdict] = []
        func isOwn(_ organisations: [String]) -> Bool { command.organisation.map(organisations.contains) ?? true }
        func add(_ found: [PolicyVerdict]) {
            for verdict in found where command.demand.isEmpty || command.demand.contains(verdict.demand) {
                tally.add(verdict)
                verdicts.append(verdict)
            }
        }
        let rest = try await explainingErrors {
            try estate.checkEntitlements(against: pack)
            let policy = try PolicyAssessment(estate, policies: workspace.policies, pack: pack, asOf: day)
            return try await policy.read(from: store, estate: estate, pack: pack, scan: scan) { host, report in
                guard isOwn(host.organisations) else { return }
                coverage.add(report)
                coverage.hostsJudged += 1
                add(host.verdicts)
            }
        }
        // An agreement that names nobody is a rule's, which holds for everybody.
        add(rest.agreements.filter { $0.organisations.isEmpty || isOwn($0.organisations) })
        neverRead = rest.neverRead.filter { isOwn($0.organisations.keys.sorted()) }.map(\.name)
        coverage.hostsNotJudged = neverRead.count
        self.verdicts = Self.inOrder(verdicts)
        self.tally = tally
        self.coverage = coverage
    }

    /// By asset, contracts last; what is asked of one asset stays in the order of the demands.
    private static func inOrder(_ verdicts: [PolicyVerdict]) -> [PolicyVerdict] {
        verdicts.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if (first.assetID == nil) != (second.assetID == nil) { return first.assetID != nil }
            if first.assetName != second.assetName { return first.assetName ?? "" < second.assetName ?? "" }
            if first.assetID != second.assetID { return first.assetID ?? 0 < second.assetID ?? 0 }
            return left.offset < right.offset
        }.map(\.element)
    }
}
