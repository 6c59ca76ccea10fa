import ArgumentParser
import EstateFiles
import EstateModel

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a commented, working estate directory.",
        discussion: "Refuses to overwrite anything. The files say what belongs in them; edit estate.yaml first."
    )

    @Argument(help: ArgumentHelp("The directory to make.", valueName: "dir"))
    var directory: String

    func run() throws {
        do throws(EstateTemplate.WriteError) {
            try EstateTemplate.write(to: directory)
        } catch {
            throw Failure(error.description)
        }
        let place = visible(directory)
        Terminal.message(
            """
            Made \(place). Next:
              1. write your councils, hosts and login into \(place)/estate.yaml; `reeve import-targets` turns an OpenSSH
                 config or an Ansible inventory into targets,
              2. check what you wrote, without connecting: reeve doctor --estate \(place) tells whether files, keys and
                 secrets are in order, reeve scan --estate \(place) --dry-run what would be visited
              3. scan: reeve scan --estate \(place)
                 The first time, add --trust-new-host-keys and compare the fingerprints it prints with the hosts' own.
            """
        )
    }
}
