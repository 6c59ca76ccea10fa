import EstateModel

/// Reads what system a Linux host runs from all of its release files; os-release wins where it is there.
///
/// Clones ship the release file of their parent beside their own os-release, so every other file only fills gaps.
struct ReleaseFiles {
    /// Printed in this order; the first that is readable of a kind is used.
    static let paths = [
        "/etc/os-release", "/usr/lib/os-release", "/etc/lsb-release", "/etc/debian_version", "/etc/oracle-release",
        "/etc/enterprise-release", "/etc/rocky-release", "/etc/almalinux-release", "/etc/centos-release",
        "/etc/fedora-release", "/etc/redhat-release", "/etc/system-release", "/etc/SuSE-release",
        "/etc/alpine-release", "/etc/arch-release", "/etc/slackware-version", "/etc/gentoo-release",
        "/etc/mageia-release", "/etc/mandriva-release", "/etc/photon-release", "/etc/euleros-release",
        "/etc/openwrt_release",
    ]

    private let files: ShownFiles

    init(_ files: ShownFiles) {
        self.files = files
    }

    /// Nil when the host has no release file that says anything.
    func operatingSystem() -> OperatingSystem? {
        var fields = osRelease
        if fields["ID"] == nil {
            let fallback = ReleaseFallback(files).fields
            fields.merge(fallback) { own, _ in own }
        }
        guard !fields.isEmpty else { return nil }
        let id = fields["ID"].nonEmpty
        let version = fields["VERSION_ID"].nonEmpty
        return OperatingSystem(
            family: .linux,
            id: id,
            name: fields["PRETTY_NAME"].nonEmpty ?? fields["NAME"].nonEmpty,
            version: version,
            fullVersion: fullVersion(id: id, version: version, text: fields["VERSION"]),
            edition: fields["VARIANT"].nonEmpty,
            releaseFields: fields
        )
    }

    private var osRelease: [String: String] {
        for path in ["/etc/os-release", "/usr/lib/os-release"] {
            let fields = ReleaseFields.read(files[path] ?? [])
            if !fields.isEmpty { return fields }
        }
        return [:]
    }

    /// The point release, which os-release often lacks: `12.13` in debian_version, `7.9.2009` in centos-release,
    /// `20.04.6` in Ubuntu's VERSION.
    private func fullVersion(id: String?, version: String?, text: String?) -> String? {
        if id == "debian" || id == "raspbian", let point = files.firstLine("/etc/debian_version"),
            point.utf8.first.map({ (0x30...0x39).contains($0) }) == true
        {
            return String(point.prefix(50))
        }
        var candidates = [text?.split(separator: " ").first.map(String.init)]
        for path in ReleaseFallback.redHatPaths {
            guard let line = files.firstLine(path), let release = RedHatRelease(line), release.id == id else {
                continue
            }
            candidates.append(release.version)
        }
        guard let version else { return nil }
        for case let candidate? in candidates
        where candidate.hasPrefix(version + ".") && candidate.utf8.count <= 50 {
            let isNumber = candidate.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
            if isNumber { return candidate }
        }
        return version
    }
}

extension Optional<String> {
    var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
