package import EstateModel
package import Lifecycle
import StrictYAML

/// One thing on one host that two packs judge differently.
package struct VerdictChange: Sendable {
    /// What one pack says.
    package struct Side: Sendable, Hashable {
        package var product: String?
        package var release: String?
        package var status: SupportStatus
        package var end: CalendarDay?
        /// Where the rule says so, `rules/database/postgresql.yaml:36:5`; nil without a rule.
        package var rule: String?
    }

    package var asset: String
    /// For people: `PostgreSQL 15`.
    package var what: String
    /// The product in the new pack, or in the old one when the new one does not know it.
    package var product: String
    /// Nil when the old pack did not judge it.
    package var old: Side?
    /// Nil when the new pack does not judge it.
    package var new: Side?
    package var isWorse: Bool
    /// One sentence each.
    package var why: [String]
}

/// What accepting another pack would change on an estate. Pure: both judgements are of the same facts and day.
package struct VerdictComparison: Sendable {
    /// The changes of one product.
    package struct Summary: Sendable {
        package var product: String
        package var changes: Int
        package var worse: Int
        package var hosts: Int
    }

    /// What becomes worse first, then by product and asset.
    package let changes: [VerdictChange]
    /// By product.
    package let products: [Summary]
    /// Findings that both packs judge the same way.
    package let unchanged: Int

    package var isWorse: Bool { changes.contains(where: \.isWorse) }

    package init(old: [Finding], oldPack: RulePack, new: [Finding], newPack: RulePack) {
        let pairs = FindingPairs(old: old, new: new).pairs
        var changes: [VerdictChange] = []
        var unchanged = 0
        for pair in pairs {
            if let left = pair.old?.verdict, let right = pair.new?.verdict, Self.isSame(left, right) {
                unchanged += 1
            } else {
                changes.append(Self.change(pair, oldPack, newPack))
            }
        }
        self.unchanged = unchanged
        self.changes = changes.sorted { left, right in
            if left.isWorse != right.isWorse { return left.isWorse }
            return (left.product, left.asset, left.what) < (right.product, right.asset, right.what)
        }
        products = Dictionary(grouping: changes, by: \.product).map { product, changes in
            Summary(
                product: product,
                changes: changes.count,
                worse: changes.count(where: \.isWorse),
                hosts: Set(changes.map(\.asset)).count
            )
        }.sorted { ($1.worse, $1.changes, $0.product) < ($0.worse, $0.changes, $1.product) }
    }

    private static func isSame(_ left: Verdict, _ right: Verdict) -> Bool {
        left.status == right.status && left.supportEnd == right.supportEnd && left.product == right.product
            && left.release == right.release
    }

    private static func change(_ pair: FindingPairs.Pair, _ oldPack: RulePack, _ newPack: RulePack) -> VerdictChange {
        let old = pair.old?.verdict
        let new = pair.new?.verdict
        let shown = new ?? old
        let subject = (pair.new ?? pair.old)?.subject
        return VerdictChange(
            asset: (pair.new ?? pair.old)?.assetName ?? "",
            what: name(shown, subject),
            product: shown?.product ?? "—",
            old: old.map { side($0, oldPack) },
            new: new.map { side($0, newPack) },
            isWorse: isWorse(old, new),
            why: RuleDifference(old: old, oldPack, new: new, newPack).sentences
        )
    }

    private static func name(_ verdict: Verdict?, _ subject: Fact?) -> String {
        let name = verdict?.releaseLabel ?? verdict?.productName ?? subject?.fields["name"] ?? "—"
        return verdict?.role == .distributionPackage ? "packages of \(name)" : name
    }

    private static func side(_ verdict: Verdict, _ pack: RulePack) -> VerdictChange.Side {
        let rule = verdict.product.flatMap(pack.product)
        let cycle = pack.decidingCycle(of: verdict)
        return VerdictChange.Side(
            product: verdict.product,
            release: verdict.release,
            status: verdict.status,
            end: verdict.supportEnd,
            rule: (cycle?.location ?? rule?.location)?.description
        )
    }

    /// A worse status, an earlier end under the same status, or a finding against a host that is lost.
    private static func isWorse(_ old: Verdict?, _ new: Verdict?) -> Bool {
        guard let old else { return new?.status == .unsupported }
        guard let new else { return old.status != .component }
        if old.status == .unsupported { return !new.status.receivesFixes && new.status != .unsupported }
        let left = severity(old.status)
        let right = severity(new.status)
        if left != right { return right > left }
        guard let end = new.supportEnd else { return false }
        return old.supportEnd.map { end < $0 } ?? true
    }

    private static func severity(_ status: SupportStatus) -> Int {
        switch status {
        case .supported: 0
        case .securityOnly: 1
        case .extendedFree: 2
        case .extendedPaid: 3
        case .component, .unknown, .unknownNewer: 4
        case .unsupported: 5
        }
    }
}

/// Findings of two judgements that are about the same thing.
struct FindingPairs {
    struct Pair {
        var old: Finding?
        var new: Finding?
    }

    private(set) var pairs: [Pair] = []

    /// By what was judged; then, since another fact may stand for the same installation, by product and release.
    init(old: [Finding], new: [Finding]) {
        let oldByAsset = Dictionary(grouping: old, by: \.assetID)
        let newByAsset = Dictionary(grouping: new, by: \.assetID)
        for asset in Set(oldByAsset.keys).union(newByAsset.keys).sorted() {
            var rest = newByAsset[asset] ?? []
            var unpaired: [Finding] = []
            for finding in oldByAsset[asset] ?? [] {
                if let index = rest.firstIndex(where: { Self.isSameFact(finding, $0) }) {
                    pairs.append(Pair(old: finding, new: rest.remove(at: index)))
                } else {
                    unpaired.append(finding)
                }
            }
            for finding in unpaired {
                let index =
                    rest.firstIndex { Self.key(finding) == Self.key($0) }
                    ?? rest.firstIndex { $0.verdict.product == finding.verdict.product && $0.verdict.product != nil }
                pairs.append(Pair(old: finding, new: index.map { rest.remove(at: $0) }))
            }
            pairs += rest.map { Pair(old: nil, new: $0) }
        }
    }

    private static func isSameFact(_ left: Finding, _ right: Finding) -> Bool {
        left.subject == right.subject && left.verdict.role == right.verdict.role
    }

    private static func key(_ finding: Finding) -> [String?] {
        [finding.verdict.product, finding.verdict.release, finding.verdict.role.rawValue, finding.verdict.clock]
    }
}
