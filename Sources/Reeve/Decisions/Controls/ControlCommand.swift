import ArgumentParser

struct ControlCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control",
        abstract: "Record what lowers risks, with the evidence that it works.",
        discussion: """
            A control counts in the scores of its assets while its evidence is young enough (`scoring.evidence.max-age-days`, \
            90 days by default) and its last check passed. Whoever records it stands under `people:` in estate.yaml; \
            every change is an entry of the audit log.

            A control with --recheck is looked at by every scan that reads its assets: one that passes stays fresh, one \
            that fails counts no more.
            """,
        subcommands: [ControlList.self, ControlRecordCommand.self, ControlCheckCommand.self, ControlRetire.self],
        defaultSubcommand: ControlList.self
    )
}
