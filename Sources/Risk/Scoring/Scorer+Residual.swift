import EstateModel

extension Scorer {
    /// Every control and whether it counts, in a fixed order; of two of a kind the first that counts is used.
    func controlOutcomes() -> [ControlOutcome] {
        var used: Set<Control.Kind> = []
        let order = Control.Kind.allCases
        let ordered = facts.controls.enumerated().sorted { left, right in
            let ranks = (order.firstIndex(of: left.element.kind) ?? 0, order.firstIndex(of: right.element.kind) ?? 0)
            return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
        }
        return ordered.map { _, control in
            if let refusal = refusal(of: control) {
                return ControlOutcome(control: control, counted: false, reason: refusal)
            }
            guard used.insert(control.kind).inserted else {
                return ControlOutcome(control: control, counted: false, reason: "The same control is counted once.")
            }
            let day = control.checkedOn?.longDescription ?? ""
            return ControlOutcome(control: control, counted: true, reason: "Checked on \(day) and passed.")
        }
    }

    /// Why a control does not count; nil when it does.
    private func refusal(of control: Control) -> String? {
        guard control.evidence != nil, let checked = control.checkedOn else {
            return "There is no evidence for it."
        }
        guard let passed = control.passed else { return "The last check could not tell." }
        guard passed else { return "The last check, on \(checked.longDescription), failed." }
        let age = checked.days(until: asOf)
        if age < 0 { return "Its check is dated after this report." }
        if age > policy.evidenceMaxAgeDays {
            let limit = counted(policy.evidenceMaxAgeDays, "day", "days")
            return "Its check is \(counted(age, "day", "days")) old; evidence counts for \(limit)."
        }
        return contradiction(of: control)
    }

    private func contradiction(of control: Control) -> String? {
        switch control.kind {
        case .noInternetRoute, .airGapped:
            facts.internetFacing == true ? "It can be reached from the internet, which contradicts it." : nil
        case .serviceDisabled:
            facts.weaknesses.isEmpty ? nil : "The scan saw an obsolete service in use, which contradicts it."
        default: nil
        }
    }

    func residual(inherent: ScoreState, controls: [ControlOutcome]) -> ScoreState {
        let counted = controls.filter(\.counted).map(\.control)
        let floor = lacksFixes ? floor(counted) : nil
        let likelihood = reduced(
            inherent.likelihood,
            credits: counted.compactMap { credit($0, $0.kind.likelihoodCredit) },
            cap: policy.likelihoodCreditCap,
            floor: floor,
            name: "likelihood"
        )
        let impact = reduced(
            inherent.impact,
            credits: counted.compactMap { credit($0, $0.kind.impactCredit) },
            cap: policy.impactCreditCap,
            floor: nil,
            name: "impact"
        )
        return ScoreState(likelihood: likelihood, impact: impact, matrix: policy.matrix)
    }

    private func credit(_ control: Control, _ points: Int) -> Factor? {
        guard points > 0, let evidence = control.evidence else { return nil }
        let day = control.checkedOn.map { ", checked on \($0.longDescription)" } ?? ""
        return Factor(.control, -points, "\(control.kind.label)\(day).", evidence: evidence)
    }

    private func floor(_ counted: [Control]) -> Int {
        if facts.internetFacing == true { return policy.floors.internet }
        let airGapped = counted.contains { $0.kind == .airGapped }
        return airGapped ? policy.floors.airGapped : policy.floors.other
    }

    /// Takes the credits off, gives back what exceeds the cap, and keeps the floor; never above the inherent value.
    private func reduced(
        _ inherent: ScoreComponent,
        credits: [Factor],
        cap: Int,
        floor: Int?,
        name: String
    ) -> ScoreComponent {
        var factors = inherent.factors + credits
        let total = -credits.reduce(0) { $0 + $1.value }
        if total > cap {
            let text = "Controls together take at most \(cap) off the \(name)."
            factors.append(Factor(.cap, total - cap, text, evidence: policyEvidence))
        }
        var value = inherent.value - min(total, cap)
        if let floor, value < min(floor, inherent.value) {
            let held = min(floor, inherent.value)
            let text =
                "It gets no security fixes, and no control removes that: the likelihood stays at \(held) or more."
            factors.append(Factor(.floor, held - value, text, evidence: policyEvidence))
            value = held
        }
        if let limit = limit(value, name: name) {
            factors.append(limit)
            value += limit.value
        }
        return ScoreComponent(value: value, factors: factors)
    }
}
