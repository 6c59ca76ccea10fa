import ArgumentParser
import Decisions
import EstateModel
import Planning

struct PlanStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begin the work of an approved plan."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        let record = try await plans.record(plan.plan)
        let owners = try await plans.work.organisations(of: record.content.assets)
        let unheard = plans.unheard(record, owners: owners)
        if record.state == .approved, !unheard.isEmpty {
            let councils = unheard.sorted().map(plans.workspace.roles.called).joined(separator: " and ")
            let beside = try await plans.book().committedPounds(beside: record)
            let authority = SpendAuthority(plans.workspace, record.content.cost, owners: owners, beside: beside)
            throw Failure(
                "\(record.reference) was approved before \(councils) had a share in it; \(authority.description) "
                    + "approves it again with `reeve plan cost \(record.reference) --minute`"
            )
        }
        let who = try plans.workspace.actor(actor.by, for: .plan, of: owners)
        let act = PlanAct.start(plan: plan.plan)
        try await plans.log(who, actor.reason) { book in
            try PlanWork.check(book, stillHolds: record)
            return [act]
        }
        Terminal.message("\(plan.plan) is in progress.")
    }
}

struct PlanBlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Say that the work waits for something; --reason says what for. No day moves."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        try await plans.log(actor, .plan, .block(plan: plan.plan, reason: actor.reason))
        Terminal.message("\(plan.plan) is blocked; its days stay as they are.")
    }
}

struct PlanResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Go on with a blocked plan.")

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        try await plans.log(actor, .plan, .resume(plan: plan.plan, reason: actor.reason))
        Terminal.message("\(plan.plan) is in progress again.")
    }
}

struct PlanClaim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Say that a plan is done; --reason says what was done. A later scan must show it.",
        discussion: """
            Every step must be done. The plan is verified when every asset of it has been read by a scan that began \
            afterwards and none has the product any more, and is back in progress when one still has it.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        try await plans.log(actor, .plan, .claimDone(plan: plan.plan, note: actor.reason))
        Terminal.message("\(plan.plan) is claimed to be done; `reeve scan` and then `reeve plan` show whether it is.")
    }
}

struct PlanMilestone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "milestone",
        abstract: "Begin, finish, forecast or hand over a step of a plan.",
        subcommands: [MilestoneBegin.self, MilestoneDone.self, MilestoneForecast.self, MilestoneAssign.self]
    )
}

/// The step of a plan that a command is about.
struct MilestoneArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The plan: P-0001.", valueName: "plan"))
    var plan: PlanReference

    @Argument(help: ArgumentHelp("The step: M0 to M6, or its word, such as migrate.", valueName: "step"))
    var step: Milestone.Code
}

struct MilestoneBegin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin",
        abstract: "Say that work on a step has begun."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var milestone: MilestoneArgument
    @OptionGroup var actor: ActorOption

    @Option(
        help: ArgumentHelp("The day on which it began; today by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var on: CalendarDay?

    func run() async throws {
        let plans = try await PlanWork(estate)
        let (plan, step) = (milestone.plan, milestone.step)
        let day = on ?? SystemClock.now.londonDay
        try await plans.log(actor, .plan, .beginMilestone(plan: plan, milestone: step, on: day))
        Terminal.message("\(step.rawValue) of \(plan) was begun on \(day.longDescription).")
    }
}

struct MilestoneDone: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "done",
        abstract: "Say that a step is done, and where that is shown."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var milestone: MilestoneArgument
    @OptionGroup var actor: ActorOption

    @Option(
        help: ArgumentHelp("The day on which it was done; today by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var on: CalendarDay?

    @Option(help: ArgumentHelp("Where it is shown: a change, a minute; may be repeated. Needed.", valueName: "where"))
    var evidence: [String] = []

    var neededOptions: [NeededOption] {
        [NeededOption("--evidence <where>", "where it is shown: a change, a minute", isGiven: !evidence.isEmpty)]
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        let (plan, step) = (milestone.plan, milestone.step)
        let day = on ?? SystemClock.now.londonDay
        let act = PlanAct.finishMilestone(plan: plan, milestone: step, on: day, evidence: evidence)
        let record = try await plans.log(actor, .plan, act)
        let next = record.nextMilestone.map { "next is \($0.code.rawValue), by \($0.due.longDescription)" }
        let claim = "every step is done: `reeve plan claim \(plan)`"
        Terminal.message("\(step.rawValue) of \(plan) was done on \(day.longDescription); \(next ?? claim).")
    }
}

struct MilestoneForecast: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "Say when a step is expected to be done. What was agreed stays, and lateness is told from that."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var milestone: MilestoneArgument
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The expected day. Needed.", valueName: "YYYY-MM-DD"), transform: CalendarDay.argument)
    var day: CalendarDay?

    var neededOptions: [NeededOption] {
        [NeededOption("--day <YYYY-MM-DD>", "the expected day", isGiven: day != nil)]
    }

    func run() async throws {
        guard let day else { return }
        let plans = try await PlanWork(estate)
        let (plan, step) = (milestone.plan, milestone.step)
        let act = PlanAct.forecast(plan: plan, milestone: step, day: day, reason: actor.reason)
        let record = try await plans.log(actor, .plan, act)
        let due = record.content.milestones.first { $0.code == step }?.due ?? day
        let late = day > due ? "; it was agreed for \(due.longDescription)" : ""
        Terminal.message("\(step.rawValue) of \(plan) is expected on \(day.longDescription)\(late).")
    }
}

struct MilestoneAssign: AsyncParsableCommand, NeedingOptions {
    static let configuration = CommandConfiguration(commandName: "assign", abstract: "Give a step to another post.")

    @OptionGroup var estate: EstateOption
    @OptionGroup var milestone: MilestoneArgument
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("The post that does it. Needed.", valueName: "post"))
    var to: String?

    var neededOptions: [NeededOption] { [NeededOption("--to <post>", "the post that does it", to)] }

    func run() async throws {
        guard let to else { return }
        let plans = try await PlanWork(estate)
        let owner = try plans.postTitle(to)
        let act = PlanAct.assign(plan: milestone.plan, milestone: milestone.step, owner: owner)
        try await plans.log(actor, .plan, act)
        Terminal.message(
            "\(milestone.step.rawValue) of \(milestone.plan) is now done by \(visible(owner, limit: 100))."
        )
    }
}
