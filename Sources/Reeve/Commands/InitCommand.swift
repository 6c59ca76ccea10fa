import ArgumentParser
import EstateFiles

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a commented, working estate directory.",
        discussion: "Refuses to overwrite anything. Edit estate.yaml, then run `reeve scan`."
    )

    @Argument(help: ArgumentHelp("The directory to make.", valueName: "dir"))
    var directory: String

    func run() throws {
        do throws(EstateTemplate.WriteError) {
            try EstateTemplate.write(to: directory)
        } catch {
            throw Failure(error.description)
        }
        Terminal.message(
            """
            Made \(directory). Next:
              1. write your hosts into \(directory)/estate.yaml (or `reeve import-targets`),
              2. put the scan account's key where `credentials:` says,
              3. run `reeve scan --estate \(directory)`.
            """
        )
    }
}
