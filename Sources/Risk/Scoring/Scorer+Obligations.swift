import EstateModel

extension Scorer {
    /// The rules that hold whatever the number is, sorted.
    func obligations() -> [Obligation] {
        var obligations: [Obligation] = []
        if lacksFixes {
            let needed = "a live exception that the SIRO signed, and a dated plan for its removal or replacement"
            obligations.append(
                Obligation(.exceptionAndPlan, "It gets no security fixes. Whatever its score, it needs \(needed).")
            )
            if facts.internetFacing == true {
                let text = "Tell the SIRO today: it gets no security fixes and can be reached from the internet."
                obligations.append(Obligation(.sameDay, text))
            }
            if facts.target == nil {
                let text = "Name the release or service that will replace it; without one there is no target score."
                obligations.append(Obligation(.nameTarget, text))
            }
        }
        for scope in facts.scopes.sorted() {
            let text = "It is in the scope of \(scope.label): raise it there too. The score is not changed by this."
            obligations.append(Obligation(.compliance, text))
        }
        if case .paid(let until?, _) = facts.support.standing(on: asOf) {
            let text = "Paid cover ends on \(until.longDescription): the plan to replace it must end before that day."
            obligations.append(Obligation(.planBeforeCoverEnds, text))
        }
        return obligations.sorted()
    }
}
