import ArgumentParser
import Discovery
import EstateFiles
import EstateModel
import Foundation
import SSH

struct DiscoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Find SSH servers in address ranges, and tell which of them no target list has.",
        discussion: """
            Connects once to each address, exchanges keys and ends: no login, no credential, nothing recorded. \
            Scanning a network needs the permission of whoever runs it, and may set off its intrusion detection: ask \
            first.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("port"), help: "A port to try; may be repeated.")
    var ports: [UInt16] = [22]

    @Option(name: .customLong("per-second"), help: "New connections a second (1 to 1000).")
    var perSecond = 50

    @Option(name: .customLong("timeout"), help: "Seconds for each address (1 to 60).")
    var timeout = 4

    @Flag(help: "Allow more than 65,536 connections, up to a /8.")
    var large = false

    @Flag(name: .customLong("all"), help: "Also list servers that are in a target list.")
    var includesTargets = false

    @Argument(help: "Blocks of addresses: 10.1.2.0/24, fd00::/120 or one address.")
    var blocks: [String]

    func validate() throws {
        guard (1...1000).contains(perSecond) else { throw ValidationError("--per-second must be 1 to 1000.") }
        guard (1...60).contains(timeout) else { throw ValidationError("--timeout must be 1 to 60.") }
        guard !ports.contains(0) else { throw ValidationError("--port must be 1 to 65535.") }
        do throws(DiscoveryError) {
            _ = try range()
        } catch {
            throw ValidationError(error.description)
        }
    }

    private func range() throws(DiscoveryError) -> DiscoveryRange {
        var parsed: [AddressBlock] = []
        for block in blocks { parsed.append(try AddressBlock(block)) }
        return try DiscoveryRange(parsed, ports: ports, isLarge: large)
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let range = try range()
        let known = try knownServers(workspace)
        FileDescriptorLimit.raise()
        if range.blocks.contains(where: { !$0.first.isLoopback }) {
            Terminal.message("Make sure that you have permission to scan \(list(range)).")
        }
        let poller = try await explainingErrors { try ReadinessPoller() }
        let pace = Discoverer.Pace(connectionsPerSecond: perSecond, patience: .seconds(timeout))
        let result = try await search(range, Discoverer(poller: poller, pace: pace))
        let rows = result.found.map { DiscoveredRow($0, known) }.filter { includesTargets || $0.relation != .target }
        let whenEmpty = "nothing was found" + (includesTargets ? "" : " that is in no target list")
        try Listing(rows, columns: DiscoveredRow.columns, whenEmpty: whenEmpty).print(format.format)
        Terminal.message(summary(result, rows, range))
        if result.tried < range.count { throw ExitStatus.interrupted.error }
    }

    private func search(_ range: DiscoveryRange, _ discoverer: Discoverer) async throws -> Discoverer.Result {
        let display = DiscoveryDisplay(total: range.count)
        defer { display.end() }
        return try await Interruption.cancelling {
            try await explainingErrors {
                try await discoverer.run(range, seed: .random(in: .min ... .max), progress: display.show)
            }
        }
    }

    private func knownServers(_ workspace: Workspace) throws -> KnownServers {
        let places = workspace.estate.targets.map {
            KnownServers.Place(name: $0.name, address: $0.address, port: $0.port, jumpHost: $0.route.last?.name)
        }
        do throws(BoundedFile.Fault) {
            let bytes = try BoundedFile.read(workspace.directory.knownHosts, limit: 64 << 20).bytes
            return KnownServers(places, knownHosts: bytes)
        } catch {
            guard error.kind == .absent else {
                throw Failure("\(visible(workspace.directory.knownHosts)) \(error.message)")
            }
            return KnownServers(places, knownHosts: [])
        }
    }

    private func list(_ range: DiscoveryRange) -> String {
        let shown = range.blocks.prefix(5).map(\.description).joined(separator: ", ")
        return range.blocks.count > 5 ? "\(shown) and \(range.blocks.count - 5) more blocks" : shown
    }

    private func summary(_ result: Discoverer.Result, _ rows: [DiscoveredRow], _ range: DiscoveryRange) -> String {
        let servers = result.found.count { if case .server = $0.kind { true } else { false } }
        let gap = rows.count { $0.relation == .unknown && $0.fingerprint != nil }
        var text =
            "\(result.tried) of \(range.count) places looked at: \(servers) SSH servers, "
            + "\(result.found.count - servers) that answered otherwise, \(result.silent) without an answer.\n"
            + "\(gap) SSH \(gap == 1 ? "server is" : "servers are") in no target list. Nothing of this was recorded."
        if gap > 0 {
            text +=
                " To scan one, write it under `targets:` of a group in estate.yaml, as in `name: {address: ADDRESS}`,"
                + " and compare its fingerprint with the host's own before `reeve scan --trust-new-host-keys`."
        }
        return text
    }
}
