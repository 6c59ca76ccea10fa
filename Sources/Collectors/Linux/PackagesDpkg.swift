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

    private static let memo = LineMemo<InstalledSoftware>()

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let policy = AptPolicy(answers)
        var outdated: [String: String] = [:]
        var unread = 0
        forEachLine(of: answers.bytes(Self.packages.id)) { line in
            guard builder.collection.software.count <= CollectionBuilder.mostSoftware else { return }
            guard let (installed, isKnown) = Self.installed(line, unread: &unread) else { return }
            let standing = policy.row(of: installed.name, architecture: installed.architecture)
            if standing?.candidate != nil, outdated[installed.name] == nil {
                outdated[installed.name] = installed.version
            }
            let archive = standing?.own.flatMap(policy.archive)
            let software = Self.delivered(installed, by: archive)
            if !isKnown || software != installed { Self.memo.remember(software, of: line) }
            builder.collection.software.append(software)
        }
        if policy.knowsArchives {
            builder.collection.updates = builder.collection.updates ?? UpdateState()
            builder.collection.updates?.pending = policy.pending(installed: outdated)
        }
        builder.noteUnreadLines(unread, of: Self.packages)
    }

    private static func delivered(
        _ installed: InstalledSoftware,
        by archive: AptPolicy.Archive?
    ) -> InstalledSoftware {
        let isSame =
            installed.origin == archive?.origin && installed.component == archive?.component
            && installed.suite == archive?.suite
        if isSame { return installed }
        var software = installed
        software.origin = archive?.origin
        software.component = archive?.component
        software.suite = archive?.suite
        return software
    }

    /// Nil when the line tells of no installed package. The archive of a known one is that of the host before.
    private static func installed(
        _ line: ArraySlice<UInt8>,
        unread: inout Int
    ) -> (InstalledSoftware, isKnown: Bool)? {
        if let known = memo.value(of: line) { return (known, true) }
        guard let row = Row(line) else {
            if !line.trimmed.isEmpty { unread += 1 }
            return nil
        }
        return row.isInstalled ? (row.software, false) : nil
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

        var software: InstalledSoftware {
            let name = fields[0].text
            // Behind the source's name stands its version in brackets, where it differs.
            let source = fields[6].prefix { $0 != UInt8(ascii: " ") }
            return InstalledSoftware(
                source: .dpkg,
                name: name,
                version: fields[2].bounded,
                architecture: fields[1].textOrNil,
                publisher: fields[5].bounded,
                sourcePackage: source.textOrNil ?? name,
                category: fields[4].bounded
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
