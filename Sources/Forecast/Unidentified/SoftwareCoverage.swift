import EstateModel
package import Lifecycle

/// How much of what is installed the rules know: the figure that stands beside every list of findings.
package struct SoftwareCoverage: Hashable, Sendable {
    /// Pieces of software that a rule or their distribution knows, each once for each host.
    package private(set) var known = 0
    /// Pieces that no rule knows.
    package private(set) var unidentified = 0
    /// Hosts on which anything was judged.
    package var hostsJudged = 0
    /// Hosts of the estate of which nothing is known.
    package var hostsNotJudged = 0

    package init() {}

    /// Adds what was judged on one host.
    package mutating func add(_ report: HostReport) {
        known += report.identifiedSoftwareCount
        unidentified += report.unidentifiedSoftwareCount
    }

    package var seen: Int { known + unidentified }

    /// Tenths of a percent, rounded down, so that 100 means all; nil when nothing was seen.
    package var knownPerMille: Int? { seen > 0 ? known * 1000 / seen : nil }

    package var judgedPerMille: Int? {
        let hosts = hostsJudged + hostsNotJudged
        return hosts > 0 ? hostsJudged * 1000 / hosts : nil
    }

    /// `Rules know 98.1 % of the installed software; 9 of 10 hosts (90.0 %) are judged.`
    package var sentence: String {
        let hosts = hostsJudged + hostsNotJudged
        let software =
            knownPerMille.map { "Rules know \(percent($0)) of the installed software" } ?? "No software was seen"
        guard let judged = judgedPerMille else { return "\(software); no host is judged." }
        let verb = hosts == 1 ? "host is" : "hosts are"
        return "\(software); \(hostsJudged) of \(hosts) \(verb) judged (\(percent(judged)))."
    }
}

/// `98.1 %` of 981.
func percent(_ perMille: Int) -> String { "\(perMille / 10).\(perMille % 10) %" }
