import ArgumentParser
import Collectors
import EstateModel

struct ProbesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes",
        abstract: "Show exactly what runs on a host, and its SHA-256.",
        discussion: """
            The script is the same for every host and every scan; one line before it carries what differs (a random \
            mark for the frames, how root is gained, the time limit). The SHA-256 is kept with every collection.
            """,
        subcommands: [ProbesShow.self, ProbesList.self, ProbesParse.self],
        defaultSubcommand: ProbesShow.self
    )
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
