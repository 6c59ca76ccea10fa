package import EstateModel
package import Risk

/// Milestone days counted back from a by-when over working days.
package struct BackPlan: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let code: Milestone.Code
        /// A working day, never later than the by-when.
        package let day: CalendarDay
        package let predecessors: [Milestone.Code]
    }

    /// In the order of their codes.
    package let steps: [Step]
    /// Working days that the steps would need and that are not left; 0 when there is room. The steps are then squeezed
    /// in proportion: the by-when is never moved.
    package let missingWorkingDays: Int

    init(steps: [Step]) {
        self.steps = steps
        missingWorkingDays = 0
    }

    /// - Parameters:
    ///   - asOf: nothing is planned on it or earlier, unless the by-when itself is.
    ///   - calendar: knows weekends, bank holidays and freezes.
    /// - Throws: ``PlanFault`` with code `calendar` when the by-when lies beyond the known bank holidays.
    package init(
        to deadline: PlanDeadline,
        template: PlanTemplate,
        asOf: CalendarDay,
        calendar: WorkingCalendar
    ) throws(PlanFault) {
        let total = template.steps.reduce(0) { $0 + $1.workingDays }
        do throws(CalendarFailure) {
            let days = try Self.workingDays(backFrom: deadline.value, after: asOf, atMost: total, calendar)
            var steps = Self.steps(template, total: total, days: days)
            if let contain = try Self.containment(deadline, template, calendar) { steps.insert(contain, at: 0) }
            self.steps = steps
            missingWorkingDays = max(0, total - days.count)
        } catch {
            throw PlanFault(.calendar, error.description)
        }
    }

    /// Milestones with the same owner for each.
    package func milestones(owner: String) -> [Milestone] {
        steps.map { Milestone($0.code, owner: owner, day: $0.day, after: $0.predecessors) }
    }

    /// The by-when first; at least that.
    private static func workingDays(
        backFrom byWhen: CalendarDay,
        after asOf: CalendarDay,
        atMost count: Int,
        _ calendar: WorkingCalendar
    ) throws(CalendarFailure) -> [CalendarDay] {
        var days = [try calendar.previousWorkingDay(onOrBefore: byWhen)]
        while days.count < count, let last = days.last {
            let day = try calendar.previousWorkingDay(onOrBefore: last.adding(days: -1))
            if day <= asOf { break }
            days.append(day)
        }
        return days
    }

    private static func steps(_ template: PlanTemplate, total: Int, days: [CalendarDay]) -> [Step] {
        var steps: [Step] = []
        var rest = total
        for step in template.steps {
            rest -= step.workingDays
            // The working days between the end of this step and the by-when, fewer where there is no room.
            let offset = total <= days.count ? rest : rest * days.count / total
            let before = steps.last.map { [$0.code] } ?? []
            steps.append(Step(code: step.code, day: days[offset], predecessors: before))
        }
        return steps
    }

    private static func containment(
        _ deadline: PlanDeadline,
        _ template: PlanTemplate,
        _ calendar: WorkingCalendar
    ) throws(CalendarFailure) -> Step? {
        guard template.alwaysContains || deadline.containBy != nil else { return nil }
        let day = min(deadline.containBy ?? deadline.value, deadline.value)
        return Step(code: .contain, day: try calendar.previousWorkingDay(onOrBefore: day), predecessors: [])
    }
}

extension PlanAct {
    /// Days that the act plans and on which nobody works; to be asked before the act is applied. What is in the log
    /// stays, even when a day becomes a holiday later.
    package func workingDayFaults(calendar: WorkingCalendar) -> [PlanFault.Item] {
        switch self {
        case .draft(_, let content), .revise(_, let content):
            Planning.workingDayFaults(content.milestones.map(\.current) + content.deadline.days, calendar: calendar)
        case .baselineAgain(_, let change):
            Planning.workingDayFaults(
                change.days.map(\.day) + [change.byWhen].compactMap { $0 } + (change.deadline?.days ?? []),
                calendar: calendar
            )
        case .tighten(_, let deadline): Planning.workingDayFaults(deadline.days, calendar: calendar)
        default: []
        }
    }
}

extension PlanDeadline {
    fileprivate var days: [CalendarDay] { [value] + [containBy].compactMap { $0 } }
}

/// What is wrong with days that people chose: nothing is planned on a day on which nobody works.
package func workingDayFaults(_ days: [CalendarDay], calendar: WorkingCalendar) -> [PlanFault.Item] {
    Set(days).sorted().compactMap { day in
        do throws(CalendarFailure) {
            let working = try calendar.previousWorkingDay(onOrBefore: day)
            guard working != day, let obstacle = calendar.obstacle(on: day) else { return nil }
            let advice = "choose \(working.longDescription) or another working day"
            return PlanFault.Item(.calendar, "\(day.longDescription) is \(obstacle); \(advice)")
        } catch {
            return PlanFault.Item(.calendar, error.description)
        }
    }
}
