import EstateModel

/// Decides which lists a finding belongs to.
struct FindingClassifier {
    /// What a row is about, apart from whose it is.
    struct Subject: Hashable {
        var kind: RegisterRow.Kind
        var product: String
        var release: String?
    }

    let asOf: CalendarDay
    let horizon: CalendarDay
    /// The operating system or hypervisor of each asset, as it was judged; the worst when there are several.
    let systems: [Int64: Verdict]

    init(asOf: CalendarDay, horizonMonths: Int, findings: [Finding]) {
        self.asOf = asOf
        horizon = asOf.adding(months: horizonMonths)
        var systems: [Int64: Verdict] = [:]
        for finding in findings where Self.isSystem(finding.verdict) {
            let known = systems[finding.assetID]
            let isWorse = finding.verdict.status == .unsupported && known?.status != .unsupported
            if known == nil || isWorse { systems[finding.assetID] = finding.verdict }
        }
        self.systems = systems
    }

    /// Empty for what is in order, for parts of something else, and for what no rule knows.
    func subjects(of finding: Finding) -> [Subject] {
        let verdict = finding.verdict
        guard let name = productKey(of: finding) else { return [] }
        func subject(_ kind: RegisterRow.Kind) -> Subject {
            Subject(kind: kind, product: name.product, release: name.release)
        }
        let clock = SupportClock(verdict)
        let isOverAge = verdict.flags.contains("over-age") || verdict.ageDue.map { $0 < asOf } ?? false
        if clock.lacksFixes(on: asOf) { return [subject(.unsupported)] }
        if isOverAge, verdict.productKind == "hardware" { return [subject(.overAge)] }
        if case .unknown = clock { return [subject(.unknown)] }
        var subjects: [Subject] = []
        if let end = clock.coverEnd(on: asOf), end <= horizon { subjects.append(subject(.approaching)) }
        if verdict.generation?.withinPolicy == false || verdict.flags.contains("behind-policy") {
            subjects.append(subject(.deviation))
        }
        return subjects
    }

    /// The product and release that a finding is kept under; nil when it gets no row of its own.
    private func productKey(of finding: Finding) -> (product: String, release: String?)? {
        let verdict = finding.verdict
        guard verdict.status != .component else { return nil }
        switch verdict.role {
        case .component, .leftover:
            return nil
        case .distributionPackage:
            return packageKey(of: finding)
        case .operatingSystemPart:
            // A part that ends with its system is the system's risk.
            if let system = systems[finding.assetID], verdict.clock == clockName(of: system) { return nil }
        case .product, .client, .embedded, .tool:
            break
        }
        return verdict.product.map { ($0, verdict.release) }
    }

    /// A distribution's package is its system's risk, unless the system itself still gets fixes and the package does not.
    private func packageKey(of finding: Finding) -> (product: String, release: String?)? {
        let verdict = finding.verdict
        guard verdict.status == .unsupported else { return nil }
        guard let system = systems[finding.assetID] else { return clockKey(verdict.clock) }
        guard !SupportClock(system).lacksFixes(on: asOf) else { return nil }
        let name = finding.subject.fields["source"] ?? finding.subject.fields["name"] ?? finding.subject.kind
        return ("package:\(name)", system.release ?? verdict.release)
    }

    /// The system that a package's clock names, for a host whose own system was not judged.
    private func clockKey(_ clock: String?) -> (product: String, release: String?)? {
        guard let clock else { return nil }
        let parts = clock.split(separator: " ")[0].split(separator: "/", maxSplits: 1).map(String.init)
        guard let product = parts.first else { return nil }
        return (product, parts.element(at: 1))
    }

    private func clockName(of system: Verdict) -> String? {
        guard let product = system.product, let release = system.release else { return nil }
        return "\(product)/\(release)"
    }

    private static func isSystem(_ verdict: Verdict) -> Bool {
        verdict.role == .product && (verdict.productKind == "os" || verdict.productKind == "hypervisor")
    }
}
