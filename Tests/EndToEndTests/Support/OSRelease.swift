import Foundation

/// What this machine says it is, by its own /etc/os-release.
struct OSRelease: Sendable {
    let id: String
    let version: String
    let prettyName: String

    static let ofThisMachine = OSRelease(path: "/etc/os-release")

    var isDebian12: Bool { id == "debian" && version == "12" }
    var isSupportedDebian: Bool { id == "debian" && ["12", "13"].contains(version) }

    private init(path: String) {
        var fields: [String: String] = [:]
        for line in (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n") ?? [] {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[String(parts[0])] = parts[1].trimmingCharacters(in: ["\"", "'"])
        }
        id = fields["ID"] ?? ""
        version = fields["VERSION_ID"] ?? ""
        prettyName = fields["PRETTY_NAME"] ?? ""
    }
}
