import EstateModel
import Forecast
import Planning
import Risk

/// Makes a draft from rows of the register.
struct PlanDrafter {
    /// A risk with its reference.
    struct Source {
        var reference: String
        var row: RegisterRow
    }

    let policy: PlanningPolicy
    let calendar: WorkingCalendar
    let asOf: CalendarDay

    /// What the draft is made from, whoever writes it.
    struct Draft {
        var content: PlanContent
        /// Working days that the milestones would need and that are not left.
        var missingWorkingDays: Int
    }

    /// - Parameters:
    ///   - sources: at least one, all about the same product and release.
    ///   - kind: nil for what fits the product.
    func draft(_ sources: [Source], kind: PlanKind?, title: String?, owner: String?) throws -> Draft {
        try checkSubject(sources)
        let row = sources[0].row
        let kind = kind ?? Self.kind(for: row)
        let deadline = try deadline(sources)
        let plan = try milestones(to: deadline, kind: kind)
        let owner = owner ?? sources.lazy.flatMap(\.row.owners).first ?? ""
        let names = Set(sources.flatMap(\.row.assets).map(\.name)).sorted()
        let content = PlanContent(
            title: title ?? Self.title(kind, row.label, on: names),
            kind: kind,
            subject: PlanContent.Subject(product: row.key.product, release: row.key.release, label: row.label),
            risks: Set(sources.map(\.reference)).sorted(),
            assets: Set(sources.flatMap(\.row.assets).map(\.id)).sorted(),
            owner: owner,
            deadline: deadline,
            milestones: plan.milestones(owner: owner)
        )
        return Draft(content: content, missingWorkingDays: plan.missingWorkingDays)
    }

    /// The milestones of a kind of plan, counted back from its by-when, or forward from today.
    func milestones(to deadline: PlanDeadline, kind: PlanKind, fromToday: Bool = false) throws -> BackPlan {
        let template = policy.template(for: kind)
        do throws(PlanFault) {
            if fromToday {
                return try BackPlan(
                    from: asOf,
                    template: template,
                    containBy: deadline.containBy,
                    calendar: calendar
                )
            }
            return try BackPlan(to: deadline, template: template, asOf: asOf, calendar: calendar)
        } catch {
            throw Failure(error.description)
        }
    }

    /// The earliest by-when of all risks, with everything that was weighed for any of them.
    func deadline(_ sources: [Source]) throws -> PlanDeadline {
        var days: [(source: Source, byWhen: ByWhen)] = []
        for source in sources {
            guard let byWhen = source.row.byWhen else {
                let why = source.row.byWhenProblem ?? "nothing says by when"
                throw Failure("\(source.reference) has no by-when, so nothing can be planned: \(why)")
            }
            days.append((source, byWhen))
        }
        // By the winner's own day: two that roll back to the same working day need not be equal.
        guard let first = days.min(by: { $0.byWhen.winner.day < $1.byWhen.winner.day }) else {
            throw Failure("name at least one risk, as R-0001")
        }
        if days.count == 1 { return PlanDeadline(first.byWhen) }
        let candidates = days.flatMap { entry in
            entry.byWhen.candidates.map { candidate in
                var candidate = candidate
                candidate.explanation = "\(entry.source.reference): \(candidate.explanation)"
                return candidate
            }
        }
        var winner = first.byWhen.winner
        winner.explanation = "\(first.source.reference): \(winner.explanation)"
        return PlanDeadline(
            ByWhen(
                value: days.map(\.byWhen.value).min() ?? first.byWhen.value,
                winner: winner,
                candidates: candidates.sorted { ($0.day, $0.rule, $0.explanation) < ($1.day, $1.rule, $1.explanation) },
                containBy: days.compactMap(\.byWhen.containBy).min(),
                explanation: "\(first.source.reference): \(first.byWhen.explanation)"
            )
        )
    }

    private func checkSubject(_ sources: [Source]) throws {
        guard let first = sources.first else { throw Failure("name at least one risk, as R-0001") }
        for other in sources.dropFirst() {
            let (left, right) = (first.row.key, other.row.key)
            guard left.product != right.product || left.release != right.release else { continue }
            throw Failure(
                "\(first.reference) is about \(first.row.label) and \(other.reference) about \(other.row.label): a plan is "
                    + "about one product; draft one for each"
            )
        }
    }

    /// Machines and their systems are replaced; an application moves to its next release where it stands.
    private static func kind(for row: RegisterRow) -> PlanKind {
        if row.kind == .unpatched { return .patch }
        if row.kind == .overAge { return .replace }
        switch row.verdict?.productKind {
        case "os", "hypervisor", "hardware", nil: return .replace
        default: return row.verdict?.replaceBy.isEmpty == false ? .upgrade : .replace
        }
    }

    private static func title(_ kind: PlanKind, _ label: String, on names: [String]) -> String {
        let shown = names.prefix(3).map { visible($0, limit: 60) }.joined(separator: ", ")
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        return "\(kind.label) \(label)" + (names.isEmpty ? "" : " on \(shown)\(more)")
    }
}
