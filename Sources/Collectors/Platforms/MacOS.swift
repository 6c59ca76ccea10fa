import EstateModel

extension Platform {
    /// Apple macOS, with the applications of all accounts.
    package static let macos = Platform(
        id: "macos",
        shell: .posix,
        systemNames: ["Darwin"],
        collectors: [MacOSSystem(), MacOSHardware(), MacOSApplications()]
    )
}

/// The Mac's name and release.
///
///     ProductName:		macOS
///     ProductVersion:		14.7.1
///     BuildVersion:		23H222
///     hostname mac042.example.org
struct MacOSSystem: Collector {
    static let version = Probe(
        "macos-version",
        section: .system,
        byteLimit: 4096,
        command: #"sw_vers && printf 'hostname %s\n' "$(hostname)""#
    )

    let probes = [version]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        var values: [String: String] = [:]
        for line in lines(of: answers.bytes(Self.version.id)).prefix(20) {
            if let pair = line.pair(separatedBy: ":"), !pair.value.isEmpty { values[pair.key.text] = pair.value.text }
            if line.hasPrefix("hostname ") { setName(line.dropFirst(9).trimmed.text, &builder) }
        }
        guard let version = values["ProductVersion"], version.first?.isNumber == true, version.utf8.count <= 64 else {
            builder.problem(
                .unreadableOutput,
                .system,
                probe: Self.version.id,
                "sw_vers did not print a release.",
                remedy: "Run `sw_vers` on the host by hand."
            )
            return
        }
        let host = HostDescription(answers[HostDescription.probe])
        builder.collection.operatingSystem = OperatingSystem(
            family: .macos,
            id: "macos",
            name: "\(values["ProductName"] ?? "macOS") \(version)",
            version: version,
            fullVersion: values["BuildVersion"].map { "\(version) \($0)" } ?? version,
            kernelRelease: host?.release,
            architecture: host?.machine
        )
        // What rules/os/macos.yaml recognises.
        builder.collection.otherFacts.append(
            Fact(kind: "command", fields: ["command": "sw_vers -productVersion", "output": version])
        )
    }

    private func setName(_ name: String, _ builder: inout CollectionBuilder) {
        guard !name.isEmpty, name.utf8.count <= 253 else { return }
        builder.collection.identity.hostname = name
        if name.contains("."), !name.hasSuffix(".local") { builder.collection.identity.fqdn = name.lowercased() }
    }
}
