/// os-release fields made up for hosts that are older than os-release, so that the same rules match them.
///
/// The text they were made from is kept in `RELEASE_FILE`.
struct ReleaseFallback {
    static let redHatPaths = [
        "/etc/oracle-release", "/etc/enterprise-release", "/etc/rocky-release", "/etc/almalinux-release",
        "/etc/centos-release", "/etc/fedora-release", "/etc/euleros-release", "/etc/mageia-release",
        "/etc/mandriva-release", "/etc/redhat-release", "/etc/system-release", "/etc/gentoo-release",
    ]

    private let files: ShownFiles

    init(_ files: ShownFiles) {
        self.files = files
    }

    /// Empty when no file tells anything.
    var fields: [String: String] {
        redHat ?? suse ?? alpine ?? slackware ?? lsb ?? debian ?? arch ?? photon ?? [:]
    }

    private var redHat: [String: String]? {
        for path in Self.redHatPaths {
            guard let line = files.firstLine(path), let release = RedHatRelease(line) else { continue }
            var fields = ["NAME": cut(release.name), "PRETTY_NAME": cut(line), "RELEASE_FILE": cut(line)]
            fields["ID"] = release.id
            fields["VERSION_ID"] = release.version.map(cut)
            fields["VERSION_CODENAME"] = release.codename.map(cut)
            return fields
        }
        return nil
    }

    /// `SUSE Linux Enterprise Server 11 (x86_64)`, then `VERSION = 11` and `PATCHLEVEL = 4`.
    private var suse: [String: String]? {
        guard let bytes = files["/etc/SuSE-release"], let first = files.firstLine("/etc/SuSE-release") else {
            return nil
        }
        var values: [String: String] = [:]
        forEachLine(of: bytes) { line in
            if let pair = line.pair(separatedBy: "="), values.count < 20 { values[pair.key.text] = pair.value.text }
        }
        let title = first.split(separator: "(").first.map { String($0).trimmedBlanks } ?? first
        let lower = title.lowercased()
        let isEnterprise = lower.hasPrefix("suse linux enterprise")
        var version = values["VERSION"].nonEmpty
        let level = values["PATCHLEVEL"].nonEmpty
        var fields = ["NAME": cut(title), "PRETTY_NAME": cut(title), "RELEASE_FILE": cut(first)]
        if isEnterprise {
            fields["ID"] = lower.contains("desktop") ? "sled" : "sles"
            fields["NAME"] = lower.contains("desktop") ? "SLED" : "SLES"
            if let level, level != "0" {
                version = version.map { $0.contains(".") ? $0 : $0 + "." + level }
                fields["PRETTY_NAME"] = cut("\(title) SP\(level)")
            }
        } else if lower.hasPrefix("opensuse") || lower.hasPrefix("suse linux") {
            fields["ID"] = "opensuse"
        }
        fields["VERSION_ID"] = version.map(cut)
        fields["VERSION_CODENAME"] = values["CODENAME"].map(cut)
        return fields
    }

    private var alpine: [String: String]? {
        guard let version = files.firstLine("/etc/alpine-release") else { return nil }
        return [
            "ID": "alpine", "NAME": "Alpine Linux", "VERSION_ID": cut(version),
            "PRETTY_NAME": cut("Alpine Linux \(version)"), "RELEASE_FILE": cut(version),
        ]
    }

    private var slackware: [String: String]? {
        guard let line = files.firstLine("/etc/slackware-version") else { return nil }
        var fields = ["ID": "slackware", "NAME": "Slackware", "PRETTY_NAME": cut(line), "RELEASE_FILE": cut(line)]
        fields["VERSION_ID"] = line.split(separator: " ").last {
            $0.utf8.first.map { (0x30...0x39).contains($0) } == true
        }
        .map { cut(String($0)) }
        return fields
    }

    private var lsb: [String: String]? {
        for path in ["/etc/lsb-release", "/etc/openwrt_release"] {
            let given = ReleaseFields.read(files[path] ?? [])
            guard let id = given["DISTRIB_ID"].nonEmpty else { continue }
            var fields = ["NAME": id, "RELEASE_FILE": cut(given["DISTRIB_DESCRIPTION"] ?? id)]
            let plain = id.lowercased().filter { $0 != " " }
            fields["ID"] = ["manjarolinux": "manjaro", "suselinux": "sles"][plain] ?? plain
            fields["VERSION_ID"] = given["DISTRIB_RELEASE"].nonEmpty
            fields["VERSION_CODENAME"] = given["DISTRIB_CODENAME"].nonEmpty
            fields["PRETTY_NAME"] = given["DISTRIB_DESCRIPTION"].nonEmpty ?? id
            return fields
        }
        return nil
    }

    /// Debian 6 and older. From 4.0 on a release is its first number; testing and sid have none.
    private var debian: [String: String]? {
        guard let line = files.firstLine("/etc/debian_version") else { return nil }
        var fields = [
            "ID": "debian", "NAME": "Debian GNU/Linux", "PRETTY_NAME": cut("Debian GNU/Linux \(line)"),
            "RELEASE_FILE": cut(line),
        ]
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        if let major = Int(digits) {
            fields["VERSION_ID"] = major >= 4 ? String(major) : String(line.prefix(3))
        }
        return fields
    }

    private var arch: [String: String]? {
        guard let bytes = files["/etc/arch-release"] else { return nil }
        return [
            "ID": "arch", "NAME": "Arch Linux", "PRETTY_NAME": "Arch Linux",
            "RELEASE_FILE": cut(
                files.firstLine("/etc/arch-release") ?? String(decoding: bytes.prefix(0), as: UTF8.self)
            ),
        ]
    }

    /// `VMware Photon Linux 1.0`.
    private var photon: [String: String]? {
        guard let line = files.firstLine("/etc/photon-release") else { return nil }
        var fields = ["ID": "photon", "NAME": "VMware Photon", "PRETTY_NAME": cut(line), "RELEASE_FILE": cut(line)]
        fields["VERSION_ID"] = line.split(separator: " ").last {
            $0.utf8.first.map { (0x30...0x39).contains($0) } == true
        }
        .map { cut(String($0)) }
        return fields
    }

    private func cut(_ text: String) -> String {
        String(text.prefix(ReleaseFields.longestValue / 4))
    }
}

extension String {
    var trimmedBlanks: String {
        Array(utf8)[...].trimmed.text
    }
}
