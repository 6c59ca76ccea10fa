import EstateModel

/// A fact with its verdict and all that joining facts to installations asks of it: made once, held by every host in
/// the same circumstances that has the fact.
final class KnownJudgement: Sendable {
    /// Facts with the same group show the same installation.
    struct Group: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case product
            case distributionPackage
            case component
            case unidentified
        }

        var kind: Kind
        var product = ""
        var release = ""
        var clock = ""
        var detail = ""

        var sortText: String { [product, release, clock, detail].joined(separator: "\u{1F}") }

        init(_ fact: Fact, _ verdict: Verdict) {
            guard let product = verdict.product else {
                // A device that no rule knows still has an age.
                kind = fact.kind == "hardware" ? .product : .unidentified
                return
            }
            self.product = product
            release = verdict.release ?? ""
            clock = verdict.clock ?? ""
            detail = verdict.role.rawValue
            switch verdict.role {
            case .distributionPackage:
                kind = .distributionPackage
                detail = "\(verdict.status.rawValue) \(verdict.supportEnd?.description ?? "")"
            case .component, .client, .leftover, .tool: kind = .component
            case .product, .embedded, .operatingSystemPart: kind = .product
            }
        }
    }

    let fact: Fact
    let verdict: Verdict
    let group: Group
    /// The same number for the same group, within one judge, counted from 0.
    let groupNumber: Int
    let isPackage: Bool
    /// A package, program or uninstall entry, rather than a setting or the system itself.
    let isSoftware: Bool
    /// A program where packages put theirs.
    let isSystemProgram: Bool
    /// Greater for better evidence: a determined release, then sure identity, then the kind of evidence.
    let strength: Int
    /// By product, release, clock and status: the order of a report.
    let rowText: String
    /// The first bytes of the fact's name, as a number that orders as they do.
    private let nameKey: UInt128

    init(_ fact: Fact, _ verdict: Verdict, group: Group, groupNumber: Int) {
        self.fact = fact
        self.verdict = verdict
        self.group = group
        self.groupNumber = groupNumber
        let kind = FactKind.named(fact.kind)
        isPackage = kind?.isPackage ?? false
        isSoftware = kind?.isSoftware ?? false
        isSystemProgram = fact.kind == "command" && ProgramPlace(fact.fields["path"]) == .system
        nameKey = (kind.flatMap { fact.fields[$0.keyField] } ?? "").utf8.prefix(16).enumerated().reduce(0) {
            $0 | UInt128($1.element) << (120 - 8 * $1.offset)
        }
        rowText = [group.product, group.release, group.clock, verdict.status.rawValue].joined(separator: "\u{1F}")
        let confidence = verdict.confidence == .high ? 2 : verdict.confidence == .medium ? 1 : 0
        strength =
            (verdict.release == nil ? 0 : 1000) + confidence * 100 + (Self.kinds.firstIndex(of: fact.kind) ?? 0)
    }

    /// By name, then by all the rest: hundreds of packages are as strong as one another, and few share their name.
    func isBefore(_ other: KnownJudgement) -> Bool {
        nameKey != other.nameKey ? nameKey < other.nameKey : evidenceText < other.evidenceText
    }

    /// Better evidence comes first; what is as good, by name.
    func isStronger(than other: KnownJudgement) -> Bool {
        strength != other.strength ? strength > other.strength : isBefore(other)
    }

    private var evidenceText: String {
        let fields = fact.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let name = FactKind.named(fact.kind).flatMap { fact.fields[$0.keyField] } ?? ""
        return ([name, fact.kind] + fields).joined(separator: "\u{1F}")
    }

    var withoutOwner: KnownJudgement {
        var verdict = verdict
        verdict.reasons.append(
            "No installed package is known to bring this program, so it is taken for its maker's own."
        )
        return KnownJudgement(fact, verdict, group: group, groupNumber: groupNumber)
    }

    /// Weakest first.
    private static let kinds = [
        "banner", "service", "file", "command", "registry", "snap", "flatpak", "pacman", "apk", "rpm", "dpkg", "vib",
        "registry-value", "registry-os", "windows-os", "os-release", "hardware", "xapi", "vsphere-api", "sql-instance",
    ]
}
