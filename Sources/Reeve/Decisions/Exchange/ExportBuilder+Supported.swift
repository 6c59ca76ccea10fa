import Assessment
import EstateFiles
import EstateModel
import Lifecycle
import RegisterExchange
import Reporting
import Risk
import Store

/// What an asset list with a tag has installed that gets fixes, and what cannot be said of it.
struct ExportedSoftware {
    /// One for each release and end of support, by name.
    var rows: [RegisterTableRow] = []
    /// Pieces of software that no rule knows.
    var unidentified = 0
    /// Names of targets that no scan has read, sorted.
    var unread: [String] = []
}

extension ExportBuilder {
    private struct Release: Hashable {
        var product: String
        var label: String
        /// Nil when none is published, and where it is withheld.
        var end: CalendarDay?
        var isEndWithheld: Bool
    }

    private struct Uses {
        var hosts: Set<Int64> = []
        var services: Set<String> = []
        var releases: Set<String?> = []
    }

    /// Everything that gets fixes on assets with a scope's tag: a framework that asks for all software is told of all.
    func supportedSoftware(_ scope: ComplianceScope) -> ExportedSoftware {
        let hosts = loaded.assessment.hosts.filter { host in
            ComplianceScope.named(in: host.context.tags).contains(scope) && isOwn(host.context.organisations)
        }
        var software = ExportedSoftware()
        var found: [Release: Uses] = [:]
        for host in hosts {
            software.unidentified += host.report.unidentifiedSoftwareCount
            for finding in host.report.findings(assetID: host.summary.id.rawValue, assetName: host.name) {
                guard let release = release(finding.verdict) else { continue }
                found[release, default: Uses()].hosts.insert(finding.assetID)
                found[release]?.releases.insert(finding.verdict.release)
                if let service = host.context.service?.name { found[release]?.services.insert(service) }
            }
        }
        software.rows = found.sorted { Self.order($0.key).lexicographicallyPrecedes(Self.order($1.key)) }
            .map { row($0.key, $0.value, scope) }
        let read = Set(loaded.assessment.hosts.map(\.summary.target.name))
        software.unread = loaded.workspace.estate.targets.filter { target in
            !read.contains(target.name) && isOwn(target.organisations)
                && ComplianceScope.named(in: Set(target.tags)).contains(scope)
        }.map(\.name).sorted()
        return software
    }

    private func isOwn(_ organisations: [String: Int]) -> Bool {
        guard let organisation = model.organisation?.id else { return true }
        return organisations.keys.contains(organisation)
    }

    /// Nil for what gets no fixes, for parts of something else, and for packages that end with their distribution.
    private func release(_ verdict: Verdict) -> Release? {
        let parts: Set<Verdict.Role> = [.component, .leftover, .operatingSystemPart, .distributionPackage]
        guard let product = verdict.product, !parts.contains(verdict.role), verdict.productKind != "hardware",
            verdict.status.receivesFixes, !SupportClock(verdict).lacksFixes(on: asOf)
        else { return nil }
        let end = lastFixes(verdict)
        let name = verdict.productName ?? product
        guard !isWithholding else {
            return Release(product: product, label: name, end: nil, isEndWithheld: end != nil)
        }
        return Release(product: product, label: verdict.releaseLabel ?? name, end: end, isEndWithheld: false)
    }

    private static func order(_ release: Release) -> [String] {
        [release.label.lowercased(), release.end?.description ?? "", release.product, "\(release.isEndWithheld)"]
    }

    private func row(_ release: Release, _ uses: Uses, _ scope: ComplianceScope) -> RegisterTableRow {
        let warned = model.approaching.filter { row in
            row.key.product == release.product && uses.releases.contains(row.key.release)
                && !uses.hosts.isDisjoint(with: row.assets.map(\.id))
        }
        var row = RegisterTableRow(reference: warned.map { model.reference(of: $0) }.sorted().joined(separator: ", "))
        row.subject.product = release.label
        row.subject.assetCount = isWithholding && uses.hosts.count < 5 ? nil : uses.hosts.count
        row.subject.service = uses.services.sorted().joined(separator: ", ")
        row.subject.scopes = [scope.rawValue]
        row.support.end = release.end.map { PlanDate($0) }
        row.support.isEndWithheld = release.isEndWithheld
        row.support.lacksFixes = false
        let plans = Set(warned.compactMap(\.decision.plan))
        if plans.count == 1, let plan = plans.first {
            row.plan.reference = plan.reference
            row.plan.byWhen = PlanDate(plan.byWhen)
        }
        return row
    }
}
