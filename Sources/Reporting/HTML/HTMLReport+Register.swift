import EstateModel
import Risk

extension HTMLReport {
    var registerSection: Section {
        Section(
            id: "register",
            label: "Register",
            title: "The register",
            content: Self.content {
                if model.risks.isEmpty { tag("p") { "No risks." } }
                changes
                if !model.risks.isEmpty {
                    registerTable
                    tag("h3") { "Each risk in full" }
                    if model.risks.count > Self.mostDetails {
                        tag("p") {
                            "The \(grouped(Self.mostDetails)) worst; the CSV and JSON reports hold the other "
                                + "\(grouped(model.risks.count - Self.mostDetails))."
                        }
                    }
                    for row in model.risks.prefix(Self.mostDetails) { detail(row) }
                }
            }
        )
    }

    /// How many risks changed and since when, and what no longer stands in the table.
    private var changes: [HTML] {
        guard !model.risks.isEmpty || !model.closed.isEmpty else { return [] }
        return Self.content {
            tag("p") {
                if let count = model.changeCount { "\(count.capitalisedFirst). " }
                model.changeBasis
            }
            if !model.closed.isEmpty {
                tag("p") { "Closed since then:" }
                tag("ul") {
                    for risk in model.closed.prefix(Self.mostDetails) {
                        tag("li") { "\(risk.reference) \(risk.label), \(risk.standing)" }
                    }
                    if model.closed.count > Self.mostDetails {
                        tag("li") { "\(grouped(model.closed.count - Self.mostDetails)) more, in the JSON report" }
                    }
                }
            }
        }
    }

    private var registerTable: HTML {
        var table = DataTable(
            caption: registerCaption,
            style: "register",
            columns: [
                .init("Ref", .header), .init("Risk"), .init("Assets", .number), .init("Support"),
                .init("Residual score"),
                .init("By when"), .init("Decision"),
            ]
        )
        for (index, row) in model.risks.enumerated() {
            table.append(
                [reference(row, isLink: index < Self.mostDetails)],
                subject(row),
                [.text(grouped(row.assets.count))],
                Self.lines(row.vendorStanding, small: row.councilStanding),
                scores(row),
                day(row),
                decision(row)
            )
        }
        return table.html
    }

    /// A shared risk is one risk of the headline, and an entry in the register of each of its councils.
    private var registerCaption: String {
        let risks = model.headline.risks
        let entries = model.risks.count
        guard entries != risks else { return "\(counted(entries, "risk", "risks")), worst first" }
        return
            "\(counted(entries, "entry", "entries")) for \(counted(risks, "risk", "risks")), worst first: a risk that "
            + "councils share is entered for each of them"
    }

    private func reference(_ row: RegisterRow, isLink: Bool) -> HTML {
        guard isLink else { return .text(model.reference(of: row)) }
        return tag("a", ["href": "#\(anchor(of: row))"]) { model.reference(of: row) }
    }

    private func subject(_ row: RegisterRow) -> [HTML] {
        Self.content {
            tag("strong") { row.label }
            if row.kind != .unsupported { " (\(row.kind.label.lowercased()))" }
            if let service = row.service { tag("span", ["class": "line"]) { service.name } }
            if model.organisation == nil {
                tag("span", ["class": "line small"]) { model.organisationName(row.key.organisation) }
            }
            if let change = model.change(of: row) { tag("span", ["class": "line small"]) { change.sentence } }
        }
    }

    private func scores(_ row: RegisterRow) -> [HTML] {
        Self.content {
            scoreMark(row.score.residual)
            tag("span", ["class": "line small"]) { "inherent \(row.score.inherent.summary)" }
        }
    }

    private func day(_ row: RegisterRow) -> [HTML] {
        Self.content {
            tag("span", ["class": "whole"]) { row.dueDay?.longDescription ?? "—" }
            if let plan = row.decision.plan {
                tag("span", ["class": "line small"]) { "\(plan.reference), \(plan.rating ?? plan.state)" }
            }
            if isOverdue(row) { tag("span", ["class": "line"]) { Self.mark("▲", "passed", .bad) } }
        }
    }

    private func decision(_ row: RegisterRow) -> [HTML] {
        Self.content {
            standing(row)
            tag("span", ["class": "line small"]) { row.route.decider ?? "nobody is named" }
        }
    }

    /// How the decision about a risk stands.
    func standing(_ row: RegisterRow) -> HTML {
        if row.isUnmanaged {
            if let expiry = row.exception.expiry(before: model.asOf) {
                return Self.mark("▲", "exception ran out after \(expiry.last.longDescription)", .bad)
            }
            let uncovered = row.uncoveredNames
            if !uncovered.isEmpty {
                return Self.mark("▲", "no decision about \(listed(uncovered, atMost: 3))", .bad)
            }
            if let treatment = model.treatment(of: row) {
                return Self.mark("▲", "\(treatment.short(asOf: model.asOf)), no exception", .bad)
            }
            return Self.mark("▲", "no decision", .bad)
        }
        switch row.exception {
        case .live(let reference, let until):
            return Self.mark("●", "accepted until \(until.longDescription) (\(visible(reference, limit: 40)))", .good)
        case .suspended(let reference, let since):
            let text = "exception \(visible(reference, limit: 40)) suspended since \(since.longDescription)"
            return Self.mark("◐", text, .fair)
        case .expired, .none:
            if let treatment = model.treatment(of: row) {
                return treatment.reviewOverdue(asOf: model.asOf) == nil
                    ? Self.mark("●", "decided: \(treatment.choice.rawValue)", .good)
                    : Self.mark("◐", treatment.short(asOf: model.asOf), .fair)
            }
            return Self.mark("◐", "proposed: \(row.suggestion.treatment.rawValue)", .fair)
        }
    }

    static func lines(_ text: String, small: String?) -> [HTML] {
        content {
            text
            if let small { tag("span", ["class": "line small"]) { small } }
        }
    }
}

extension RegisterRow.Kind {
    /// For people: `Fixes not installed`.
    package var label: String {
        switch self {
        case .unsupported: "Unsupported"
        case .unpatched: "Fixes not installed"
        case .overAge: "Hardware past its planned life"
        case .approaching: "Support ends soon"
        case .unknown: "Support not known"
        case .deviation: "Behind the council’s policy"
        }
    }
}
