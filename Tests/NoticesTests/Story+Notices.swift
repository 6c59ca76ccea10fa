import DecisionSamples
import Decisions
import EstateModel
import Notices
import Planning
import Risk

extension Story {
    static let plan = Sample.plan1

    /// A risk, a control whose evidence is of 10 November 2026, and a plan that ends on 29 October 2027.
    static func begun(
        title: String = "Retire Windows Server 2012 R2 - FS1",
        checkedOn checked: String = "2026-11-10"
    ) throws -> Story {
        try Sample.story(plan: content(title), checked: checked)
    }

    mutating func log(_ act: Act, on date: String) throws {
        self.date = date
        try log(act)
    }

    mutating func log(_ act: ExceptionAct, on date: String) throws {
        try log(.exception(act), on: date)
    }

    static func content(_ title: String) -> PlanContent {
        var content = Sample.plan(
            title: title,
            kind: .consolidateRetire,
            owner: "Head of ICT",
            days: [(.options, "2026-12-18"), (.switchOff, "2027-10-29")]
        )
        content.cost = Sample.cost
        return content
    }

    /// The plan's approver is the Head of ICT.
    mutating func approvePlan() throws {
        try log(.plan(.propose(plan: Self.plan)))
        let route = Self.content("").cost.map { SpendRoute($0, owners: [], policy: ApprovalPolicy()) }
        let decision = PlanApproval(approver: route?.approver ?? "ICT manager", reference: "minute 12", route: route)
        try log(.plan(.approve(plan: Self.plan, decision: decision)), by: People.manager)
        try log(.plan(.start(plan: Self.plan)))
    }

    mutating func submit(organisations: [String] = ["darlbrook"]) throws {
        try log(.draft(exception: "E-0001", request: Sample.request))
        try log(.submit(exception: "E-0001", terms: Sample.terms(organisations: organisations)))
    }

    mutating func approve(_ organisation: String = "darlbrook", by actor: Actor = People.siroD) throws {
        try log(.decide(exception: "E-0001", decision: try Sample.decision(self, organisation)), by: actor)
    }

    /// An exception in force until 20 May 2027, under a plan that is carried out.
    static func approved() throws -> Story {
        var story = try Story.begun()
        try story.approvePlan()
        try story.submit()
        try story.approve()
        return story
    }

    /// Keeps the control's evidence young enough.
    mutating func check(on date: String) throws {
        try log(.control(.check(control: "C-0001", check: Sample.check(on: date))), on: date)
    }

    func question(_ date: String) -> NoticeQuestion {
        var question = NoticeQuestion(asOf: day(date), book: book, roles: People.roles)
        question.organisations = [11: ["darlbrook"], 12: ["darlbrook"]]
        return question
    }

    func due(_ date: String, _ kinds: Notice.Kind...) -> [Notice] {
        question(date).due().filter { kinds.isEmpty || kinds.contains($0.kind) }
    }
}
