import EstateModel

extension DecisionBook {
    mutating func apply(_ act: RiskAct, _ occasion: Occasion) throws(DecisionFault) {
        switch act {
        case .open(let id, let key, let label, let assets, let score, let first):
            try open(id, key, label, assets, score, first, occasion)
        case .score(let id, let score, let joined, let left, let first):
            try change(id, occasion) { risk throws(DecisionFault) in
                try risk.take(score.scored(on: occasion.day), joined: joined, left: left)
                try risk.take(firstSeen: first)
            }
        case .treat(let id, let treatment):
            try change(id, occasion) { risk throws(DecisionFault) in try risk.take(treatment, occasion) }
        case .close(let id, let proof, let wasComplete, let retired, let remaining):
            try checkRetired(retired ?? [], id)
            try change(id, occasion) { risk throws(DecisionFault) in
                try risk.close(Closure(proof: proof, retired: retired, remaining: remaining), wasComplete: wasComplete)
            }
        case .reopen(let id, let assets, let score, let note, let first):
            try change(id, occasion) { risk throws(DecisionFault) in
                try risk.reopen(score.scored(on: occasion.day), assets: assets, note: note)
                try risk.take(firstSeen: first)
            }
        }
    }

    private mutating func open(
        _ id: String,
        _ key: String,
        _ label: String,
        _ assets: [Int64],
        _ score: ScoreEntry,
        _ first: Sighting?,
        _ occasion: Occasion
    ) throws(DecisionFault) {
        if let known = risks[id] {
            let remedy = known.isOpen ? "log its score instead" : "reopen it under the same reference"
            throw DecisionFault(id, .number, "this risk is in the log already", remedy)
        }
        if isBlank(key) { throw DecisionFault(id, .missing, "the risk has no key", "please report it") }
        var record = RiskRecord(
            id: id,
            key: key,
            label: label,
            assets: Set(assets).sorted(),
            firstSeen: score.seen,
            lastSeen: score.seen,
            scores: [score.scored(on: occasion.day)],
            closures: [],
            changedBy: occasion.sequence
        )
        try record.take(firstSeen: first)
        risks[id] = record
    }

    /// Nothing is gone because an inventory says so: somebody must have taken the asset out of use in the log, or have
    /// made it part of another.
    private func checkRetired(_ retired: [Int64], _ id: String) throws(DecisionFault) {
        guard let asset = retired.first(where: { assets[$0]?.isGoneByWord != true }) else { return }
        let text = "nobody took asset \(asset) out of use"
        throw DecisionFault(id, .evidence, text, "take it out of use with `reeve assets retire`, or scan it")
    }

    private mutating func change(
        _ id: String,
        _ occasion: Occasion,
        _ body: (inout RiskRecord) throws(DecisionFault) -> Void
    ) throws(DecisionFault) {
        guard var risk = risks[id] else { throw .unknown("risk", id) }
        try body(&risk)
        risk.changedBy = occasion.sequence
        risks[id] = risk
    }
}

extension RiskRecord {
    /// A clock that began is never begun anew: a first sight only becomes earlier.
    mutating func take(firstSeen sighting: Sighting?) throws(DecisionFault) {
        guard let sighting else { return }
        guard sighting.on <= firstSeen.on, sighting.scan <= firstSeen.scan else {
            let text =
                "it was first seen on \(firstSeen.on.longDescription) by scan \(firstSeen.scan), before "
                + "\(sighting.on.longDescription) and scan \(sighting.scan)"
            throw DecisionFault(id, .evidence, text, "keep the first sight that is known")
        }
        firstSeen = sighting
    }

    mutating func take(_ score: ScoreEntry, joined: [Int64], left: [Int64]) throws(DecisionFault) {
        guard isOpen else {
            throw DecisionFault(id, .state, "the risk is closed", "reopen it: what was gone is back")
        }
        guard lastSeen.scan <= score.seen.scan else {
            throw DecisionFault(
                id,
                .changed,
                "scan \(lastSeen.scan) is newer than scan \(score.seen.scan)",
                "scan again"
            )
        }
        guard isNews(score) || !joined.isEmpty || !left.isEmpty else {
            throw DecisionFault(id, .noChange, "its score is as before", "nothing to do")
        }
        let known = Set(assets)
        guard known.isDisjoint(with: joined), known.isSuperset(of: left) else {
            throw DecisionFault(id, .changed, "its assets are others than the change says", "compare them again")
        }
        if !joined.isEmpty || !left.isEmpty { assets = known.subtracting(left).union(joined).sorted() }
        if isNews(score) { scores.append(score) }
        lastSeen = score.seen
    }

    mutating func take(_ treatment: Treatment, _ occasion: Occasion) throws(DecisionFault) {
        var gaps: [DecisionFault.Gap] = []
        if !isOpen { gaps.append(.init(.state, "the risk is closed", "decide about open risks only")) }
        if isBlank(treatment.statement) {
            gaps.append(.init(.missing, "the decision has no statement", "say what was decided and why"))
        }
        if ApprovalLevel(occasion.actor.role) == nil {
            let text = "\(visible(occasion.actor.title, limit: 120)) does not decide about risks"
            gaps.append(.init(.authority, text, "have its owner, the Head of ICT or the SIRO decide"))
        }
        if let review = treatment.reviewOn, review <= occasion.day {
            let text = "the day of review, \(review.longDescription), is not in the future"
            gaps.append(.init(.period, text, "name a later day"))
        }
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
        var treatment = treatment
        treatment.by = occasion.actor
        treatment.on = occasion.day
        self.treatment = treatment
    }

    mutating func close(_ closure: Closure, wasComplete: Bool) throws(DecisionFault) {
        let proof = closure.proof
        var gaps: [DecisionFault.Gap] = []
        if !isOpen { gaps.append(.init(.state, "the risk is closed already", "nothing to do")) }
        if !wasComplete {
            let text = "scan \(proof.scan) was not complete for all its assets"
            gaps.append(.init(.evidence, text, "scan again: what was not looked at is not gone"))
        }
        if proof.scan <= lastSeen.scan {
            let text = "scan \(proof.scan) is not later than scan \(lastSeen.scan), which saw it"
            gaps.append(.init(.evidence, text, "scan again"))
        }
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
        closures.append(closure)
    }

    mutating func reopen(_ score: ScoreEntry, assets: [Int64], note: String) throws(DecisionFault) {
        guard !isOpen, let closure = closures.last else {
            throw DecisionFault(id, .state, "the risk is open", "log its score instead")
        }
        var gaps: [DecisionFault.Gap] = []
        if score.seen.scan <= closure.proof.scan {
            let text = "scan \(score.seen.scan) is not later than scan \(closure.proof.scan), which no longer saw it"
            gaps.append(.init(.evidence, text, "scan again"))
        }
        if isBlank(note) {
            gaps.append(.init(.missing, "the return is not explained", "say what came back and on which assets"))
        }
        if !gaps.isEmpty { throw DecisionFault(id, gaps) }
        closures[closures.count - 1].reappeared = score.seen
        closures[closures.count - 1].note = note
        self.assets = Set(assets).sorted()
        // Whoever decided about it did so before it was gone.
        if let treatment { formerTreatments = (formerTreatments ?? []) + [treatment] }
        treatment = nil
        if isNews(score) { scores.append(score) }
        lastSeen = score.seen
    }
}
