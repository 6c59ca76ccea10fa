import ArgumentParser
import Collectors
import EstateModel
import Foundation

struct ProbesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes",
        abstract: "Show exactly what runs on a host, and its SHA-256.",
        discussion: """
            The script is the same for every host and every scan; one line before it carries what differs (a random \
            mark for the frames, how root is gained, the time limit). The SHA-256 is kept with every collection.
            """,
        subcommands: [ProbesShow.self, ProbesList.self],
        defaultSubcommand: ProbesShow.self
    )
}

struct ProbesShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Print a script.")

    @Option(help: "posix (Linux, ESXi and other Unix) or windows.")
    var shell: Shell = .posix

    @Flag(help: "Only the SHA-256.")
    var digest = false

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case posix
        case windows
    }

    func run() throws {
        let nonce = String(repeating: "0", count: 32)
        let script: ProbeScript
        switch shell {
        case .posix: script = PosixScript.compose(PlatformRegistry.posix, nonce: nonce, escalation: .none)
        case .windows: script = PowerShellScript.compose(.windows, nonce: nonce)
        }
        Terminal.result(digest ? script.digest + "\n" : script.text)
        if !digest { Terminal.message("Runs as: \(script.command)\nSHA-256: \(script.digest)") }
    }
}

struct ProbesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every probe with its section, its limits and whether it asks for root."
    )

    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var platform: String
        var probe: String
        var section: String
        var asksForRoot: Bool
        var timeoutSeconds: Int
        var byteLimit: Int
    }

    func run() throws {
        let rows = PlatformRegistry.all.flatMap { platform in
            platform.probes.map { probe in
                Row(
                    platform: platform.id,
                    probe: probe.id,
                    section: probe.section.rawValue,
                    asksForRoot: probe.command.contains("as_root "),
                    timeoutSeconds: probe.timeoutSeconds,
                    byteLimit: probe.byteLimit
                )
            }
        }
        try Listing(
            rows,
            columns: [
                .init("Platform") { $0.platform },
                .init("Probe") { $0.probe },
                .init("Section") { $0.section },
                .init("Root") { $0.asksForRoot ? "asks" : "no" },
                .init("Seconds", isNumber: true) { String($0.timeoutSeconds) },
                .init("Bytes", isNumber: true) { String($0.byteLimit) },
            ]
        ).print(format.format)
    }
}
