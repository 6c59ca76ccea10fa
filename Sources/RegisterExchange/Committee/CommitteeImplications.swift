/// The implications block of a committee report: what is ticked, what is not, and what nobody has said yet.
///
/// The author's facts go in; nothing is ticked that nobody said.
package struct CommitteeImplications: Hashable, Sendable {
    package struct Financial: Hashable, Sendable {
        /// The paragraph that tells of implications, or of what is not known of them; nil when there are none at this
        /// stage.
        package var paragraph: String?
        /// These four are nil while nobody has said.
        package var hasImplications: Bool?
        package var isWithinBudget: Bool?
        package var mayCostLater: Bool?
        package var mayEarn: Bool?

        package init(paragraph: String? = nil) {
            self.paragraph = paragraph
            hasImplications = paragraph != nil
        }
    }

    /// Whether there is an implication, and the paragraph that tells of it.
    package enum Statement: Hashable, Sendable {
        case none
        case paragraph(String)
    }

    package var financial: Financial?
    /// Material risks; empty when an assessment found none, nil when there was no assessment.
    package var risks: [CommitteeRisk.Entry]?
    package var staff: Statement?
    package var equalities: Statement?
    /// The power under which the council acts.
    package var legalPower: String?
    /// `None` where there are none; nil while nobody has said.
    package var otherLegal: String?
    package var needsFullCouncil: Bool?
    /// Empty where there are none; nil while nobody has said.
    package var backgroundPapers: [String]?
    /// A post, not a person.
    package var originator: String?
    /// Who signs, with what stands there so far: `("CFO", nil)`.
    package var signOffs: [SignOff] = [SignOff("CFO"), SignOff("MO"), SignOff("CX")]

    package struct SignOff: Hashable, Sendable {
        package var post: String
        /// `signed 20 November 2026`; nil while it is open.
        package var signature: String?

        package init(_ post: String, signature: String? = nil) {
            self.post = post
            self.signature = signature
        }
    }

    package init() {}

    /// Plain text, one line for each box: `[x]` is ticked, `[ ]` is not, `[?]` is not said yet.
    package var text: String {
        var lines = ["Implications:", ""]
        lines += [
            box(
                needsFullCouncil,
                "Decision(s) would be outside the budget or policy framework and require full Council approval"
            )
        ]
        lines += section("Financial", financialLines)
        lines += section("Risk Management", riskLines)
        lines += section(
            "Staff",
            statement(staff, "There are no additional staffing implications", "Additional staff will be required")
        )
        lines += section(
            "Equalities and Human Rights",
            statement(
                equalities,
                "There will be no impact on equality (race, age, gender, disability, religion/belief, sexual orientation)"
                    + " or human rights implications",
                "There will be an impact on equality (see categories above) or human rights implications"
            )
        )
        lines += section(
            "Legal",
            [
                "Power: \(legalPower.map(shownParagraph) ?? "[?]")",
                "Other considerations: \(otherLegal.map(shownParagraph) ?? "[?]")",
            ]
        )
        let papers = backgroundPapers.map { $0.isEmpty ? "None" : $0.map(shown).joined(separator: "; ") } ?? "[?]"
        lines += ["", "Background Papers: \(papers)", "Person Originating Report: \(originator.map(shown) ?? "[?]")"]
        lines += signOffs.map { "\(shown($0.post)): \($0.signature.map(shown) ?? "__________")" }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ name: String, _ lines: [String]) -> [String] {
        ["", name] + lines.map { "  " + $0 }
    }

    private func box(_ isTicked: Bool?, _ words: String) -> String {
        "[\(isTicked.map { $0 ? "x" : " " } ?? "?")] \(words)"
    }

    private var financialLines: [String] {
        let paragraph = financial?.paragraph.map { " \(shownParagraph($0))" } ?? ""
        return [
            box(financial?.hasImplications.map { !$0 }, "There are no financial implications at this stage"),
            box(
                financial?.hasImplications,
                "There will be financial implications – see paragraph" + paragraph
            ),
            box(financial.flatMap(\.isWithinBudget), "There is provision within existing budget"),
            box(financial.flatMap(\.mayCostLater), "Decisions may give rise to additional expenditure at a later date"),
            box(financial.flatMap(\.mayEarn), "Decisions may have potential for income generation"),
        ]
    }

    private var riskLines: [String] {
        let template =
            "Material risks exist and these are recorded at Risk Register Reference - inherent risk score"
            + " - residual risk score -"
        let found = risks.flatMap { $0.isEmpty ? nil : CommitteeRisk.sentence($0) }
        return [
            box(risks.map(\.isEmpty), CommitteeRisk.noRisks),
            box(risks.map { !$0.isEmpty }, found ?? template),
        ]
    }

    private func statement(_ statement: Statement?, _ none: String, _ some: String) -> [String] {
        var paragraph = ""
        if case .paragraph(let text) = statement { paragraph = " " + shownParagraph(text) }
        return [
            box(statement.map { $0 == .none }, none),
            box(statement.map { $0 != .none }, some + " – see paragraph" + paragraph),
        ]
    }
}
