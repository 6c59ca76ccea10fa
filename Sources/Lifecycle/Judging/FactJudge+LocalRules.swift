import EstateModel

/// Dates that came with the question: somebody at the council knows them, so they count before what no rule dates.
extension FactJudge {
    /// By a local rule that names the claim's product and fits its version.
    ///
    /// - Parameter cycle: the release that the rule knows for it; nil when it knows none.
    mutating func judgeByLocalRule(_ claim: Claim, _ cycle: Cycle?) -> Bool {
        guard !host.context.localRules.isEmpty else { return false }
        let named = host.context.localRules.filter { $0.product == claim.rule.id }
        if let cycle, let local = named.first(where: { $0.cycle == cycle.id }) {
            judge(by: local)
            return true
        }
        // A name that merely resembles the product's never overrules dates that a rule has.
        let isDated = !(cycle?.phases.isEmpty ?? true)
        let names = [claim.rule.id, claim.rule.name, keyText].compactMap { $0 }.map(slugWords)
        let possible =
            isDated
            ? named : host.context.localRules.filter { local in names.contains { isNamed(local.product, in: $0) } }
        guard let local = best(of: possible, version: claim.version ?? factVersion) else { return false }
        take(local)
        return true
    }

    /// By a local rule for something that no rule knows: the product's words are in its name.
    mutating func judgeByLocalRule() -> Bool {
        guard !host.context.localRules.isEmpty, let words = keyText.map(slugWords) else { return false }
        let possible = host.context.localRules.filter { isNamed($0.product, in: words) }
        guard let local = best(of: possible, version: factVersion) else { return false }
        take(local)
        return true
    }

    private var keyText: String? { (fact.kind?.keyField).flatMap { fact[$0] } }

    private var factVersion: VersionNumber? {
        let text = fact["displayVersion"] ?? fact["version"] ?? fact["fileVersion"] ?? fact["setupVersion"]
        return text.flatMap { VersionNumber($0) }
    }

    private func isNamed(_ product: String, in words: [String]) -> Bool {
        let wanted = slugWords(product)
        return !wanted.isEmpty && wanted.allSatisfy(words.contains)
    }

    /// Of the rules that fit the version the one that says most about it: 10.6 before 10.
    private func best(of rules: [HostContext.LocalRule], version: VersionNumber?) -> HostContext.LocalRule? {
        rules.filter { fits($0.cycle, version) }.enumerated().max { left, right in
            let lengths = (slugWords(left.element.cycle).count, slugWords(right.element.cycle).count)
            return (lengths.0, right.offset) < (lengths.1, left.offset)
        }?.element
    }

    /// A cycle is a version expression or a version; without a version of its own the name may tell the release.
    private func fits(_ cycle: String, _ version: VersionNumber?) -> Bool {
        if let version {
            if VersionExpression(cycle)?.holds(for: version) == .yes { return true }
            let line = VersionNumber(cycle).map { VersionTerm(operator: .line, bound: $0) }
            return line?.holds(for: version) == .yes
        }
        if VersionExpression(cycle)?.holds(for: nil) == .yes { return true }
        let wanted = slugWords(cycle)
        let words = keyText.map(slugWords) ?? []
        guard !wanted.isEmpty, words.count >= wanted.count else { return false }
        return (0...(words.count - wanted.count)).contains { words[$0...].starts(with: wanted) }
    }

    private mutating func take(_ local: HostContext.LocalRule) {
        let previous = verdict.product
        verdict.product = local.product
        verdict.release = local.cycle
        verdict.releaseLabel = nil
        verdict.confidence = previous == nil ? .medium : max(.medium, verdict.confidence)
        say(
            "\(capitalised(fact.title)) fits the local rule for \(visible(local.product, limit: 60))"
                + " \(visible(local.cycle, limit: 40))."
        )
        judge(by: local)
    }

    private func slugWords(_ text: String) -> [String] {
        tidyName(text).lowercased().utf8.split { !isDigit($0) && !isLetter($0) }.map {
            String(decoding: Array($0), as: UTF8.self)
        }
    }

    private mutating func judge(by local: HostContext.LocalRule) {
        verdict.clock = Clock.local.rawValue
        outcome.supportEnd = local.supportEnd
        outcome.mainstreamEnd = local.supportEnd
        outcome.securityEnd = local.supportEnd
        outcome.extendedEnd = local.supportEnd
        outcome.status = asOf > local.supportEnd ? .unsupported : .supported
        let source = SourceReference(id: "local-rule", reference: local.source)
        outcome.sources = [source]
        let verb = asOf > local.supportEnd ? "ended" : "ends"
        outcome.reasons.append(
            "By a local rule its support \(verb) on \(local.supportEnd.longDescription) (\(citation(source)))."
        )
    }
}
