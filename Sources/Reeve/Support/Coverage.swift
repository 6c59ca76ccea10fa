import Assessment
import EstateFiles
import EstateModel
import Forecast
import Lifecycle
import Risk

extension LoadedAssessment {
    /// How much of the installed software and how many hosts are judged.
    ///
    /// - Parameter organisation: whose hosts count; nil for all.
    func coverage(of organisation: String? = nil) -> SoftwareCoverage {
        var coverage = SoftwareCoverage()
        for host in assessment.hosts where isOwn(host, organisation) { coverage.add(host.report) }
        let headline = organisation.map(assessment.headline) ?? assessment.headline
        coverage.hostsJudged = headline.assetsJudged
        coverage.hostsNotJudged = headline.assetsNotJudged.count
        return coverage
    }

    /// What no rule knows on every host, with what it listens on.
    var unidentifiedHosts: [UnidentifiedHost] {
        assessment.hosts.map { host in
            UnidentifiedHost(
                name: host.name,
                facts: host.report.unidentified,
                listeners: host.context.listeners ?? [],
                services: host.report.unidentified.filter { $0.kind == "service" }
            )
        }
    }

    func isOwn(_ host: Assessment.Host, _ organisation: String?) -> Bool {
        organisation.map { host.context.organisations.keys.contains($0) } ?? true
    }
}

extension Workspace {
    /// - Throws: ``Failure`` with the nearest id when the estate has no such organisation.
    func check(organisation: String?) throws {
        let known = estate.organisations.map(\.id)
        guard let organisation, !known.contains(organisation) else { return }
        let nearest = nearestWord(to: organisation, among: known).map { "; did you mean '\($0)'?" } ?? ""
        throw Failure("the estate has no organisation '\(visible(organisation, limit: 80))'\(nearest)")
    }
}

/// Coverage as JSON has it.
struct CoverageRow: Encodable {
    var softwareKnown: Int
    var softwareSeen: Int
    var softwareKnownPerMille: Int?
    var hostsJudged: Int
    var hosts: Int

    init(_ coverage: SoftwareCoverage) {
        softwareKnown = coverage.known
        softwareSeen = coverage.seen
        softwareKnownPerMille = coverage.knownPerMille
        hostsJudged = coverage.hostsJudged
        hosts = coverage.hostsJudged + coverage.hostsNotJudged
    }
}
