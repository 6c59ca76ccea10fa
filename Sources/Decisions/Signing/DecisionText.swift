package import EstateModel
import Planning

/// What an approver signs: everything that they decide about, in lines that a person can read.
///
/// The text names the end of the log at which it was made, so that it cannot be used again or for anything else.
package enum DecisionText {
    /// The namespace of the signatures; one made for anything else is refused.
    package static let namespace = "reeve-decision@1"
    private static let title = "reeve-decision@1"

    /// The sentence that covers the three acts and both dates.
    package static func statement(risks: [String], plan: String, removal: CalendarDay, until: CalendarDay) -> String {
        let list = risks.map { visible($0, limit: 40) }.joined(separator: ", ")
        return "I recognise the risk described in \(list). I approve the mitigation listed and the treatment plan "
            + "\(visible(plan, limit: 40)), which ends with removal or replacement by \(removal.longDescription). "
            + "This decision expires on \(until.longDescription)."
    }

    /// What a decision says, with everything that it is about.
    package struct Subject: Sendable {
        package var exception: ExceptionRecord
        package var decision: ExceptionDecision
        package var actor: Actor
        package var plan: PlanSummary?
        /// What was asked for before about the same.
        package var before: [ExceptionRecord]
        /// As the assets are called now, by id; one without a name stands with its number alone.
        package var assetNames: [Int64: String]
        /// What the product is called, for people; its ids stand beside it.
        package var productLabel: String?
        /// The end of the log when the text is made.
        package var log: AuditHead

        package init(
            exception: ExceptionRecord,
            decision: ExceptionDecision,
            actor: Actor,
            plan: PlanSummary?,
            before: [ExceptionRecord],
            assetNames: [Int64: String] = [:],
            productLabel: String? = nil,
            log: AuditHead
        ) {
            self.exception = exception
            self.decision = decision
            self.actor = actor
            self.plan = plan
            self.before = before
            self.assetNames = assetNames
            self.productLabel = productLabel
            self.log = log
        }
    }

    /// The canonical text: ASCII line feeds, one at the end, no line that anybody but Reeve words.
    package static func text(_ subject: Subject) -> String {
        let lines = [title] + requestLines(subject) + decisionLines(subject) + [logLine(subject.log)]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The end of the log at which a text was made; nil when it is no such text.
    package static func log(of text: String) -> AuditHead? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == title[...], lines.count > 2, lines.last == "", let line = lines.dropLast().last else {
            return nil
        }
        let words = line.split(separator: " ")
        guard words.count == 4, words[0] == "Log:", words[1] == "entry", let sequence = Int64(words[2]),
            words[3].hasPrefix("sha256:")
        else { return nil }
        return AuditHead(sequence: sequence, digest: String(words[3].dropFirst(7)))
    }

    private static func requestLines(_ subject: Subject) -> [String] {
        let request = subject.exception.request
        let ids = [request.scope.product, request.scope.release ?? "any release"].map { visible($0, limit: 80) }
            .joined(separator: " ")
        let product = subject.productLabel.map { "\(visible($0, limit: 120)) (\(ids))" } ?? ids
        let assets = request.scope.assets.map { asset in
            subject.assetNames[asset].map { "\(asset) (\(visible($0, limit: 80)))" } ?? String(asset)
        }.joined(separator: ", ")
        return [
            "Exception: \(subject.exception.id)",
            "Risks: \(list(request.risks))",
            "Product: \(product)",
            "Assets (\(request.scope.assets.count)): \(assets)",
            "Scope: sha256:\(subject.decision.scopeHash)",
            "Request: sha256:\(subject.decision.requestDigest)",
            "Justification: \(visible(request.justification, limit: 2000))",
            "Controls: \(list(request.controls))",
            "Plan: \(planLine(subject))",
            "Committee: \(committeeLine(request.committee))",
            "Before: \(beforeLine(subject.before))",
            "Residual band: \(visible(subject.exception.terms?.bandLabel ?? "not known", limit: 40))",
            "Advice: \(adviceLine(subject.exception.recommendation))",
        ]
    }

    private static func decisionLines(_ subject: Subject) -> [String] {
        let decision = subject.decision
        let request = subject.exception.request
        let until = decision.until ?? request.expiresOn
        let actor = subject.actor
        return [
            "Decision: \(decision.verdict.rawValue)",
            "Organisation: \(visible(decision.organisation, limit: 100))",
            "Person: \(visible(actor.name, limit: 100)) (\(visible(actor.person, limit: 100)))",
            "Post: \(visible(actor.title, limit: 200)) (\(visible(actor.post, limit: 100)))",
            "On behalf of: \(behalf(actor))",
            "From: \(request.effectiveOn?.longDescription ?? "the day of the approval")",
            "Last day: \(until?.longDescription ?? "none")",
            "I recognise the risk: \(decision.acts.recognisesRisk ? "yes" : "no")",
            "I approve the mitigation: \(decision.acts.approvesMitigation ? "yes" : "no")",
            "I accept the plan: \(decision.acts.acceptsPlan ? "yes" : "no")",
            "Statement: \(visible(decision.statement, limit: 2000))",
        ]
    }

    private static func planLine(_ subject: Subject) -> String {
        guard let plan = subject.plan else { return "none" }
        let end =
            plan.finalDate.map { "ends with removal or replacement by \($0.longDescription)" } ?? "has no final date"
        let target = plan.target.map { " with \(visible($0.label, limit: 120))" } ?? ""
        return "\(plan.id), \(plan.kind.rawValue)\(target), \(end), sha256:\(plan.digest)"
    }

    private static func committeeLine(_ decision: CommitteeDecision?) -> String {
        guard let decision else { return "none" }
        let reference = visible(decision.reference, limit: 200)
        return "\(visible(decision.body, limit: 200)), \(reference), \(decision.on.longDescription)"
    }

    /// Without the words of others: those stand on the page.
    private static func beforeLine(_ before: [ExceptionRecord]) -> String {
        guard !before.isEmpty else { return "none" }
        let shown = before.suffix(20).map { "\(visible($0.id, limit: 40)) \($0.state.rawValue)" }
        return (before.count > 20 ? "\(before.count - 20) more, " : "") + shown.joined(separator: ", ")
    }

    private static func adviceLine(_ recommendation: Recommendation?) -> String {
        guard let recommendation else { return "none" }
        let text = visible(recommendation.text, limit: 500)
        let whole = AuditChain.digest(of: recommendation.text)
        return "\(recommendation.advice.label), by \(recommendation.by.summary): \(text) sha256:\(whole)"
    }

    private static func behalf(_ actor: Actor) -> String {
        guard let holder = actor.delegatedBy else { return "nobody: the post is their own" }
        return "\(visible(holder, limit: 100)), delegation \(visible(actor.delegation ?? "none", limit: 100))"
    }

    private static func logLine(_ head: AuditHead) -> String { "Log: entry \(head.sequence) sha256:\(head.digest)" }

    private static func list(_ items: [String]) -> String {
        items.isEmpty ? "none" : items.map { visible($0, limit: 40) }.joined(separator: ", ")
    }
}
