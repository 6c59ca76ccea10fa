import ArgumentParser

struct RiskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "risk",
        abstract: "Follow risks through time: what changed, what was decided, what is gone.",
        discussion: """
            `reeve register` shows the risks of today; this is their history in the log. A risk keeps its reference for ever: \
            one that comes back is reopened under it.
            """,
        subcommands: [RiskList.self, RiskShow.self, RiskTreat.self],
        defaultSubcommand: RiskList.self
    )
}
