import ArgumentParser
import Decisions
import EstateModel
import Planning

struct PlanPropose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Hand a draft to its approver; everything that is missing is told at once."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        let record = try await plans.log(actor, .plan, .propose(plan: plan.plan))
        let owners = try await plans.work.organisations(of: record.content.assets)
        let beside = try await plans.book().committedPounds(beside: record)
        let authority = SpendAuthority(plans.workspace, record.content.cost, owners: owners, beside: beside)
        Terminal.message("\(record.reference) is proposed; \(authority.description) approves it.")
        let gaps = record.gapsBeforeApproval(on: SystemClock.now.londonDay)
        if !gaps.isEmpty {
            let text = "Missing before it can be approved:\n" + gaps.map { "  - \($0.message)\n" }.joined()
            Terminal.message(wrappedForTerminal(text, width: Terminal.messageColumns))
        }
    }
}

struct PlanSendBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-back",
        abstract: "Give a proposed plan back to its author, who changes it and proposes it again."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        let organisations = try await plans.organisations(of: plan.plan)
        // Its approver sends it back; its author may take it back.
        let approver = try? plans.workspace.actor(actor.by, for: .approvePlan, of: organisations)
        let who = try approver ?? plans.workspace.actor(actor.by, for: .plan, of: organisations)
        try await plans.log(who, actor.reason, [.sendBack(plan: plan.plan, reason: actor.reason)])
        Terminal.message("\(plan.plan) is a draft again.")
    }
}

struct PlanApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a plan and what it costs; fixes its days as the baseline.",
        discussion: """
            Who approves follows from what the plan commits the council to, from who pays and from whose assets it \
            changes: `approval.spend` in policy.yaml. The approver holds a post of that name in estate.yaml that \
            speaks for each of those organisations. Whoever wrote or proposed the plan does not approve it, nor \
            does whoever stands in for them.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var decision: DecisionOption

    @Option(
        help: ArgumentHelp(
            "The exception under which it may end after its by-when: E-0003.",
            valueName: "exception"
        )
    )
    var exception: String?

    func run() async throws {
        let plans = try await PlanWork(estate)
        _ = try await plans.work.ledger.provenHead(organisations: plans.organisationNames)
        let record = try await plans.record(plan.plan)
        let owners = try await plans.work.organisations(of: record.content.assets)
        let beside = try await plans.book().committedPounds(beside: record)
        let authority = SpendAuthority(plans.workspace, record.content.cost, owners: owners, beside: beside)
        let who = try authority.actor(actor.by)
        if let exception { try await plans.check(exception: exception, for: plan.plan) }
        let approval = authority.approval(by: who, reference: decision.minute, exception: exception)
        let reference = plan.plan
        let approved = try await plans.log(who, actor.reason) { book in
            try PlanWork.check(book, stillHolds: record)
            return [.approve(plan: reference, decision: approval)]
        }
        let byWhen = approved.currentByWhen.longDescription
        Terminal.message("\(approved.reference) is approved by \(approval.approver); by when: \(byWhen).")
    }
}

/// Where the decision of a post or body is kept.
struct DecisionOption: ParsableArguments, NeedingOptions {
    @Option(
        name: .customLong("minute"),
        help: ArgumentHelp("The minute or ticket that holds the decision. Needed.", valueName: "reference")
    )
    var reference: String?

    var minute: String { reference ?? "" }

    var neededOptions: [NeededOption] {
        [NeededOption("--minute <reference>", "the minute or ticket that holds the decision", reference)]
    }
}

struct PlanRebaseline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebaseline",
        abstract: "Agree to new days for an approved plan; what was agreed first stays on record.",
        discussion: """
            Each time that a day moves later counts as a slip. A by-when beyond the policy's own needs an exception. With --from-register \
            the policy's by-when is worked out anew from today's register, where facts have moved it.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    @Option(help: ArgumentHelp("A step's new day, as M4=2027-05-14; may be repeated.", valueName: "step=day"))
    var day: [String] = []

    @Option(
        help: ArgumentHelp("The new by-when; it stays without.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var byWhen: CalendarDay?

    @Option(
        help: ArgumentHelp("The post or body that agreed; the post of who records it by default.", valueName: "post")
    )
    var approver: String?

    @Option(
        help: ArgumentHelp("The exception that allows a by-when beyond the policy's: E-0003.", valueName: "exception")
    )
    var exception: String?

    @Flag(help: "Take the policy's by-when from today's register.")
    var fromRegister = false

    func run() async throws {
        let plans = try await PlanWork(estate)
        let days = try PlanDays(day, option: "--day").days
        let before = try await plans.record(plan.plan)
        let who = try plans.workspace.actor(
            actor.by,
            for: .approvePlan,
            of: try await plans.organisations(of: plan.plan)
        )
        if let exception { try await plans.check(exception: exception, for: plan.plan) }
        let change = Rebaseline(
            approver: approver ?? who.title,
            reason: actor.reason,
            days: days.map { Rebaseline.Day($0.code, $0.day) },
            byWhen: byWhen,
            deadline: fromRegister ? try await plans.registerDeadline(of: before, rules) : nil,
            exception: exception
        )
        let record = try await plans.log(who, actor.reason, [.baselineAgain(plan: plan.plan, change: change)])
        let (old, new) = (before.currentByWhen.longDescription, record.currentByWhen.longDescription)
        let move = old == new ? "its by-when stays \(new)" : "its by-when moves from \(old) to \(new)"
        let times = record.slipCount == 1 ? "once" : "\(record.slipCount) times"
        let slips =
            record.slipCount == before.slipCount
            ? "Nothing moves later, so this is no slip." : "It has slipped \(times)."
        Terminal.message("\(record.reference) has new days, \(move). \(slips)")
    }
}

struct PlanCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Give a plan up; an approved one only by who may approve it."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption

    @Option(
        help: ArgumentHelp("The post or body that agreed; the post of who records it by default.", valueName: "post")
    )
    var approver: String?

    func run() async throws {
        let plans = try await PlanWork(estate)
        let isBinding = try await plans.record(plan.plan).state.isBinding
        let organisations = try await plans.organisations(of: plan.plan)
        let who = try plans.workspace.actor(actor.by, for: isBinding ? .approvePlan : .plan, of: organisations)
        let approver = isBinding ? self.approver ?? who.title : self.approver
        try await plans.log(
            who,
            actor.reason,
            [.cancel(plan: plan.plan, reason: actor.reason, approver: approver)]
        )
        Terminal.message("\(plan.plan) is cancelled; its risks are without it again.")
    }
}

/// `M4=2027-05-14` options.
struct PlanDays {
    let days: [(code: Milestone.Code, day: CalendarDay)]

    init(_ texts: [String], option: String) throws {
        days = try pairs(texts, option: option, form: "STEP=YYYY-MM-DD").map { step, text in
            guard let code = Milestone.Code(word: step) else {
                let known = Milestone.Code.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError(
                    "\(option): there is no step '\(visible(step, limit: 40))'; the steps are \(known)."
                )
            }
            guard let day = CalendarDay(text) else {
                let shown = visible(text, limit: 40)
                throw ValidationError("\(option): '\(shown)' is no day: \(CalendarDay.mistake(in: text))")
            }
            return (code, day)
        }
        let codes = days.map(\.code)
        guard Set(codes).count == codes.count else { throw ValidationError("\(option) names a step twice.") }
    }
}
