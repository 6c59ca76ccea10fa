import EstateModel

/// Packages of dpkg, with the origin that the cached apt lists give for the installed version.
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
        var unread = 0
        forEachLine(of: answers.bytes(Self.packages.id)) { line in
            guard builder.collection.software.count <= CollectionBuilder.mostSoftware else { return }
            guard let row = Row(line) else {
                if !line.trimmed.isEmpty { unread += 1 }
                return
            }
            if row.isInstalled { builder.collection.software.append(row.software(policy)) }
        }
        builder.noteUnreadLines(unread, of: Self.packages)
    }

    private struct Row {
        private let fields: [ArraySlice<UInt8>]

        /// Nil for warnings and for what is cut off.
        init?(_ line: ArraySlice<UInt8>) {
            fields = line.fields(separatedBy: "\t")
            guard fields.count >= 7, !fields[0].isEmpty, fields[0].count <= 300 else { return nil }
        }

        /// `install ok installed` and `hold ok installed`; removed packages leave their settings behind.
        var isInstalled: Bool {
            let words = fields[3].split(separator: 0x20)
            return words.count == 3 && words[1].elementsEqual("ok".utf8) && words[2].elementsEqual("installed".utf8)
                && !fields[2].isEmpty
        }

        func software(_ policy: AptPolicy) -> InstalledSoftware {
            let name = fields[0].text
            let architecture = fields[1].textOrNil
            let archive = policy.archive(of: name, architecture: architecture)
            let source = fields[6].split(separator: 0x20).first?.text
            return InstalledSoftware(
                source: .dpkg,
                name: name,
                version: fields[2].bounded,
                architecture: architecture,
                publisher: fields[5].bounded,
                origin: archive?.origin,
                sourcePackage: source ?? name,
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
