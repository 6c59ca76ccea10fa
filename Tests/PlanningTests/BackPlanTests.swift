import EstateModel
import Planning
import Risk
import TestSupport
import Testing

struct BackPlanTests {
    private func plan(
        _ byWhen: String,
        asOf: CalendarDay = today,
        kind: PlanKind = .replace,
        contain: String? = nil,
        calendar: WorkingCalendar = WorkingCalendar()
    ) throws -> BackPlan {
        try BackPlan(
            to: deadline(byWhen, contain: contain),
            template: .standard(for: kind),
            asOf: asOf,
            calendar: calendar
        )
    }

    private func written(_ plan: BackPlan) -> [String] {
        plan.steps.map { "\($0.code.rawValue) \($0.day)" }
    }

    /// The file server of the worked examples, counted by hand: 30 August is a bank holiday.
    @Test func stepsAreCountedBackFromTheByWhen() throws {
        let plan = try plan("2027-11-19", contain: "2027-02-18")
        #expect(
            written(plan) == [
                "M0 2027-02-18", "M1 2027-06-17", "M2 2027-07-15", "M3 2027-09-10", "M4 2027-10-22", "M5 2027-11-05",
                "M6 2027-11-19",
            ]
        )
        #expect(plan.missingWorkingDays == 0)
    }

    @Test func aPlanWithoutRoomIsSqueezedAndSaysSo() throws {
        let plan = try plan("2026-12-18")
        #expect(plan.steps.map(\.day) == plan.steps.map(\.day).sorted())
        #expect(plan.steps.allSatisfy { $0.day > today && $0.day <= day("2026-12-18") })
        #expect(plan.steps.last?.day == day("2026-12-18"))
        #expect(plan.missingWorkingDays == 130 - 20)
    }

    @Test func aByWhenThatIsOverStaysWhereItIs() throws {
        let plan = try plan("2026-08-06", kind: .patch)
        #expect(written(plan) == ["M3 2026-08-06", "M4 2026-08-06", "M5 2026-08-06"])
        #expect(plan.missingWorkingDays == 12)
    }

    @Test func aFreezeHoldsNoStep() throws {
        let freeze = Freeze(from: day("2027-03-22"), until: day("2027-05-07"), reason: "local elections")
        let calendar = WorkingCalendar(freezes: [freeze])
        let steps = try plan("2027-05-19", asOf: day("2026-01-05"), calendar: calendar).steps
        #expect(steps.allSatisfy { $0.day < freeze.from || $0.day > freeze.until })
        // Seven working days lie between the freeze and the by-when, three of the ten before it.
        #expect(steps.first { $0.code == .switchOff }?.day == day("2027-03-17"))
    }

    @Test func leapDaysAndYearEndsAreCounted() throws {
        let leap = try plan("2028-03-01", kind: .patch)
        #expect(written(leap) == ["M3 2028-02-16", "M4 2028-02-23", "M5 2028-03-01"])
        let newYear = try plan("2027-01-05", kind: .patch)
        // 25 and 28 December and 1 January are bank holidays.
        #expect(written(newYear) == ["M3 2026-12-17", "M4 2026-12-24", "M5 2027-01-05"])
    }

    @Test func whereBankHolidaysAreUnknownNothingIsComputed() throws {
        #expect(throws: PlanFault.self) { try plan("2029-01-02") }
        do throws(PlanFault) {
            _ = try BackPlan(
                to: deadline("2029-01-02"),
                template: .standard(for: .patch),
                asOf: today,
                calendar: WorkingCalendar()
            )
            Issue.record("computed")
        } catch {
            #expect(error.items.map(\.code) == [.calendar])
            #expect(error.description.contains("bank holidays of 2029 are not known (known until 2028)"))
            #expect(error.description.contains("raise 'calendar: known-until' in policy.yaml"))
        }
        #expect(try plan("2028-12-29").steps.last?.day == day("2028-12-29"))
    }

    @Test func chosenDaysMustBeWorkingDays() {
        let days = ["2027-09-12", "2027-12-27", "2027-09-10", "2030-01-02"].map(day)
        let faults = workingDayFaults(days, calendar: WorkingCalendar()).map(\.message)
        #expect(faults.count == 3)
        #expect(faults[0] == "12 September 2027 is a Sunday; choose 10 September 2027 or another working day")
        #expect(faults[1].hasSuffix("(substitute day); choose 24 December 2027 or another working day"))
        #expect(faults[2].contains("bank holidays of 2030 are not known"))
    }

    @Test func anActThatPlansASundayIsToldSo() {
        var content = Sample.replacement()
        content.milestones[1].current = day("2027-06-20")
        let calendar = WorkingCalendar()
        let draft = PlanAct.draft(plan: reference(1), content: content)
        let sunday = "20 June 2027 is a Sunday; choose 18 June 2027 or another working day"
        #expect(draft.workingDayFaults(calendar: calendar).map(\.message) == [sunday])
        let again = Rebaseline(approver: "SIRO", reason: "late", days: [], byWhen: day("2027-06-20"))
        let act = PlanAct.baselineAgain(plan: reference(1), change: again)
        #expect(act.workingDayFaults(calendar: calendar).map(\.message) == [sunday])
        #expect(PlanAct.start(plan: reference(1)).workingDayFaults(calendar: calendar).isEmpty)
    }

    @Test(arguments: Array<UInt64>(1...400))
    func noStepIsLaterThanTheByWhenOrOnADayOffWork(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let start = today.adding(days: Int.random(in: -400...400, using: &random))
        let frozen = start.adding(days: Int.random(in: 0...300, using: &random))
        let freeze = Freeze(
            from: frozen,
            until: frozen.adding(days: Int.random(in: 0...60, using: &random)),
            reason: "an election"
        )
        let calendar = WorkingCalendar(freezes: [freeze])
        let byWhen = try calendar.previousWorkingDay(
            onOrBefore: start.adding(days: Int.random(in: -30...350, using: &random))
        )
        let kind = PlanKind.allCases.randomElement(using: &random)!
        let contain = Bool.random(using: &random) ? byWhen.description : nil
        let plan = try plan(byWhen.description, asOf: start, kind: kind, contain: contain, calendar: calendar)
        for step in plan.steps {
            #expect(step.day <= byWhen)
            #expect(step.day > start || step.day == byWhen)
            #expect(calendar.obstacle(on: step.day) == nil)
        }
        let sequence = plan.steps.filter { $0.code != .contain }.map(\.day)
        #expect(sequence == sequence.sorted())
        #expect(sequence.last == byWhen)
    }

    @Test func stepsAreCountedForwardOverWorkingDays() throws {
        let template = PlanTemplate(steps: [.init(.build, workingDays: 3), .init(.switchOff, workingDays: 20)])
        let friday = today
        let plan = try BackPlan(from: friday, template: template, containBy: nil, calendar: Sample.calendar)
        // Wednesday, and over Christmas, Boxing Day's substitute and New Year.
        #expect(plan.steps.map(\.day) == [day("2026-11-25"), day("2026-12-23")])
        #expect(plan.steps.map(\.predecessors) == [[], [.build]] && plan.missingWorkingDays == 0)
        let late = try BackPlan(from: day("2026-12-23"), template: template, containBy: nil, calendar: Sample.calendar)
        #expect(late.steps[0].day == day("2026-12-30"))
    }

    @Test func containmentComesByItsDayOrAtOnce() throws {
        let template = PlanTemplate(steps: [.init(.switchOff, workingDays: 5)])
        func contain(_ by: String) throws -> CalendarDay? {
            try BackPlan(from: today, template: template, containBy: day(by), calendar: Sample.calendar).steps.first?
                .day
        }
        #expect(try contain("2026-12-20") == day("2026-12-18"))
        #expect(try contain("2026-11-01") == day("2026-11-23"), "the day is over, so the next working day")
    }

    @Test func nothingIsCountedBeyondTheKnownHolidays() {
        let template = PlanTemplate(steps: [.init(.switchOff, workingDays: 1000)])
        #expect(throws: PlanFault.self) {
            try BackPlan(from: today, template: template, containBy: nil, calendar: Sample.calendar)
        }
    }
}
