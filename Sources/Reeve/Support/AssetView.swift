import EstateFiles
import EstateModel
import Reporting
import Store

/// Everything about one asset, for a person or as JSON.
struct AssetView {
    let store: InventoryStore
    let scan: ScanID?
    /// The names of the estate's targets, some of which no scan may have read.
    var targets: Set<String> = []

    func show(_ text: String, format: OutputFormat) async throws {
        let detail = try await detail(of: text)
        switch format {
        case .json: Terminal.result(try StableJSON.encode(detail.collection))
        case .csv:
            try Listing(table(for: detail), columns: [.init("Fact") { $0.name }, .init("Value") { $0.value }]).print(
                .csv
            )
        case .table: Terminal.result(words(for: detail))
        }
    }

    /// The one asset that a person means.
    func detail(of text: String) async throws -> AssetDetail {
        try await explainingErrors {
            let found = try await store.findAssets(text, asOf: scan)
            switch found.count {
            case 1: return try await store.asset(found[0], asOf: scan)
            case 0 where targets.contains(text):
                throw Failure(
                    "no scan has read the target '\(text)'; `reeve scan --target \(text)` does, or says why not"
                )
            case 0:
                let names = try await store.assets(asOf: scan).map(\.name)
                let hint = suggestion(for: text, among: names, listedBy: "reeve assets")
                throw Failure("there is no asset '\(visible(text, limit: 80))'\(hint)")
            default:
                let numbers = found.map { String($0.rawValue) }.joined(separator: ", ")
                throw Failure("'\(visible(text, limit: 80))' is more than one asset; say which by number: \(numbers)")
            }
        }
    }

    private struct Row: Encodable {
        var name: String
        var value: String
    }

    private func table(for detail: AssetDetail) -> [Row] {
        let known = facts(of: detail).compactMap { name, value in value.map { Row(name: name, value: $0) } }
        return known + detail.collection.problems.map { Row(name: "Gap", value: $0.message) }
    }

    private func words(for detail: AssetDetail) -> String {
        var text = facts(of: detail).map { line($0.0, $0.1) }.joined()
        for problem in detail.collection.problems {
            text += "\nGap: \(problem.message)\n     \(problem.remedy)\n"
        }
        return text
    }

    private func facts(of detail: AssetDetail) -> [(String, String?)] {
        let collection = detail.collection
        let hardware = collection.hardware
        let facts: [(String, String?)] = [
            ("Asset", "\(detail.summary.name) (number \(detail.summary.id.rawValue))"),
            ("Address", address(of: detail)),
            ("Host name", collection.identity.fqdn ?? collection.identity.hostname),
            ("Operating system", collection.operatingSystem?.name),
            ("Release", collection.operatingSystem?.fullVersion),
            ("Kernel", collection.operatingSystem?.kernelRelease),
            ("Machine", [hardware?.manufacturer, hardware?.model].compactMap(\.self).joined(separator: " ")),
            ("Serial", hardware?.serial),
            ("Firmware of", hardware?.biosDate?.longDescription),
            (
                "Kind",
                [hardware?.placement?.rawValue, hardware?.virtualization].compactMap(\.self).joined(separator: ", ")
            ),
            ("Processor", hardware?.processor),
            ("Memory", hardware?.memoryBytes.map { "\($0 >> 20) MiB" }),
            ("SSH server", collection.secureShell?.banner),
            ("Listens on", ports(collection.listeners)),
            ("Default routes", collection.networkState?.defaultRoutes.map { words($0, orElse: "none") }),
            ("Agents", collection.agents.map { words($0.map(agent), orElse: "none that is known") }),
            ("Software", "\(collection.software.count) entries"),
            ("Guests", collection.guests.isEmpty ? nil : String(collection.guests.count)),
            ("Last read", detail.summary.lastSeen.at.description),
            ("Retired", detail.summary.isRetired ? "yes" : nil),
            ("Merged into it", detail.mergedAssets.isEmpty ? nil : merged(detail.mergedAssets)),
            ("Sections", sections(collection)),
        ]
        return facts.filter { $0.1 != "" }
    }

    /// One that an import names has no port to log in at, and often no address.
    private func address(of detail: AssetDetail) -> String {
        let target = detail.summary.target
        return detail.collection.platform == ImportedDevice.platform
            ? target.address : "\(target.address) port \(target.port)"
    }

    private func words(_ list: [String], orElse none: String) -> String {
        list.isEmpty ? none : list.joined(separator: ", ")
    }

    /// `clamav (runs, current as of 2026-11-20)`.
    private func agent(_ agent: ProtectiveAgent) -> String {
        let state = agent.isRunning.map { $0 ? "runs" : "does not run" }
        let facts = [state, agent.currentAsOf.map { "current as of \($0.longDescription)" }].compactMap(\.self)
        return facts.isEmpty ? agent.name : "\(agent.name) (\(facts.joined(separator: ", ")))"
    }

    private func merged(_ assets: [AssetID]) -> String {
        assets.map { "asset \($0.rawValue)" }.joined(separator: ", ")
    }

    private func line(_ name: String, _ value: String?) -> String {
        guard let value, !value.isEmpty else { return "" }
        return name + String(repeating: " ", count: max(1, 18 - name.count)) + visible(value, limit: 200) + "\n"
    }

    private func ports(_ listeners: [Listener]) -> String? {
        let open = Set(listeners.filter { !$0.isLoopback }.map(\.port)).sorted()
        let local = Set(listeners.filter(\.isLoopback).map(\.port)).subtracting(open).sorted()
        guard !open.isEmpty || !local.isEmpty else { return nil }
        let inside = local.isEmpty ? "" : "; on loopback only \(local.map(String.init).joined(separator: ", "))"
        return (open.isEmpty ? "nothing from outside" : open.map(String.init).joined(separator: ", ")) + inside
    }

    private func sections(_ collection: HostCollection) -> String {
        collection.completeness.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.rawValue)" }.joined(separator: ", ")
    }
}
