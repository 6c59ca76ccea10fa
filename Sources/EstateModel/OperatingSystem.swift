/// What a host runs, in the words of its own release files.
package struct OperatingSystem: Hashable, Sendable, Codable {
    package enum Family: String, Sendable, Codable {
        case linux
        case windows
        case esxi
        case macos
        case bsd
        case solaris
        case aix
        case hpux
        /// One that Reeve does not log in to, from an import: a phone's, a switch's.
        case other
    }

    package var family: Family
    /// os-release `ID` (`debian`, `rhel`), or `windows`, `esxi`. Nil when no release file told it.
    package var id: String?
    /// For people: `Debian GNU/Linux 12 (bookworm)`, `Microsoft Windows Server 2019 Standard`.
    package var name: String?
    /// os-release `VERSION_ID`, the Windows build (`10.0.17763`), ESXi's `7.0.3`. Nil for rolling releases.
    package var version: String?
    /// The most exact release known: Debian's `12.13`, Windows' `10.0.17763.1234`, ESXi's build.
    package var fullVersion: String?
    /// The running kernel (`uname -r`). Source: /proc/sys/kernel/osrelease.
    package var kernelRelease: String?
    /// `x86_64`, `aarch64`. Source: `uname -m`.
    package var architecture: String?
    /// Windows EditionID or caption edition, SUSE variant.
    package var edition: String?
    /// Every field of the release file that was used, as written: rules match on these.
    package var releaseFields: [String: String]

    package init(
        family: Family,
        id: String? = nil,
        name: String? = nil,
        version: String? = nil,
        fullVersion: String? = nil,
        kernelRelease: String? = nil,
        architecture: String? = nil,
        edition: String? = nil,
        releaseFields: [String: String] = [:]
    ) {
        self.family = family
        self.id = id
        self.name = name
        self.version = version
        self.fullVersion = fullVersion
        self.kernelRelease = kernelRelease
        self.architecture = architecture
        self.edition = edition
        self.releaseFields = releaseFields
    }
}
