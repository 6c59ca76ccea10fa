/// One installed package or program, as its source names it. Nothing is normalised away: judging does that.
///
/// Every optional is nil when the source does not tell it.
package struct InstalledSoftware: Hashable, Sendable, Codable {
    package var source: SoftwareSource
    /// The package or display name; for ``SoftwareSource/command``, the program (`java`, `nginx`).
    package var name: String
    /// The version as the source writes it, with epoch and release (`5:7.0.15-1~deb12u10`).
    package var version: String?
    package var architecture: String?
    /// rpm's Vendor, the registry's Publisher, dpkg's Maintainer.
    package var publisher: String?
    /// The repository that delivers it: `Origin` of an apt Release file (`Debian`), a yum repository id.
    package var origin: String?
    /// The part of the repository (`main`, `universe`), where the cached lists tell which one carries this version.
    package var component: String?
    /// The repository's suite as its Release file names it (`oldstable-security`, `jammy-updates`).
    package var suite: String?
    /// The source package (dpkg, rpm), without version.
    package var sourcePackage: String?
    /// dpkg's Section (`database`), apk and others have none.
    package var category: String?
    /// rpm's `%{MODULARITYLABEL}`, `name:stream:version:context`.
    package var modularityLabel: String?
    /// Edition, channel or variant where the source tells one (snap's channel, SQL Server's edition).
    package var edition: String?
    /// Where it is installed, for programs found outside packages.
    package var path: String?
    /// The lines a command printed, at most 2,000 bytes; only for ``SoftwareSource/command``.
    package var output: String?

    package init(
        source: SoftwareSource,
        name: String,
        version: String? = nil,
        architecture: String? = nil,
        publisher: String? = nil,
        origin: String? = nil,
        sourcePackage: String? = nil,
        category: String? = nil,
        modularityLabel: String? = nil,
        edition: String? = nil,
        path: String? = nil,
        output: String? = nil,
        component: String? = nil,
        suite: String? = nil
    ) {
        self.source = source
        self.name = name
        self.version = version
        self.architecture = architecture
        self.publisher = publisher
        self.origin = origin
        self.sourcePackage = sourcePackage
        self.category = category
        self.modularityLabel = modularityLabel
        self.edition = edition
        self.path = path
        self.output = output
        self.component = component
        self.suite = suite
    }
}
