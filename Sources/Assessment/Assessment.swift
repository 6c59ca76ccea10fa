import EstateFiles
package import EstateModel
package import Lifecycle
package import Risk
package import Store

/// The whole estate judged and scored on one day. Pure: the same facts, rules, policies and day give the same result.
package struct Assessment: Sendable {
    package struct Host: Sendable {
        package var summary: AssetSummary
        package var context: AssetContext
        package var report: HostReport
        /// The scan whose collection is the newest, when it brought back all software; nil when that was cut short.
        package var readWhole: ScanID?
        /// Facts beside software, which may show paid cover.
        var otherFacts: [Fact]

        package var name: String { summary.name }
    }

    /// In the order of the facts: by name.
    package let hosts: [Host]
    package let findings: [Finding]
    package private(set) var register: Register
    package private(set) var headline: Headline
    private let entitlements: [String: EntitlementDefinition]
    private var input: RegisterInput
    private let builder: RegisterBuilder

    /// - Parameter hosts: by name.
    init(_ hosts: [Host], _ question: Question, contexts: ContextBuilder) {
        self.hosts = hosts
        entitlements = question.pack.entitlements
        findings = hosts.flatMap { host in
            host.report.findings(assetID: host.summary.id.rawValue, assetName: host.name)
        }
        var input = RegisterInput(
            asOf: question.asOf,
            findings: findings,
            assets: hosts.map(\.context) + contexts.unread(beside: hosts.map(\.summary.target.name))
        )
        input.organisations = question.estate.organisations.map {
            OrganisationContext(id: $0.id, name: $0.name, psnSubmission: $0.psnSubmission)
        }
        input.firstDetected = question.firstDetected
        input.decisions = question.decisions
        for host in hosts {
            input.identifiedSoftware[host.summary.id.rawValue] = host.report.identifiedSoftwareCount
            input.unidentifiedSoftware[host.summary.id.rawValue] = host.report.unidentifiedSoftwareCount
        }
        self.input = input
        builder = RegisterBuilder(policies: question.policies.risk)
        register = builder.register(input)
        headline = builder.headline(input, register)
    }

    /// Makes the register anew after decisions changed, or days on which risks were first seen; nothing is judged
    /// again.
    ///
    /// - Parameters:
    ///   - decisions: nil for those that it has.
    ///   - firstDetected: nil for the days that it has.
    package mutating func take(
        decisions: (any RiskDecisions)? = nil,
        firstDetected: [RiskKey: CalendarDay]? = nil
    ) {
        if let decisions { input.decisions = decisions }
        if let firstDetected { input.firstDetected = firstDetected }
        register = builder.register(input)
        headline = builder.headline(input, register)
    }

    /// The figures of one organisation.
    package func headline(of organisation: String) -> Headline {
        builder.headline(input, register, organisation: organisation)
    }

    /// The facts by which a host itself shows the paid cover that a verdict speaks of; empty when it shows none.
    package func signsOfCover(_ verdict: Verdict, on host: Host) -> [Fact] {
        guard let definition = verdict.entitlement.flatMap({ entitlements[$0] }) else { return [] }
        return host.otherFacts.filter(definition.isShown)
    }
}
