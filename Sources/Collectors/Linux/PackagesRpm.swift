import EstateModel

/// Packages of rpm, in one query that works from the rpm of RHEL 5 to today's.
///
/// bash<tab>5.1.8-9.el9<tab>x86_64<tab>1713780000<tab>Rocky Enterprise Software
/// Foundation<tab>bash-5.1.8-9.el9.src.rpm<tab>(none)
///
/// rpm runs as nobody: as root it would touch the lock files of old Berkeley databases. Where nobody cannot open the
/// database (SQLite without its shared-memory file), the account's own rights are used.
struct PackagesRpm: Collector {
    /// Without a database (a Debian host with the rpm tool) nothing is asked, because rpm would make one.
    static let packages = Probe(
        "rpm",
        section: .software,
        timeoutSeconds: 60,
        byteLimit: 8 << 20,
        command: #"""
            have rpm || return 0
            set -- /var/lib/rpm/[PRr]* /usr/lib/sysimage/rpm/[PRr]* /usr/share/rpm/[PRr]*
            for file in "$@"; do
                if [ -f "$file" ]; then
                    label=
                    case $(rpm --querytags) in *MODULARITYLABEL*) label='%{MODULARITYLABEL}' ;; esac
                    name='%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\t%{INSTALLTIME}'
                    format="$name\t%{VENDOR}\t%{SOURCERPM}\t$label\n"
                    as_nobody rpm -qa --queryformat "$format" || rpm -qa --queryformat "$format"
                    return
                fi
            done
            """#
    )

    let probes = [packages]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.software += Self.read(answers.bytes(Self.packages.id)).software
    }

    struct Report {
        var software: [InstalledSoftware] = []
        var lastInstalled: Instant?
        /// When the packages that take effect at a restart were last installed.
        var restartWorthy: Instant?
        /// The newest version of each name, as pending updates compare against it.
        var versions: [String: String] = [:]
    }

    /// What a host must be restarted for, by the list that yum-utils and dnf use.
    private static let restartNames: Set<String> = [
        "kernel", "kernel-core", "kernel-rt", "kernel-uek", "kernel-uek-core", "kernel-default", "glibc",
        "linux-firmware",
        "systemd", "udev", "openssl-libs", "gnutls", "dbus", "dbus-broker", "dbus-daemon", "microcode_ctl", "zlib",
    ]

    /// Lines of another shape (warnings of rpm about signatures, broken headers) are passed over.
    static func read(_ bytes: [UInt8]) -> Report {
        var report = Report()
        forEachLine(of: bytes) { line in
            let fields = line.fields(separatedBy: "\t")
            guard fields.count == 7, let name = fields[0].bounded, name != "gpg-pubkey",
                let version = fields[1].bounded,
                report.software.count <= CollectionBuilder.mostSoftware
            else { return }
            report.software.append(
                InstalledSoftware(
                    source: .rpm,
                    name: name,
                    version: version,
                    architecture: fields[2].bounded,
                    publisher: fields[4].bounded,
                    sourcePackage: fields[5].bounded.map(sourceName),
                    modularityLabel: fields[6].bounded
                )
            )
            report.versions[name] = version
            note(Int64(fields[3].text), of: name, in: &report)
        }
        return report
    }

    private static func note(_ seconds: Int64?, of name: String, in report: inout Report) {
        guard let seconds, (1...32_503_680_000).contains(seconds) else { return }
        let instant = Instant(secondsSinceEpoch: seconds)
        report.lastInstalled = max(report.lastInstalled ?? instant, instant)
        if restartNames.contains(name) { report.restartWorthy = max(report.restartWorthy ?? instant, instant) }
    }

    /// `bash` of `bash-5.1.8-9.el9.src.rpm`.
    private static func sourceName(_ file: String) -> String {
        let parts = file.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count > 2 ? parts.dropLast(2).joined(separator: "-") : file
    }
}
