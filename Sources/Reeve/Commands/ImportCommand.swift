import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Record what no scan can read, from lists of other programs.",
        subcommands: [ImportDevicesCommand.self]
    )
}
