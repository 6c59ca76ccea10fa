import EstateModel
import Lifecycle
import StrictYAML

/// Why two packs judge one thing differently: what stands otherwise in the rules.
struct RuleDifference {
    private(set) var sentences: [String] = []

    init(old: Verdict?, _ oldPack: RulePack, new: Verdict?, _ newPack: RulePack) {
        guard let old else {
            sentences = ["The old rules did not know it."]
            return
        }
        guard let new else {
            sentences = ["The new rules do not know it."]
            return
        }
        if old.product != new.product {
            sentences.append("It is now taken for \(new.product ?? "nothing") instead of \(old.product ?? "nothing").")
        } else if old.release != new.release {
            let before = old.release.map { "release \($0)" } ?? "no release"
            let after = new.release.map { "release \($0)" } ?? "no release"
            sentences.append("It is now \(after) instead of \(before).")
        } else if old.clock == new.clock, let left = oldPack.decidingCycle(of: old),
            let right = newPack.decidingCycle(of: new)
        {
            compare(left, right)
        }
        if sentences.isEmpty { compareReasons(old, new) }
    }

    private mutating func compare(_ left: Cycle, _ right: Cycle) {
        for index in 0..<max(left.phases.count, right.phases.count) {
            let before = index < left.phases.count ? left.phases[index] : nil
            let after = index < right.phases.count ? right.phases[index] : nil
            if let before, let after {
                if before.until != after.until || before.kind != after.kind || before.needs != after.needs {
                    sentences.append(
                        "\(after.title): \(text(before)) at \(before.location) is now \(text(after)) at \(after.location)."
                    )
                }
            } else if let before {
                sentences.append("\(before.title) until \(text(before)) at \(before.location) is gone.")
            } else if let after {
                sentences.append("\(after.title) until \(text(after)) at \(after.location) is new.")
            }
        }
    }

    private func text(_ phase: Phase) -> String {
        "\(phase.kind.rawValue) \(phase.until.text)" + (phase.needs.map { " with \($0)" } ?? "")
    }

    /// Rules of something else decided, such as the operating system's or the package's origin.
    private mutating func compareReasons(_ old: Verdict, _ new: Verdict) {
        if old.clock != new.clock {
            sentences.append("The calendar of \(new.clock ?? "nobody") decides instead of \(old.clock ?? "nobody")'s.")
        }
        let known = Set(old.reasons)
        sentences += new.reasons.filter { !known.contains($0) }.prefix(2).map { visible($0, limit: 300) }
        if sentences.isEmpty { sentences = ["The rules that decide it were changed."] }
    }
}

extension RulePack {
    /// The cycle whose calendar decided a verdict: the product's own, or that of the distribution that `debian/12`
    /// names.
    func decidingCycle(of verdict: Verdict) -> Cycle? {
        if let clock = verdict.clock, clock.contains("/") {
            let parts = clock.prefix { $0 != " " }.split(separator: "/", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return product(String(parts[0]))?.cycle(String(parts[1]))
        }
        return verdict.product.flatMap { product($0) }.flatMap { product in verdict.release.flatMap(product.cycle) }
    }
}
