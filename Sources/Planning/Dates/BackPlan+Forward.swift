package import EstateModel
package import Risk

extension BackPlan {
    /// Milestone days counted forward from a day over working days, whatever the by-when: for a plan whose by-when is
    /// over or leaves no room, and which needs an exception to end later.
    ///
    /// - Throws: ``PlanFault`` with code `calendar` where the days lie beyond the known bank holidays.
    package init(
        from start: CalendarDay,
        template: PlanTemplate,
        containBy: CalendarDay?,
        calendar: WorkingCalendar
    ) throws(PlanFault) {
        var steps: [Step] = []
        var day = start
        do throws(CalendarFailure) {
            if template.alwaysContains || containBy != nil {
                let first = try Self.workingDay(1, after: start, calendar)
                let wanted = try calendar.previousWorkingDay(onOrBefore: containBy ?? first)
                steps.append(Step(code: .contain, day: max(first, wanted), predecessors: []))
            }
            var before: [Milestone.Code] = []
            for step in template.steps {
                day = try Self.workingDay(step.workingDays, after: day, calendar)
                steps.append(Step(code: step.code, day: day, predecessors: before))
                before = [step.code]
            }
        } catch {
            throw PlanFault(.calendar, error.description)
        }
        self.init(steps: steps)
    }

    private static func workingDay(
        _ count: Int,
        after day: CalendarDay,
        _ calendar: WorkingCalendar
    ) throws(CalendarFailure) -> CalendarDay {
        var day = day
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if try calendar.previousWorkingDay(onOrBefore: day) == day { left -= 1 }
        }
        return day
    }
}
