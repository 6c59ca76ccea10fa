import EstateModel

extension ExceptionStep {
    mutating func amend(_ request: ExceptionRequest) throws(DecisionFault) {
        try require(.draft, .changesRequested, to: "amended")
        guard request != record.request else { throw refusal(.noChange, "nothing is different", "nothing to do") }
        record.request = request
        // Whoever words the request last answers for it, and so cannot approve it.
        record.requestedBy = actor
        record.requestedOn = day
        record.askers = Set(record.askers).union(actor.people).sorted()
        record.recommendation = nil
        record.requestedBySequence = occasion.sequence
    }

    mutating func submit(_ terms: ExceptionTerms) throws(DecisionFault) {
        try require(.draft, .changesRequested, to: "submitted")
        try throwIfAny(record.request.gaps(in: book, as: id, terms: terms, on: day))
        record.state = .submitted
        record.askers = Set(record.askers).union(actor.people).sorted()
        record.terms = terms
        record.level = level(terms)
        record.renewalNumber = chain.renewalNumber
        record.decisions = []
        record.requestedBySequence = occasion.sequence
    }

    var chain: ExceptionChain { ExceptionChain(of: record.request, in: book, as: id) }

    func level(_ terms: ExceptionTerms) -> ApprovalLevel {
        chain.level(terms.level, byCommittee: record.request.committee != nil)
    }

    mutating func recommend(_ advice: Recommendation.Advice, _ text: String) throws(DecisionFault) {
        try require(.submitted, to: "advised on")
        var gaps: [DecisionFault.Gap] = []
        if actor.role != .advisor {
            gaps.append(.init(.authority, "\(visible(actor.title, limit: 120)) is no adviser", "have an adviser do it"))
        }
        if !actor.people.isDisjoint(with: record.askers) {
            gaps.append(.init(.authority, "whoever asked cannot advise", "have another adviser do it"))
        }
        if isBlank(text) { gaps.append(.init(.missing, "the advice has no text", "say why")) }
        try throwIfAny(gaps)
        record.recommendation = Recommendation(advice: advice, text: text, by: actor, on: day)
    }

    mutating func requestChanges() throws(DecisionFault) {
        try require(.submitted, to: "sent back")
        try throwIfAny(authorityGaps())
        record.state = .changesRequested
        record.decisions = []
    }

    mutating func withdraw() throws(DecisionFault) {
        try require(.draft, .submitted, .changesRequested, to: "withdrawn")
        guard !actor.people.isDisjoint(with: record.requestedBy.people) || actor.post == record.requestedBy.post else {
            let asker = visible(record.requestedBy.name, limit: 80)
            throw refusal(.authority, "only \(asker) or their post can withdraw it", "reject it instead")
        }
        close(.withdrawn, occasion.reason)
    }
}
