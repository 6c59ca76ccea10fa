/// The names of what an estate directory holds.
package struct EstateDirectory: Hashable, Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    package static let estateFile = "estate.yaml"
    package static let servicesFile = "services.yaml"
    package static let policyFile = "policy.yaml"

    package var rules: String { file("rules") }
    package var knownHosts: String { file("known_hosts") }
    package var database: String { file("reeve.sqlite") }
    /// The people whose signatures count, in the format of ssh-keygen(1).
    package var allowedSigners: String { file("allowed-signers") }

    /// The path of a file of the estate; absolute paths stay, `~/` is the home directory when there is one.
    package func file(_ name: String, home: String? = nil) -> String {
        if name.hasPrefix("/") { return name }
        if let home, name.hasPrefix("~/") { return home + "/" + name.dropFirst(2) }
        return path.isEmpty ? name : path + "/" + name
    }
}
