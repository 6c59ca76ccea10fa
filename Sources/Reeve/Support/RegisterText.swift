import EstateModel
import Reporting
import Risk

/// The register for a terminal: the headline, what could not be judged, one row a risk, and the lists beside it.
struct RegisterText {
    private let model: ReportModel
    /// Names of assets that were taken out of use.
    private let retired: Set<String>
    private let width: Int?

    init(_ model: ReportModel, retired: Set<String> = [], width: Int?) {
        self.model = model
        self.retired = retired
        self.width = width
    }

    var text: String {
        wrappedForTerminal(headline + blindSpots, width: width) + table + wrappedForTerminal(lists, width: width)
    }

    private var headline: String {
        let headline = model.headline
        let title = model.organisation?.name ?? model.estateName
        let judged = headline.assetsJudged
        var text = "\(title), risk register as of \(model.asOf.longDescription)\n\n"
        if let knowledge = model.knowledge { text += "  \(knowledge)\n\n" }
        let meaning = "no security fixes, and no exception or a plan out of time; the target is 0"
        text +=
            headline.isNothingKnown
            ? "  Unmanaged risks  not known: nothing was judged\n"
            : "  Unmanaged risks  \(headline.unmanaged)   (\(meaning))\n"
        for line in model.risks.suspensions(asOf: model.asOf) { text += "  Suspended        \(line)\n" }
        text += "  Risks            \(headline.risks)\(bands(headline))\n"
        if !model.risks.isEmpty || !model.closed.isEmpty {
            text += "  Changes          \(model.changeCount.map { "\($0). " } ?? "")\(model.changeBasis)\n"
        }
        text += "  Assets judged    \(judged) of \(judged + headline.assetsNotJudged.count)\n"
        text += "  Software known   \(headline.identifiedShare ?? "—"); the rest is unknown, not supported\n"
        return text
    }

    private func bands(_ headline: Headline) -> String {
        let bands = headline.bands.filter { $0.risks > 0 }.map { "\($0.risks) \($0.band.label.lowercased())" }
        let shared = model.risks.count == headline.risks ? "" : "; a risk that councils share counts once"
        return bands.isEmpty ? "" : "   (\(bands.joined(separator: ", "))\(shared))"
    }

    /// Nobody may take silence for safety.
    private var blindSpots: String {
        var text = ""
        let unjudged = model.headline.assetsNotJudged
        let unread = unjudged.filter { !retired.contains($0) }
        let gone = unjudged.filter(retired.contains)
        if !gone.isEmpty {
            text += "  Out of use       \(names(gone)): still in estate.yaml, remove what is gone there\n"
        }
        if !unread.isEmpty { text += "  Never read       \(names(unread)): nothing is known\n" }
        let coverage = model.coverage
        if coverage.targets > coverage.read {
            let failed = Set(coverage.failures.flatMap(\.hosts)).sorted()
            text += "  Last scan        could not read \(failed.count) of \(coverage.targets) hosts: \(names(failed))\n"
        }
        let partial = Set(coverage.partial.flatMap(\.hosts)).sorted()
        if !partial.isEmpty { text += "  Read in part     \(names(partial))\n" }
        let unknown = model.risksOfUnknownExposure
        if unknown > 0 {
            let whose = unknown == 1 ? "of 1 risk" : "of \(unknown) risks"
            text += "  Exposure         not recorded \(whose): scored as if the internet did not reach it\n"
        }
        if !model.provenance.rulesAreComplete { text += "  Rules            some could not be read\n" }
        return text + "\n"
    }

    private func names(_ names: [String]) -> String {
        let shown = names.prefix(4).map { visible($0, limit: 80) }.joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    private var table: String {
        guard !model.risks.isEmpty else {
            guard model.headline.assetsJudged == 0 else { return "No risks in what was judged.\n" }
            let unjudged = model.headline.assetsNotJudged
            return !unjudged.isEmpty && unjudged.allSatisfy(retired.contains)
                ? "Nothing is left to judge: every asset was taken out of use.\n" : "Nothing has been judged yet.\n"
        }
        var table = TextTable([
            .init("Ref"), .init("Risk", canShrink: true), .init("For", canShrink: true),
            .init("Assets", isNumber: true),
            .init("The vendor", canShrink: true), .init("Policy", canShrink: true), .init("Inherent", canShrink: true),
            .init("Residual", canShrink: true), .init("By when"), .init("Plan", canShrink: true),
            .init("Decision", canShrink: true), .init("Change", canShrink: true),
        ])
        for row in model.risks {
            table.append([
                model.reference(of: row), label(row), place(row), String(row.assets.count), row.vendorStanding,
                row.councilStanding ?? "—", row.score.inherent.summary, row.score.residual.summary,
                row.dueDay?.description ?? "—", plan(row), decision(row), model.change(of: row)?.short ?? "—",
            ])
        }
        return table.text(width: width)
    }

    private func plan(_ row: RegisterRow) -> String {
        row.decision.plan.map { "\($0.reference) \($0.rating ?? $0.state)" } ?? "none"
    }

    private func decision(_ row: RegisterRow) -> String {
        let uncovered = row.uncoveredNames
        switch row.exception {
        case .live(let reference, let until): return "\(reference) to \(until)"
        case .suspended(let reference, let since): return "\(reference) suspended since \(since)"
        case .expired(let reference, let last): return "\(reference) ran out after \(last)"
        case .none where !uncovered.isEmpty: return "none for \(names(uncovered))"
        case .none:
            if let treatment = model.treatment(of: row) { return "\(treatment.short(asOf: model.asOf)); no exception" }
            return "none; \(row.route.decider ?? "nobody is named") decides"
        }
    }

    private func label(_ row: RegisterRow) -> String {
        row.kind == .unsupported ? row.label : "\(row.label) (\(row.kind.label.lowercased()))"
    }

    private func place(_ row: RegisterRow) -> String {
        let organisation = model.organisation == nil ? model.organisationName(row.key.organisation) : nil
        return [row.service?.name, organisation].compactMap(\.self).joined(separator: ", ")
    }

    private var lists: String {
        var text = ""
        if !model.closed.isEmpty {
            text += "\nClosed since then:\n"
            for risk in model.closed {
                text += "  \(risk.reference) \(visible(risk.label, limit: 160)), \(risk.standing)\n"
            }
        }
        for (title, rows) in [
            ("Ends within \(model.horizonMonths) months", model.approaching),
            ("Supported, but behind the council's own policy", model.deviations),
            ("Of unknown support, and so not counted as supported", model.unknowns),
        ] where !rows.isEmpty {
            text += "\n\(title):\n"
            var told: Set<String> = []
            for row in rows {
                let standing = row.kind == .deviation ? row.councilStanding ?? "" : row.vendorStanding
                let line = "  \(row.label) on \(names(row.assets.map(\.name))): \(visible(standing, limit: 160))\n"
                // Councils that share the assets have a row each.
                if told.insert(line).inserted { text += line }
            }
        }
        return text
    }
}
