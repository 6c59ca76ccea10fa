import ArgumentParser
import Decisions
import EstateModel
import Planning

struct PlanCostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost",
        abstract: "Give or change what a plan costs.",
        discussion: """
            What is not given stays as it was. After the approval, spending more, letting others pay, paying from another \
            budget or year, or saying that the money is there needs the decision of whoever approves such a sum: --minute names it, and they give it. \
            With --minute alone they approve the same cost again, as is needed where another council got a share.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var cost: CostOption

    @Option(help: ArgumentHelp("The minute or ticket that holds the decision.", valueName: "reference"))
    var minute: String?

    func validate() throws {
        guard cost.isGiven || minute != nil else {
            throw ValidationError("Nothing is to be changed; `--help` lists what can be.")
        }
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        let record = try await plans.record(plan.plan)
        let organisations = try await plans.organisations(of: plan.plan)
        let changed = try await plans.cost(cost, for: record.content)
        let beside = try await plans.book().committedPounds(beside: record)
        let authority = SpendAuthority(plans.workspace, changed, owners: organisations, beside: beside)
        let who: Actor
        var approval: PlanApproval?
        if let minute {
            who = try authority.actor(actor.by)
            approval = authority.approval(by: who, reference: minute)
        } else {
            who = try plans.workspace.actor(actor.by, for: .plan, of: organisations)
        }
        let act = PlanAct.changeCost(plan: plan.plan, cost: changed, decision: approval)
        try await plans.log(who, actor.reason) { book in
            try PlanWork.check(book, stillHolds: record)
            return [act]
        }
        let names = plans.organisationNames
        let sum = sterling(pence: changed.commitmentPence)
        let decided = (approval == nil ? "is to be" : "was") + " approved by \(authority.description)"
        Terminal.message("\(plan.plan) commits to \(sum), paid by \(changed.split.label(names: names)); it \(decided).")
    }
}

struct PlanSupplier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supplier",
        abstract: "Record what the supplier says about running on the target."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var actor: ActorOption
    @OptionGroup var supplier: SupplierOption

    func run() async throws {
        guard let statement = supplier.statement else {
            throw ValidationError("Give --answer yes|no|unknown and --answer-reference.")
        }
        let plans = try await PlanWork(estate)
        try await plans.log(actor, .plan, .confirmSupplier(plan: plan.plan, statement: statement))
        Terminal.message(
            "\(plan.plan): the supplier's answer is \(statement.answer.rawValue) (\(visible(statement.reference, limit: 100)))."
        )
    }
}

struct PlanExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print a plan as YAML; `reeve plan edit --file` takes a draft back.",
        discussion: "Its by-when and what it is about stand in comments: they come from the register."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument

    func run() async throws {
        let plans = try await PlanWork(estate)
        let record = try await plans.record(plan.plan)
        let names = try await plans.names(of: record.content.assets)
        Terminal.result(PlanFile.text(of: record, assets: names))
    }
}
