import EstateModel

/// Decides which lists a finding belongs to.
struct FindingClassifier {
    /// What a row is about, apart from whose it is.
    struct Subject: Hashable {
        var kind: RegisterRow.Kind
        var product: String
        var release: String?
    }

    /// Prefixes of products that are no product of a rule.
    static let packagePrefix = "package:"
    static let areaPrefix = "packages:"
    static let updatesPrefix = "updates:"

    private enum Place {
        case own(product: String, release: String?)
        /// It ends with its host's system and is mended with it.
        case partOfSystem
        case nowhere
    }

    let asOf: CalendarDay
    let horizon: CalendarDay
    /// The operating systems and hypervisors of each asset, operating systems first.
    let systems: [Int64: [Verdict]]

    init(asOf: CalendarDay, horizonMonths: Int, findings: [Finding]) {
        self.asOf = asOf
        horizon = asOf.adding(months: horizonMonths)
        var systems: [Int64: [Verdict]] = [:]
        for finding in findings where Self.isSystem(finding.verdict) {
            systems[finding.assetID, default: []].append(finding.verdict)
        }
        self.systems = systems.mapValues {
            $0.sorted { Self.order(of: $0).lexicographicallyPrecedes(Self.order(of: $1)) }
        }
    }

    /// Empty for what is in order, for parts of something else, and for what no rule knows.
    func subjects(of finding: Finding) -> [Subject] {
        guard case .own(let product, let release) = place(of: finding) else { return [] }
        let verdict = finding.verdict
        func subject(_ kind: RegisterRow.Kind) -> Subject {
            Subject(kind: kind, product: product, release: release)
        }
        let clock = SupportClock(verdict)
        if clock.lacksFixes(on: asOf) { return [subject(.unsupported)] }
        let isOverAge = verdict.flags.contains("over-age") || verdict.ageDue.map { $0 < asOf } ?? false
        if isOverAge, verdict.productKind == "hardware" { return [subject(.overAge)] }
        if case .unknown = clock { return [subject(.unknown)] }
        var subjects: [Subject] = []
        if let end = clock.coverEnd(on: asOf), end <= horizon { subjects.append(subject(.approaching)) }
        if verdict.generation?.withinPolicy == false || verdict.flags.contains("behind-policy") {
            subjects.append(subject(.deviation))
        }
        return subjects
    }

    /// Whether a finding ends with its asset's system, so that one plan mends both.
    func isPartOfSystem(_ finding: Finding) -> Bool {
        if case .partOfSystem = place(of: finding) { return true }
        return false
    }

    /// The label of a product that loses its fixes because its host's system did; nil for everything else.
    func endedWithSystem(_ finding: Finding) -> String? {
        let verdict = finding.verdict
        guard verdict.role != .distributionPackage, let product = verdict.product,
            SupportClock(verdict).lacksFixes(on: asOf), case .partOfSystem = place(of: finding)
        else { return nil }
        return verdict.label(product: product, release: verdict.release)
    }

    /// Whether any system of the asset is known to get no fixes.
    func systemLacksFixes(_ asset: Int64) -> Bool {
        systems[asset]?.contains { SupportClock($0).lacksFixes(on: asOf) } ?? false
    }

    // MARK: Where a finding belongs

    private func place(of finding: Finding) -> Place {
        let verdict = finding.verdict
        guard verdict.status != .component, verdict.role != .component, verdict.role != .leftover else {
            return .nowhere
        }
        if !Self.isSystem(verdict), systems[finding.assetID]?.contains(where: { endsWith(verdict, system: $0) }) == true
        {
            return .partOfSystem
        }
        if verdict.role == .distributionPackage { return packagePlace(of: finding) }
        return verdict.product.map { .own(product: $0, release: verdict.release) } ?? .nowhere
    }

    /// Whether the system's calendar decided, and the two end together.
    private func endsWith(_ verdict: Verdict, system: Verdict) -> Bool {
        let follows = verdict.role == .distributionPackage || verdict.role == .operatingSystemPart
        guard follows || verdict.clock != nil && verdict.clock == Self.clockName(of: system) else { return false }
        let (own, its) = (SupportClock(verdict), SupportClock(system))
        guard own.lacksFixes(on: asOf) == its.lacksFixes(on: asOf) else { return false }
        return its.lacksFixes(on: asOf) || own.coverEnd(on: asOf) == its.coverEnd(on: asOf) && own != .unknown
    }

    /// A distribution's package gets a row only when its system still gets fixes and the package does not.
    private func packagePlace(of finding: Finding) -> Place {
        let verdict = finding.verdict
        guard SupportClock(verdict).lacksFixes(on: asOf) else { return .nowhere }
        guard let system = systems[finding.assetID]?.first else { return clockPlace(verdict.clock) }
        let release = system.release ?? verdict.release
        if let entitlement = verdict.entitlement {
            // A whole archive area without cover is one risk, not one for each of its packages.
            return .own(product: "\(Self.areaPrefix)\(system.product ?? "system"):\(entitlement)", release: release)
        }
        let name = finding.subject.fields["source"] ?? finding.subject.fields["name"] ?? finding.subject.kind
        return .own(product: Self.packagePrefix + name, release: release)
    }

    /// The system that a package's clock names (`debian/11`), for a host whose own system was not judged.
    private func clockPlace(_ clock: String?) -> Place {
        guard let name = clock?.split(separator: " ").first else { return .nowhere }
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        return parts.first.map { .own(product: $0, release: parts.element(at: 1)) } ?? .nowhere
    }

    private static func clockName(of system: Verdict) -> String? {
        guard let product = system.product, let release = system.release else { return nil }
        return "\(product)/\(release)"
    }

    /// A hypervisor that comes as a distribution's package follows another calendar and is no system of its own.
    private static func isSystem(_ verdict: Verdict) -> Bool {
        guard verdict.role == .product, verdict.product != nil else { return false }
        return verdict.productKind == "os"
            || verdict.productKind == "hypervisor" && verdict.clock?.contains("/") != true
    }

    private static func order(of verdict: Verdict) -> [String] {
        let end = verdict.supportEnd.map { String($0.description) } ?? ""
        return [verdict.productKind == "os" ? "0" : "1", verdict.product ?? "", verdict.release ?? "", end]
    }
}
