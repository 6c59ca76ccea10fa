import EstateModel

/// Applications that bring their own world: snap and flatpak.
struct PackagesBundles: Collector {
    /// `core20  20230801  2015  latest/stable  canonical✓  base`, under a line of headings.
    static let snaps = Probe(
        "snap",
        section: .software,
        timeoutSeconds: 15,
        optional: true,
        command: """
            have snap || return 0
            snap list --color=never --unicode=never
            """
    )
    /// `org.gnome.Platform<tab>42.0<tab>42<tab>flathub<tab>x86_64`.
    static let flatpaks = Probe(
        "flatpak",
        section: .software,
        timeoutSeconds: 15,
        optional: true,
        command: """
            have flatpak || return 0
            flatpak list --system --columns=application,version,branch,origin,arch
            """
    )

    let probes = [snaps, flatpaks]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.software += Self.readSnaps(answers.bytes(Self.snaps.id))
        builder.collection.software += Self.readFlatpaks(answers.bytes(Self.flatpaks.id))
    }

    /// Columns never hold blanks; snap before 2.33 has no column for the tracked channel.
    static func readSnaps(_ bytes: [UInt8]) -> [InstalledSoftware] {
        var headings: [String] = []
        var result: [InstalledSoftware] = []
        forEachLine(of: bytes) { line in
            let words = line.split(separator: 0x20).map(\.text)
            if headings.isEmpty {
                if words.first == "Name", words.contains("Version") { headings = words }
                return
            }
            guard words.count >= headings.count, result.count <= CollectionBuilder.mostOfAnyOther else { return }
            let row = Dictionary(zip(headings, words)) { first, _ in first }
            let publisher = (row["Publisher"] ?? row["Developer"])?.prefix { $0 != "*" && $0 != "✓" }
            result.append(
                InstalledSoftware(
                    source: .snap,
                    name: String(words[0].prefix(500)),
                    version: row["Version"].flatMap { $0 == "-" ? nil : String($0.prefix(500)) },
                    publisher: publisher.flatMap { $0 == "-" ? nil : String($0.prefix(500)) },
                    edition: row["Tracking"].flatMap { $0 == "-" ? nil : String($0.prefix(500)) }
                )
            )
        }
        return result
    }

    static func readFlatpaks(_ bytes: [UInt8]) -> [InstalledSoftware] {
        var result: [InstalledSoftware] = []
        forEachLine(of: bytes) { line in
            let fields = line.fields(separatedBy: "\t")
            guard fields.count == 5, let name = fields[0].bounded, name.contains("."),
                result.count <= CollectionBuilder.mostOfAnyOther
            else { return }
            result.append(
                InstalledSoftware(
                    source: .flatpak,
                    name: name,
                    version: fields[1].bounded ?? fields[2].bounded,
                    architecture: fields[4].bounded,
                    origin: fields[3].bounded,
                    edition: fields[2].bounded
                )
            )
        }
        return result
    }
}
