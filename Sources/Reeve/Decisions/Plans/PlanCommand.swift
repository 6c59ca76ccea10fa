import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan by when risks are removed, who does what, and what it costs.",
        discussion: """
            A plan is drafted from the risks of the register, whose by-when it takes over, with milestones counted \
            back over working days. It is proposed, approved, worked on, claimed to be done, and done when a later \
            scan no longer sees the product. Every change is an entry of the audit log. docs/plans.md says how a \
            plan lives.
            """,
        subcommands: [],
        groupedSubcommands: [
            CommandGroup(
                name: "Read",
                subcommands: [
                    PlanList.self, PlanShow.self, PlanOrder.self, PlanBudget.self, PlanCover.self, PlanExport.self,
                ]
            ),
            CommandGroup(
                name: "Write",
                subcommands: [PlanDraft.self, PlanEdit.self, PlanSupplier.self, PlanCostCommand.self]
            ),
            CommandGroup(
                name: "Decide",
                subcommands: [
                    PlanPropose.self, PlanSendBack.self, PlanApprove.self, PlanRebaseline.self, PlanCancel.self,
                ]
            ),
            CommandGroup(
                name: "Work",
                subcommands: [
                    PlanStart.self, PlanBlock.self, PlanResume.self, PlanMilestone.self, PlanClaim.self,
                ]
            ),
        ],
        defaultSubcommand: PlanList.self
    )
}
