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
    /// The same number for the same group, within one judge.
    let groupNumber: Int
    let isPackage: Bool
    /// A program where packages put theirs.
    let isSystemProgram: Bool
    /// Greater for better evidence: a determined release, then sure identity, then the kind of evidence.
    let strength: Int
    /// The fact as text that orders it among others as strong. Made once: hundreds of packages of a distribution are as
    /// strong as one another.
    let evidenceText: String

    init(_ fact: Fact, _ verdict: Verdict, group: Group, groupNumber: Int) {
        self.fact = fact
        self.verdict = verdict
        self.group = group
        self.groupNumber = groupNumber
        isPackage = FactKind.named(fact.kind)?.isPackage ?? false
        isSystemProgram = fact.kind == "command" && ProgramPlace(fact.fields["path"]) == .system
        evidenceText = Self.text(of: fact)
        let confidence = verdict.confidence == .high ? 2 : verdict.confidence == .medium ? 1 : 0
        strength =
            (verdict.release == nil ? 0 : 1000) + confidence * 100 + (Self.kinds.firstIndex(of: fact.kind) ?? 0)
    }

    private static func text(of fact: Fact) -> String {
        var text = fact.kind
        text.reserveCapacity(400)
        var isFirst = true
        for (name, value) in fact.fields.sorted(by: { $0.key < $1.key }) {
            if !isFirst { text += "\u{1F}" }
            isFirst = false
            text += name
            text += "="
            text += value
        }
        return text
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
