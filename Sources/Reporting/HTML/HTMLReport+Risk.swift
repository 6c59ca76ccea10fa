import EstateModel
import Risk

extension HTMLReport {
    /// One risk in full, closed until somebody asks for it.
    func detail(_ row: RegisterRow) -> HTML {
        tag("details", ["class": "risk"]) {
            tag("summary") {
                tag("h4") {
                    tag("span", ["class": "ref"]) { model.reference(of: row) }
                    " \(row.label)"
                    if let service = row.service { ", \(service.name)" }
                }
                scoreMark(row.score.residual)
            }
            // Inside, so that following a link to it opens it.
            tag("div", ["id": anchor(of: row), "class": "inside"]) {
                tag("p", ["class": "sentence"]) { row.title }
                facts(row)
                obligations(row)
                steps(row)
                assets(row)
                evidence(row)
                tag("p") { tag("a", ["href": "#register"]) { "Back to the register" } }
            }
        }
    }

    private func facts(_ row: RegisterRow) -> HTML {
        tag("dl", ["class": "facts"]) {
            Self.fact("Organisation", model.organisationName(row.key.organisation))
            Self.fact(
                "Shared with",
                row.isShared ? row.sharedWith.map(model.organisationName).joined(separator: ", ") : nil
            )
            Self.fact("Answers for it", row.owners.isEmpty ? "nobody is named" : listed(row.owners, atMost: 8))
            Self.fact("Support", row.vendorStanding)
            Self.fact("Council’s policy", row.councilStanding)
            Self.fact("To find out", row.verdict?.action)
            tag("dt") { "Decision" }
            tag("dd") { standing(row) }
            Self.fact("Treatment", model.treatment(of: row)?.summary(asOf: model.asOf))
            Self.fact("Proposed", "\(row.suggestion.treatment.rawValue.capitalisedFirst). \(row.suggestion.text)")
            Self.fact("Decides", decider([row], row.route))
            Self.fact("Contain it by", row.byWhen?.containBy.map(dated))
            Self.fact(
                "By when",
                [row.dueDay.map { "\(dated($0))." }, row.dueReason].compactMap { $0 }.joined(separator: " ")
            )
            Self.fact(
                "Exceptions",
                row.decision.exceptions.isEmpty ? nil : row.decision.exceptions.joined(separator: ", ")
            )
            Self.fact("Not covered by them", row.uncoveredNames.isEmpty ? nil : listed(row.uncoveredNames, atMost: 8))
            Self.fact("Plan", row.planSummary)
            Self.fact(
                "What is late",
                row.decision.plan.flatMap { $0.reasons.isEmpty ? nil : $0.reasons.joined(separator: " ") }
            )
            Self.fact("First seen as a risk", row.firstDetected.longDescription)
            Self.fact("Change", model.change(of: row)?.sentence)
            Self.fact("Confidence", confidence(row))
        }
    }

    private func confidence(_ row: RegisterRow) -> String {
        let assumed = row.score.assumptions.count
        let reason =
            assumed == 0
            ? "" : ": \(counted(assumed, "step", "steps")) of the score \(assumed == 1 ? "is" : "are") assumed"
        return row.confidence.rawValue.capitalisedFirst + reason
    }

    private func obligations(_ row: RegisterRow) -> [HTML] {
        guard !row.obligations.isEmpty else { return [] }
        return Self.content {
            tag("h5") { "Required whatever the score" }
            tag("ul") { for obligation in row.obligations { tag("li") { obligation.text } } }
        }
    }

    // MARK: The score

    private func steps(_ row: RegisterRow) -> [HTML] {
        let score = row.score
        return Self.content {
            tag("h5") { "Why this score" }
            tag("p") {
                "Likelihood \(score.residual.likelihood.value) times impact \(score.residual.impact.value)"
                    + " with today’s controls: \(score.residual.summary) (residual). Without controls: "
                    + "\(score.inherent.summary) (inherent)."
                    + (score.target.map { " After the replacement: \($0.summary)." } ?? "")
            }
            table(of: score.residual.likelihood, "Likelihood \(score.residual.likelihood.value) of 5, step by step")
            tag("p", ["class": "small"]) {
                "The higher of support and fixes counts; the steps below them are added to it or taken off."
            }
            table(of: score.residual.impact, "Impact \(score.residual.impact.value) of 5, step by step")
            tag("p", ["class": "small"]) {
                "The highest of data, outage and privilege counts; the steps below them are added to it or taken off."
            }
        }
    }

    private func table(of component: ScoreComponent, _ caption: String) -> HTML {
        var table = DataTable(
            caption: component.decidedBy.map { "\(caption), decided by \($0)" } ?? caption,
            style: "steps",
            columns: [.init("Step", .header), .init("Points", .number), .init("Why")]
        )
        for factor in component.factors {
            table.append(
                [.text(factor.code.label)],
                [.text(factor.value > 0 ? "+\(factor.value)" : grouped(factor.value))],
                Self.content {
                    factor.explanation
                    if factor.assumed {
                        " "
                        tag("span", ["class": "assumed"]) { "assumed" }
                    }
                }
            )
        }
        return table.html
    }

    // MARK: What it rests on

    private func assets(_ row: RegisterRow) -> [HTML] {
        var table = DataTable(
            caption: counted(row.assets.count, "asset", "assets"),
            style: "narrow",
            columns: [.init("Asset", .header), .init("Score of its own")]
        )
        for asset in row.assets.prefix(Self.mostAssets) {
            table.append([.text(asset.name)], [scoreMark(asset.score.residual)])
        }
        return Self.content {
            table.html
            if row.assets.count > Self.mostAssets {
                tag("p") { "\(grouped(row.assets.count - Self.mostAssets)) more are in the CSV and JSON reports." }
            }
        }
    }

    private func evidence(_ row: RegisterRow) -> [HTML] {
        Self.content {
            if let reasons = row.verdict?.reasons.prefix(Self.mostReasons), !reasons.isEmpty {
                tag("h5") { "Why the support verdict is what it is" }
                tag("ol") { for reason in reasons { tag("li") { reason.asSentence } } }
            }
            if !row.sources.isEmpty {
                tag("h5") { "Sources of the days" }
                tag("ul") { for source in row.sources.prefix(Self.mostReasons) { tag("li") { self.source(source) } } }
            }
            if !row.notes.isEmpty {
                tag("h5") { "Notes" }
                tag("ul") { for note in row.notes { tag("li") { note } } }
            }
        }
    }

    /// A rule file is input like any other: only what is plainly a web address becomes a link.
    private func source(_ source: SourceReference) -> [HTML] {
        Self.content {
            if let url = source.url, WebAddress(url) != nil {
                tag("a", ["href": url, "rel": "noreferrer noopener"]) { url }
            } else {
                source.url ?? source.reference ?? source.id
            }
            if let verified = source.verified { ", compared on \(verified.longDescription)" }
        }
    }
}

extension Factor.Code {
    /// For people: `Support`.
    package var label: String {
        switch self {
        case .support: "Support"
        case .patches: "Fixes"
        case .exposure: "Exposure"
        case .weakness: "Weakness"
        case .data: "Data"
        case .availability: "Outage"
        case .privilege: "Privilege"
        case .scale: "Scale"
        case .control: "Control"
        case .cap: "Most that controls take off"
        case .floor: "Floor"
        case .limit: "Kept between 1 and 5"
        }
    }
}
