import ArgumentParser

struct AssetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assets",
        abstract: "List the hosts that scans have read, show one, and put right which of them are one.",
        discussion: """
            `reeve assets` lists all, `reeve assets NAME` shows one. An asset is named by its name, host name, SMBIOS \
            UUID or number.
            """,
        subcommands: [
            AssetsList.self, AssetsShow.self, AssetsRetire.self, AssetsMerge.self, AssetsMerges.self,
            AssetsSplit.self,
        ],
        defaultSubcommand: AssetsList.self
    )
}
