import EstateFiles
import EstateModel
import Lifecycle
import Risk
import Store

/// Judges one host and joins it with what the estate's files say. Pure; many hosts are judged side by side.
struct HostAssessor: Sendable {
    let judge: Judge
    let record: OrganisationRecord
    let contexts: ContextBuilder
    let asOf: CalendarDay
    let controls: [AssetID: [Control]]
    let keepsEvidence: Bool

    /// What the inventory must give of facts for ``assess(_:)``.
    static func use(of fact: Fact) -> FactUse {
        FactUse(
            isNumbered: HostFacts.isJudged(fact),
            isWhole: HostFacts.isAboutHost(fact) || Weakness.observedKinds.contains(fact.kind)
        )
    }

    func assess(_ host: HostSnapshot) -> Assessment.Host {
        let summary = host.summary
        let facts = HostFacts(
            host.collection,
            others: host.facts,
            names: [summary.name, summary.target.name],
            tags: summary.target.tags,
            groups: summary.target.groups,
            site: summary.target.site,
            organisations: summary.target.organisations.keys.sorted()
        )
        var context = contexts.context(of: host)
        context.controls = controls[summary.id] ?? []
        return Assessment.Host(
            summary: summary,
            context: context,
            report: judge.judgeAll(
                facts,
                organisation: record,
                asOf: asOf,
                keepsOthers: keepsEvidence
            ),
            readWhole: host.collection.completeness[.software] == .complete ? summary.lastSeen.scan : nil,
            otherFacts: host.collection.otherFacts.filter { !HostFacts.isJudged($0) }
        )
    }
}
