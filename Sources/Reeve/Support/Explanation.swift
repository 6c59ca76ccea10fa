import Assessment
import EstateModel
import Lifecycle
import Reporting
import Risk
import Store

/// The reason chain of findings and risks in words.
struct Explanation {
    private let loaded: LoadedAssessment

    init(_ loaded: LoadedAssessment) {
        self.loaded = loaded
    }

    /// - Throws: ``Failure`` when nothing on the asset is called so.
    func text(ofAsset asset: AssetID, product: String?) async throws -> String {
        guard let host = loaded.assessment.hosts.first(where: { $0.summary.id == asset }) else {
            throw Failure("asset \(asset.rawValue) is not among the current ones; `reeve assets` lists them")
        }
        let judged = host.report.findings + host.report.distributionPackages + host.report.components
        let wanted = judged.filter { finding in
            guard let product else { return isWorthTelling(finding.verdict) }
            return names(product, finding.verdict, finding.fact)
        }
        guard !wanted.isEmpty else {
            guard let product else { return nothingToTell(of: host) }
            throw nothing(called: product, on: host)
        }
        let answers = try await explainingErrors { try await loaded.store.answers(of: asset).map(\.answer) }
        var parts: [String] = []
        for finding in wanted.prefix(40) {
            parts.append(text(of: finding, host, EvidenceLines(answers: answers)))
        }
        if wanted.count > 40 { parts.append("… and \(wanted.count - 40) more; name a product.\n") }
        return parts.joined(separator: "\n")
    }

    /// The risk's row, and below it the findings on the first of its assets.
    func text(ofRisk key: RiskKey) async throws -> String {
        let register = loaded.assessment.register
        let rows = (register.risks + register.approaching + register.unknowns + register.deviations).filter {
            $0.key == key
        }
        guard !rows.isEmpty else {
            throw Failure(
                "\(loaded.references[key] ?? "the risk") is not in the register as of "
                    + "\(register.asOf.longDescription): it is gone"
            )
        }
        let model = try await ReportModelBuilder(loaded).model(organisation: nil)
        var parts = rows.map { RiskText($0, model).text }
        for asset in Self.distinct(rows.flatMap(\.assets).map(\.id)).prefix(Self.mostAssets) {
            if let text = try await text(of: key, onAsset: asset) { parts.append(text) }
        }
        return parts.joined(separator: "\n")
    }

    private static let mostAssets = 3

    private static func distinct(_ ids: [Int64]) -> [Int64] {
        var seen: Set<Int64> = []
        return ids.filter { seen.insert($0).inserted }
    }

    /// Nil for a risk that is no finding of its own, such as fixes that are not installed.
    private func text(of key: RiskKey, onAsset asset: Int64) async throws -> String? {
        guard let host = loaded.assessment.hosts.first(where: { $0.summary.id.rawValue == asset }),
            let finding = host.report.findings.first(where: {
                $0.verdict.product == key.product && $0.verdict.release == key.release
            })
        else { return nil }
        let id = host.summary.id
        let answers = try await explainingErrors { try await loaded.store.answers(of: id).map(\.answer) }
        return text(of: finding, host, EvidenceLines(answers: answers))
    }

    private func names(_ product: String, _ verdict: Verdict, _ fact: Fact) -> Bool {
        let wanted = product.lowercased()
        let known = [
            verdict.product, verdict.productName, verdict.releaseLabel, fact.fields["name"], fact.fields["displayName"],
            fact.fields["command"],
        ]
        return known.contains { $0?.lowercased() == wanted }
            || verdict.product.map { "\($0)/\(verdict.release ?? "")" } == wanted
    }

    private func isWorthTelling(_ verdict: Verdict) -> Bool {
        verdict.status != .component && (verdict.status != .supported || !verdict.flags.isEmpty)
    }

    private func nothingToTell(of host: Assessment.Host) -> String {
        let judged = host.report.findings.count
        let unknown = host.report.unidentifiedSoftwareCount
        let verdict = judged == 0 ? "nothing could be judged" : "all \(judged) findings are simply supported"
        return "\(visible(host.name, limit: 120)): \(verdict); no rule knows \(unknown) of its packages and programs.\n"
    }

    private func nothing(called product: String, on host: Assessment.Host) -> Failure {
        let unidentified = host.report.unidentified.contains { names(product, Verdict(status: .unknown), $0) }
        if unidentified {
            return Failure(
                "\(visible(host.name, limit: 120)) has '\(visible(product, limit: 80))', but no rule knows it, so its support is unknown; "
                    + "docs/adding-a-product.md says how to write one"
            )
        }
        let known = Set((host.report.findings + host.report.components).compactMap(\.verdict.product)).sorted()
        let nearest = nearestWord(to: product, among: known).map { "; did you mean '\($0)'?" } ?? ""
        let place = visible(host.name, limit: 120)
        return Failure("nothing on \(place) is called '\(visible(product, limit: 80))'\(nearest)")
    }

    private func text(of finding: JudgedFact, _ host: Assessment.Host, _ evidence: EvidenceLines) -> String {
        let verdict = finding.verdict
        var text = "\(visible(host.name, limit: 120)): \(title(finding))\n"
        text += "  Verdict     \(verdict.status.rawValue)\(end(verdict))\n"
        if let entitlement = verdict.entitlement { text += "  Paid cover  \(cover(verdict, entitlement))\n" }
        if let generation = verdict.generation { text += "  Policy      \(policy(generation))\n" }
        if !verdict.candidates.isEmpty { text += "  May be      \(verdict.candidates.joined(separator: ", "))\n" }
        if let action = verdict.action { text += "  To find out \(visible(action, limit: 800))\n" }
        if !verdict.flags.isEmpty { text += "  Flags       \(verdict.flags.joined(separator: ", "))\n" }
        text += "  Confidence  \(verdict.confidence.rawValue)\n"
        text +=
            "  Why\n"
            + finding.reasons.enumerated().map { "    \($0 + 1). \(visible($1, limit: 400).asSentence)\n" }.joined()
        text += hostLines(finding, host, evidence)
        text += ruleLines(verdict)
        return text
    }

    private func title(_ finding: JudgedFact) -> String {
        let verdict = finding.verdict
        let name = verdict.releaseLabel ?? verdict.productName ?? finding.fact.fields["name"] ?? finding.fact.kind
        guard verdict.role == .distributionPackage else { return visible(name, limit: 120) }
        return "\(finding.othersCount + 1) packages judged by \(visible(name, limit: 120))"
    }

    private func end(_ verdict: Verdict) -> String {
        guard let end = verdict.supportEnd else { return "" }
        let label = verdict.endLabel.map { " (\(visible($0, limit: 80)))" } ?? ""
        return verdict.status == .unsupported
            ? " since \(end.adding(days: 1).longDescription)\(label)" : " until \(end.longDescription)\(label)"
    }

    private func cover(_ verdict: Verdict, _ entitlement: String) -> String {
        let until = verdict.endWithEntitlement.map { " until \($0.longDescription)" } ?? ""
        return verdict.status == .extendedPaid ? "\(entitlement)\(until)" : "would be covered by \(entitlement)\(until)"
    }

    private func policy(_ generation: GenerationVerdict) -> String {
        guard let behind = generation.behind else { return "not on the ladder '\(generation.ladder)'" }
        let allowed = generation.allowedBehind == 0 ? "N" : "N-\(generation.allowedBehind)"
        let judgement = generation.withinPolicy == true ? "within" : "behind"
        let current = generation.current.map { "; N is \($0)" } ?? ""
        return
            "\(behind == 0 ? "N" : "N-\(behind)") on '\(generation.ladder)', \(judgement) the council's \(allowed)\(current)"
    }

    private func hostLines(_ finding: JudgedFact, _ host: Assessment.Host, _ evidence: EvidenceLines) -> String {
        let seen = host.summary.lastSeen
        var text = "  On the host (scan \(seen.scan.rawValue), \(seen.at))\n"
        var lines: [EvidenceLines.Line] = []
        for fact in [finding.fact] + finding.others.prefix(2) {
            lines += evidence.lines(for: fact).filter { !lines.contains($0) }
        }
        for line in lines.prefix(5) { text += shown(line) }
        if lines.isEmpty { text += "    \(finding.fact.kind): \(fields(finding.fact))\n" }
        return text + coverLines(finding.verdict, host, evidence)
    }

    /// Where the host shows the paid cover that the verdict speaks of.
    private func coverLines(_ verdict: Verdict, _ host: Assessment.Host, _ evidence: EvidenceLines) -> String {
        let signs = loaded.assessment.signsOfCover(verdict, on: host)
        guard !signs.isEmpty else { return "" }
        var text = "  Sign of paid cover\n"
        for sign in signs.prefix(3) {
            let lines = evidence.lines(for: sign)
            for line in lines.prefix(2) { text += shown(line) }
            if lines.isEmpty { text += "    \(sign.kind): \(fields(sign))\n" }
        }
        return text
    }

    private func shown(_ line: EvidenceLines.Line) -> String {
        "    probe \(line.probe), line \(line.number): \(line.text)\n"
    }

    private func fields(_ fact: Fact) -> String {
        fact.fields.sorted { $0.key < $1.key }.prefix(6).map { "\($0.key)=\(visible($0.value, limit: 60))" }
            .joined(separator: ", ")
    }

    private func ruleLines(_ verdict: Verdict) -> String {
        guard let rule = verdict.rule else { return "" }
        var text = "  Rule        \(rule)\n"
        for source in verdict.sources {
            let place = source.url ?? source.reference ?? source.id
            let looked = source.verified.map { ", compared on \($0.longDescription)" } ?? ""
            text += "  Source      \(visible(place, limit: 200))\(looked)\n"
        }
        return text
    }
}
