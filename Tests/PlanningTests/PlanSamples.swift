import EstateModel
import Planning
import Risk
import Testing

/// The day of all worked examples.
let today = day("2026-11-20")

func day(_ text: String) -> CalendarDay {
    CalendarDay(text)!
}

/// Noon of a day, so that it is the same day everywhere in Britain.
func noon(_ text: String) -> Instant {
    Instant("\(text)T12:00:00Z")!
}

func reference(_ number: Int) -> PlanReference {
    PlanReference(number: number)!
}

func assets(_ ids: [Int64], _ sighting: ScanProof.Sighting = .clear) -> [ScanProof.Asset] {
    ids.map { ScanProof.Asset(id: $0, sighting: sighting) }
}

let architect = PlanActor(person: "amira", post: "Architect", organisation: "darlington")
let manager = PlanActor(person: "ben", post: "ICT manager", organisation: "darlington")
let program = PlanActor(person: "reeve", post: "The program")

/// A by-when with one rule, as ``Risk`` works it out.
func deadline(_ value: String, contain: String? = nil) -> PlanDeadline {
    let candidate = ByWhen.Candidate(.noFixCap, day(value), "A product without fixes stays at most 365 days.")
    return PlanDeadline(
        ByWhen(
            value: day(value),
            winner: candidate,
            candidates: [candidate],
            containBy: contain.map(day),
            explanation: candidate.explanation
        )
    )
}

enum Sample {
    static func cost(
        pounds: Int = 12_000,
        recurringPounds: Int = 0,
        years: Int = 0,
        year: Int = 2027,
        split: [String: Int] = ["darlington": 50, "stockton": 50]
    ) -> PlanCost {
        PlanCost(
            oneOffPence: pounds * 100,
            recurringPencePerYear: recurringPounds * 100,
            recurringYears: years,
            peopleDays: 15,
            spend: .capital,
            confidence: .medium,
            source: "quote Q-118",
            financialYear: FinancialYear(startYear: year)!,
            funding: .bid,
            split: (try? CostSplit(percentages: split))!
        )
    }

    static let calendar = WorkingCalendar()

    static let subject = PlanContent.Subject(
        product: "windows-server",
        release: "2012-r2",
        label: "Windows Server 2012 R2"
    )

    static let target = PlanTarget(
        product: "windows-server",
        release: "2025",
        label: "Windows Server 2025",
        ownEnd: day("2034-11-14"),
        source: "rules/windows-server.yaml"
    )

    /// The replacement of a file server, complete and ready to be proposed.
    static func replacement(
        of kind: PlanKind = .replace,
        deadline limit: PlanDeadline = deadline("2027-11-19", contain: "2027-02-18")
    ) -> PlanContent {
        let plan =
            (try? BackPlan(
                to: limit,
                template: .standard(for: kind),
                asOf: today,
                calendar: calendar
            ))!
        var content = PlanContent(
            title: "Replace unsupported servers - FS1",
            kind: kind,
            subject: subject,
            risks: ["R-0007"],
            assets: [11, 12],
            owner: "Server Team Lead",
            deadline: limit,
            milestones: plan.milestones(owner: "Server Team Lead")
        )
        if kind.needsTarget {
            content.target = target
            content.supplier = SupplierStatement(answer: .yes, reference: "SUP-12", on: day("2026-11-02"))
        }
        content.cost = cost()
        return content
    }

    static func approval(of content: PlanContent, exception: String? = nil) -> PlanApproval {
        let route = content.cost.map { SpendRoute($0, owners: [], policy: ApprovalPolicy()) }
        return PlanApproval(
            approver: route?.approver ?? "ICT manager",
            reference: "minute 12",
            route: route,
            exception: exception
        )
    }

    /// A book with one plan in a state.
    static func book(_ state: PlanState, content: PlanContent = replacement()) throws -> PlanBook {
        var book = PlanBook()
        let plan = reference(1)
        try book.apply(.draft(plan: plan, content: content), by: architect, at: noon("2026-11-20"))
        if state == .draft { return book }
        if state == .cancelled {
            try book.apply(.cancel(plan: plan, reason: "merged", approver: nil), by: architect, at: noon("2026-11-21"))
            return book
        }
        try book.apply(.propose(plan: plan), by: architect, at: noon("2026-11-20"))
        if state == .proposed { return book }
        let decision = approval(of: content)
        try book.apply(.approve(plan: plan, decision: decision), by: manager, at: noon("2026-11-24"))
        if state == .approved { return book }
        try book.apply(.start(plan: plan), by: architect, at: noon("2026-11-25"))
        if state == .inProgress { return book }
        if state == .blocked {
            try book.apply(.block(plan: plan, reason: "supplier"), by: architect, at: noon("2026-11-26"))
            return book
        }
        try finishAll(&book, plan, on: "2027-06-01")
        try book.apply(.claimDone(plan: plan, note: "moved"), by: architect, at: noon("2027-06-01"))
        if state == .claimedDone { return book }
        try book.apply(.verify(plan: plan, proof: proof()), by: program, at: noon("2027-06-03"))
        return book
    }

    static func finishAll(_ book: inout PlanBook, _ plan: PlanReference, on date: String) throws {
        for milestone in book[plan]!.content.milestones where !milestone.isDone {
            let act = PlanAct.finishMilestone(plan: plan, milestone: milestone.code, on: day(date), evidence: ["CHG-9"])
            try book.apply(act, by: architect, at: noon(date))
        }
    }

    static func proof(of ids: [Int64] = [11, 12], started: String = "2027-06-02") -> ScanProof {
        ScanProof(scan: 88, startedAt: noon(started), isComplete: true, assets: assets(ids))
    }
}

/// What is wrong when an act is refused; empty when it is not.
func refusal(_ book: PlanBook, _ act: PlanAct, by actor: PlanActor, at date: String) -> [String] {
    var copy = book
    do throws(PlanFault) {
        try copy.apply(act, by: actor, at: noon(date))
        return []
    } catch {
        #expect(copy == book, "a refused act changes nothing")
        return error.items.map(\.message)
    }
}
