package import EstateModel

/// The operating systems of all assets: what ends together with one is replaced together with it.
package struct SystemCalendars {
    private let systems: [Int64: [Verdict]]
    private let asOf: CalendarDay

    package init(_ findings: [Finding], asOf: CalendarDay) {
        self.asOf = asOf
        var systems: [Int64: [Verdict]] = [:]
        for finding in findings where Self.isSystem(finding.verdict) {
            systems[finding.assetID, default: []].append(finding.verdict)
        }
        self.systems = systems
    }

    /// Whether a finding follows its asset's system and ends on the same day.
    package func endsWithSystem(_ finding: Finding) -> Bool {
        let verdict = finding.verdict
        guard !Self.isSystem(verdict) else { return false }
        return systems[finding.assetID]?.contains { follows(verdict, $0) && end(verdict) == end($0) } ?? false
    }

    private func follows(_ verdict: Verdict, _ system: Verdict) -> Bool {
        if verdict.role == .distributionPackage || verdict.role == .operatingSystemPart { return true }
        guard let clock = verdict.clock else { return false }
        if clock == "os-component" { return true }
        guard let product = system.product, let release = system.release else { return false }
        return clock == "\(product)/\(release)"
    }

    /// Two that are over need not have ended on one day: the system must be replaced in any case.
    private func end(_ verdict: Verdict) -> [CalendarDay?] {
        let clock = SupportClock(verdict)
        return clock.lacksFixes(on: asOf) ? [] : [clock.coverEnd(on: asOf)]
    }

    private static func isSystem(_ verdict: Verdict) -> Bool {
        guard verdict.role == .product, verdict.product != nil else { return false }
        return verdict.productKind == "os"
            || verdict.productKind == "hypervisor" && verdict.clock?.contains("/") != true
    }
}
