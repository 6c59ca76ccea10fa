import EstateModel

/// The system's name, release, kernel and start, from files that every account can read.
struct SystemCollector: Collector {
    /// `btime` is rounded to the minute on the host, because kernels let it waver by a second.
    static let identity = Probe(
        "identity",
        section: .system,
        byteLimit: 256 << 10,
        command: """
            grep '^btime ' /proc/stat | while read -r name value; do
                echo "$name $(((value + 30) / 60 * 60))"
            done
            show /proc/sys/kernel/hostname /proc/sys/kernel/osrelease /etc/machine-id /var/lib/dbus/machine-id /etc/hosts
            """
    )
    static let release = Probe(
        "release",
        section: .system,
        byteLimit: 256 << 10,
        command: "show " + (ReleaseFiles.paths + ProductReleases.paths).joined(separator: " \\\n    ") + "\n"
            + ProductReleases.inventoryScript
    )

    let probes = [identity, release]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let identity = ShownFiles(answers.bytes(Self.identity.id))
        let names = HostNames(identity)
        builder.collection.identity.hostname = names.hostname
        builder.collection.identity.fqdn = names.fqdn
        builder.collection.identity.machineID = machineID(identity)
        builder.collection.bootedAt = bootTime(answers.bytes(Self.identity.id))
        let host = HostDescription(answers[HostDescription.probe])
        let files = ShownFiles(answers.bytes(Self.release.id))
        builder.collection.otherFacts += ProductReleases(files).facts
        var system = ReleaseFiles(files).operatingSystem()
        if system == nil {
            builder.problem(
                .unreadableOutput,
                .system,
                probe: Self.release.id,
                "no release file tells which distribution this is.",
                remedy: "Set the platform of the target, or report the distribution so that Reeve learns to read it."
            )
            system = OperatingSystem(family: .linux)
        }
        system?.kernelRelease = identity.firstLine("/proc/sys/kernel/osrelease") ?? host?.release
        system?.architecture = host?.machine
        builder.collection.operatingSystem = system
    }

    /// Nil for the placeholder of images that never started, and for what is no id.
    private func machineID(_ files: ShownFiles) -> String? {
        for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            guard let text = files.firstLine(path)?.lowercased(), text.utf8.count == 32,
                text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
                text.utf8.contains(where: { $0 != UInt8(ascii: "0") })
            else { continue }
            return text
        }
        return nil
    }

    private func bootTime(_ bytes: [UInt8]) -> Instant? {
        guard let first = lines(of: bytes).first, first.hasPrefix("btime "),
            let seconds = Int64(first.dropFirst(6).trimmed.text), (1...32_503_680_000).contains(seconds)
        else { return nil }
        return Instant(secondsSinceEpoch: (seconds + 30) / 60 * 60)
    }
}
