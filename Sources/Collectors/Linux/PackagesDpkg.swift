import EstateModel

/// Packages of dpkg, with the origin that the cached apt lists give for the installed version, and their updates.
///
///     bash<tab>amd64<tab>5.2.15-2+b8<tab>install ok installed<tab>shells<tab>Matthias Klose <doko@debian.org><tab>
struct PackagesDpkg: Collector {
    /// `${Source}` is empty for packages named like their source, and is known to every dpkg since 1.10.
    static let packages = Probe(
        "dpkg",
        section: .software,
        timeoutSeconds: 30,
        byteLimit: 8 << 20,
        command: #"""
            have dpkg-query || return 0
            dpkg-query -W -f='${Package}\t${Architecture}\t${Version}\t${Status}\t${Section}\t${Maintainer}\t${Source}\n'
            """#
    )

    let probes = [packages] + AptPolicy.probes

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let policy = AptPolicy(answers)
        var outdated: [String: String] = [:]
        var unread = 0
        forEachLine(of: answers.bytes(Self.packages.id)) { line in
            guard builder.collection.software.count <= CollectionBuilder.mostSoftware else { return }
            guard let row = Row(line) else {
                if !line.trimmed.isEmpty { unread += 1 }
                return
            }
            guard row.isInstalled else { return }
            let name = row.name
            let architecture = row.architecture
            let standing = policy.row(of: name, architecture: architecture)
            if standing?.candidate != nil, outdated[name] == nil { outdated[name] = row.version }
            let archive = standing?.own.flatMap(policy.archive)
            builder.collection.software.append(row.software(name, architecture, archive))
        }
        if policy.knowsArchives {
            builder.collection.updates = builder.collection.updates ?? UpdateState()
            builder.collection.updates?.pending = policy.pending(installed: outdated)
        }
        builder.noteUnreadLines(unread, of: Self.packages)
    }

    private struct Row {
        private let fields: Fields

        /// Nil for warnings and for what is cut off.
        init?(_ line: ArraySlice<UInt8>) {
            fields = line.fields(separatedBy: "\t")
            guard fields.count >= 7, !fields[0].isEmpty, fields[0].count <= 300 else { return nil }
        }

        /// `install ok installed` and `hold ok installed`; removed packages leave their settings behind.
        var isInstalled: Bool { fields[3].hasSuffix(" ok installed") && !fields[2].isEmpty }

        var name: String { fields[0].text }
        var architecture: String? { fields[1].textOrNil }
        var version: String? { fields[2].bounded }

        func software(_ name: String, _ architecture: String?, _ archive: AptPolicy.Archive?) -> InstalledSoftware {
            // Behind the source's name stands its version in brackets, where it differs.
            let source = fields[6].prefix { $0 != UInt8(ascii: " ") }
            return InstalledSoftware(
                source: .dpkg,
                name: name,
                version: version,
                architecture: architecture,
                publisher: fields[5].bounded,
                origin: archive?.origin,
                sourcePackage: source.textOrNil ?? name,
                category: fields[4].bounded,
                component: archive?.component,
                suite: archive?.suite
            )
        }
    }
}

extension ArraySlice<UInt8> {
    /// Text of at most 500 bytes; nil when empty or rpm's word for nothing.
    var bounded: String? {
        isEmpty || elementsEqual("(none)".utf8) ? nil : prefix(500).text
    }
}

extension CollectionBuilder {
    /// Says that a probe printed lines that are none of its own; the section is partial then.
    mutating func noteUnreadLines(_ count: Int, of probe: Probe) {
        guard count > 0 else { return }
        problem(
            .unreadableOutput,
            probe.section,
            probe: probe.id,
            "\(count) line\(count == 1 ? "" : "s") of probe '\(probe.id)' could not be read.",
            remedy: "Look at what the host prints (`reeve probes parse`); report the lines if they are a new format."
        )
    }
}
