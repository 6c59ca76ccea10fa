package import EstateModel
package import Risk

/// A plan's by-when as it is kept with the plan: the day, and every day that was weighed for it.
package struct PlanDeadline: Hashable, Sendable, Codable {
    package struct Candidate: Hashable, Sendable, Codable {
        package var rule: ByWhen.Rule
        /// Before it is moved to a working day.
        package var day: CalendarDay
        package var explanation: String
        /// False for advice that is shown but never wins.
        package var isBinding: Bool
    }

    /// A working day, never later than any binding candidate.
    package let value: CalendarDay
    /// The rule that won.
    package let rule: ByWhen.Rule
    /// Earliest first.
    package let candidates: [Candidate]
    /// By when the risk is contained; nil when nothing asks for it.
    package let containBy: CalendarDay?
    /// Which rule won, and why the day moved if it did.
    package let explanation: String

    package init(_ byWhen: ByWhen) {
        value = byWhen.value
        rule = byWhen.winner.rule
        candidates = byWhen.candidates.map { candidate in
            Candidate(
                rule: candidate.rule,
                day: candidate.day,
                explanation: candidate.explanation,
                isBinding: candidate.isBinding
            )
        }
        containBy = byWhen.containBy
        explanation = byWhen.explanation
    }

    /// What is wrong with a deadline that came from a file or a log instead of ``Risk``.
    func faults() -> [PlanFault.Item] {
        var faults = FaultList()
        let binding = candidates.filter(\.isBinding)
        faults.require(!binding.isEmpty, .missing, "the by-when has no candidate that binds; work it out again")
        let earliest = binding.map(\.day).min()
        faults.require(
            binding.contains { $0.rule == rule && $0.day == earliest },
            .invalid,
            "the by-when's rule '\(rule.rawValue)' does not give the earliest of its days; work it out again"
        )
        for candidate in binding where candidate.day < value {
            faults.add(
                .invalid,
                "the by-when, \(value.longDescription), is later than \(candidate.day.longDescription), which "
                    + "'\(candidate.rule.rawValue)' asks for; work it out again"
            )
        }
        if let containBy, containBy > value {
            let days = "\(containBy.longDescription) is later than the by-when, \(value.longDescription)"
            faults.add(.invalid, "containment by \(days); work it out again")
        }
        return faults.items
    }

    /// The trace, one line for each candidate: `12 September 2027. Support or paid cover ends … (won)`.
    package var trace: [String] {
        let winner = candidates.firstIndex { $0.isBinding && $0.rule == rule }
        return candidates.enumerated().map { index, candidate in
            let remark = index == winner ? " (won)" : candidate.isBinding ? "" : " (advice)"
            return "\(candidate.day.longDescription). \(candidate.explanation)\(remark)"
        }
    }
}
