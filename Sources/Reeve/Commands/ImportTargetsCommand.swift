import ArgumentParser
import EstateFiles
import EstateModel
import Foundation
import StrictYAML

struct ImportTargetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-targets",
        abstract: "Turn an OpenSSH config or an Ansible inventory into targets for estate.yaml.",
        discussion: """
            Prints YAML to standard output, to be read and pasted; nothing is changed. Passwords and other secrets in \
            the file are left out and named on standard error.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case openssh
        case ansible
    }

    @Argument(help: "The file to read.")
    var file: String

    @Option(name: .customLong("from"), help: ArgumentHelp("What kind of file it is.", valueName: "kind"))
    var format: Format

    @Option(help: "The account for targets that name none.")
    var user = "reeve"

    func run() async throws {
        let text = try readText()
        let imported = try await explainingErrors { () throws -> ImportedTargets in
            switch format {
            case .openssh: OpenSSHConfigImport.read(text, file: file)
            case .ansible: try AnsibleInventoryImport.read(text, file: file)
            }
        }
        for notice in imported.notices { Terminal.message(notice.description) }
        guard !imported.targets.isEmpty else {
            let other = format == .openssh ? "ansible" : "openssh"
            throw Failure("no target was found in \(visible(file)); if it is of another kind, try --from \(other)")
        }
        Terminal.result(ImportedTargetsWriter(imported, user: user).text())
        let count = imported.targets.count
        Terminal.message("\(count) \(count == 1 ? "target" : "targets") from \(visible(file)).")
    }

    private func readText() throws -> String {
        let limit = 16 << 20
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw Failure("cannot read \(visible(file)): there is no such file, or it may not be read")
        }
        let data: Data
        do {
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw Failure("cannot read \(visible(file)): name a file, not a directory")
        }
        guard data.count <= limit else { throw Failure("\(visible(file)) is larger than \(limit) bytes; split it") }
        return String(decoding: data, as: UTF8.self)
    }
}
