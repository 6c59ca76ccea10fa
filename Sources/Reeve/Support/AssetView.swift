import EstateModel
import Store

/// Everything about one asset, for a person or as JSON.
struct AssetView {
    let store: InventoryStore
    let scan: ScanID?

    func show(_ text: String, format: OutputFormat) async throws {
        let detail = try await detail(of: text)
        if format == .json { return Terminal.result(try StableJSON.encode(detail.collection)) }
        Terminal.result(words(for: detail))
    }

    /// The one asset that a person means.
    func detail(of text: String) async throws -> AssetDetail {
        try await explainingErrors {
            let found = try await store.findAssets(text, asOf: scan)
            switch found.count {
            case 1: return try await store.asset(found[0], asOf: scan)
            case 0:
                let names = try await store.assets(asOf: scan).map(\.name)
                let nearest = nearestWord(to: text, among: names).map { "; did you mean '\($0)'?" } ?? ""
                throw Failure("there is no asset '\(visible(text, limit: 80))'\(nearest)")
            default:
                let numbers = found.map { String($0.rawValue) }.joined(separator: ", ")
                throw Failure("'\(visible(text, limit: 80))' is more than one asset; say which by number: \(numbers)")
            }
        }
    }

    private func words(for detail: AssetDetail) -> String {
        let collection = detail.collection
        let hardware = collection.hardware
        var facts: [(String, String?)] = [
            ("Asset", "\(detail.summary.name) (number \(detail.summary.id.rawValue))"),
            ("Address", "\(detail.summary.target.address) port \(detail.summary.target.port)"),
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
            ("Software", "\(collection.software.count) entries"),
            ("Guests", collection.guests.isEmpty ? nil : String(collection.guests.count)),
            ("Last read", detail.summary.lastSeen.at.description),
        ]
        facts.append(("Sections", sections(collection)))
        var text = facts.map { line($0.0, $0.1) }.joined()
        for problem in collection.problems {
            text += "\nGap: \(problem.message)\n     \(problem.remedy)\n"
        }
        return text
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
