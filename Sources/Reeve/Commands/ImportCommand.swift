import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record what no scan can read: devices, and the council's own registers and plans.",
        subcommands: [
            ImportDevicesCommand.self, ImportRegisterCommand.self, ImportPlanCommand.self, ImportListCommand.self,
            ImportRemoveCommand.self,
        ]
    )
}
