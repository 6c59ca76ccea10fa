import EstateModel
import Lifecycle

/// A release of the source that a rule does not have yet, as lines for the rule's `cycles`.
struct NewRelease {
    struct Reason: Error {
        var text: String
    }

    let release: ForeignCatalogue.Release
    let link: LinkedProducts.Link
    let day: CalendarDay
    /// Several of our rules link to the same product: which of them it belongs to is not told.
    let isShared: Bool

    private var product: ProductRule { link.product }

    /// What the lines leave out, for the person who reviews them.
    var remark: String {
        var missing: [String] = []
        if generation == nil, product.cycles.contains(where: { $0.generation != nil }) { missing.append("generation") }
        if case .day(let end) = release.end(.extended), link.theirs.labels[.extended] != nil, extendedPhase == nil {
            missing.append("\(link.theirs.labels[.extended] ?? "extended support") until \(end)")
        }
        return missing.isEmpty ? "" : " (to be added by hand: \(missing.joined(separator: ", ")))"
    }

    init(_ release: ForeignCatalogue.Release, link: LinkedProducts.Link, day: CalendarDay, isShared: Bool) {
        self.release = release
        self.link = link
        self.day = day
        self.isShared = isShared
    }

    /// - Parameter source: the source that a phase must name; nil when it is the rule's default.
    func lines(citing source: String?) -> Result<[String], Reason> {
        let name = visible(release.name, limit: 60)
        if let newest = product.cycles.compactMap(\.released).max(), release.isOver(on: day),
            release.released.map({ $0 < newest }) ?? true
        {
            return .failure(Reason(text: "over, and older than the newest release of the rule"))
        }
        guard release.isVersion else {
            return .failure(Reason(text: "the name '\(name)' is no version: a person has to say what it stands for"))
        }
        guard !isShared else {
            return .failure(
                Reason(text: "several rules share this product of the source; which one gets it is not told")
            )
        }
        guard !product.cycles.isEmpty, siblings.allSatisfy(isPlain) else {
            return .failure(
                Reason(text: "the rule tells its releases apart by more than the version; write it by hand")
            )
        }
        guard let phases = phases(citing: source) else {
            return .failure(
                Reason(text: "the source gives no end that a rule could use (\(release.end(.security).text))")
            )
        }
        var lines = ["cycle: \"\(release.name)\""]
        if let released = release.released { lines.append("released: \(released)") }
        if let generation { lines.append("generation: \(generation)") }
        if phases.count == 1 {
            lines.append("phases: [\(phases[0])]")
        } else {
            lines += ["phases:"] + phases.map { "  - \($0)" }
        }
        return .success(lines)
    }

    /// The newest releases of the rule: a new one is most like them.
    private var siblings: [Cycle] {
        Array(
            product.cycles.sorted { ($0.released?.daysSinceEpoch ?? 0) > ($1.released?.daysSinceEpoch ?? 0) }.prefix(3)
        )
    }

    /// Whether a cycle is told by its version alone, by the name that the source has for it.
    private func isPlain(_ cycle: Cycle) -> Bool {
        cycle.match.isReachable && cycle.match.attributes.isEmpty && cycle.match.excluded.isEmpty
            && link.theirName(of: cycle) == cycle.id
            && cycle.match.version?.description == VersionExpression(cycle.id)?.description
    }

    private func phases(citing source: String?) -> [String]? {
        let suffix = (source.map { ", source: \($0)" } ?? "") + "}"
        var phases: [String] = []
        let end: String
        switch release.end(.security) {
        case .day(let day): end = day.description
        case .open: end = "none"
        case .over, .absent: return nil
        }
        if let active = release.end(.active).day, link.theirs.labels[.active] != nil,
            release.end(.security).day.map({ active < $0 }) ?? true
        {
            phases = ["{phase: full, until: \(active)\(suffix)", "{phase: security, until: \(end)\(suffix)"]
        } else {
            phases = ["{phase: full, until: \(end)\(suffix)"]
        }
        if let extendedPhase { phases.append(extendedPhase + suffix) }
        return phases
    }

    /// The extension as the newest releases of the rule have it; nil when they do not agree on who gets it.
    private var extendedPhase: String? {
        guard let end = release.end(.extended).day, link.theirs.labels[.extended] != nil else { return nil }
        if let security = release.end(.security).day, end <= security { return nil }
        let offers = siblings.map { $0.phases.filter { $0.kind == .extended } }
        guard let first = offers.first?.first, offers.allSatisfy({ $0.count == 1 && $0.first?.needs == first.needs }),
            !first.isThirdParty, !first.requiresBaseline
        else { return nil }
        let needs = first.needs.map { ", needs: \($0)" } ?? ""
        let label = first.label.map { ", label: \"\($0)\"" } ?? ""
        return (first.label ?? "").contains(where: { "\"\\".contains($0) })
            ? nil : "{phase: extended, until: \(end)\(needs)\(label)"
    }

    /// The place on the ladder, when the rule's other releases show how it is counted.
    private var generation: Int? {
        let known = product.cycles.compactMap { cycle in cycle.generation.map { (cycle.id, $0) } }
        guard known.count >= 2, product.cycles.count(where: { $0.generation != nil }) * 2 > product.cycles.count else {
            return nil
        }
        return Self.countings.first { counting in known.allSatisfy { counting($0.0) == $0.1 } }?(release.name)
    }

    /// Ways in which rules number releases.
    private static let countings: [@Sendable (String) -> Int?] = [
        { fields($0).first },
        { fields($0).first.map { $0 * 100 } },
        { name in
            let fields = fields(name)
            return fields.first.map { $0 * 100 + (fields.count > 1 ? fields[1] : 0) }
        },
        { name in
            let fields = fields(name)
            return fields.first.map { $0 * 1000 + (fields.count > 1 ? fields[1] : 0) }
        },
    ]

    private static func fields(_ name: String) -> [Int] {
        let fields = name.split(separator: ".").map { Int($0) ?? -1 }
        return fields.allSatisfy { (0...99_999).contains($0) } ? fields : []
    }
}
