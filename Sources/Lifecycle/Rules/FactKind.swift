import EstateModel

/// The kinds of facts that rules may name in `from`, each with the fields it can have.
package struct FactKind: Hashable, Sendable {
    package let name: String
    /// Empty when the host's own file decides (`os-release`).
    package let fields: [String]
    /// The field by which entries are found fastest.
    package let keyField: String

    /// Kinds of package systems: their version text carries the package's origin.
    package let isPackage: Bool
    /// Kinds that show installed software, rather than a setting, a role or the system itself.
    package let isSoftware: Bool

    private init(name: String, fields: [String], keyField: String) {
        self.name = name
        self.fields = fields
        self.keyField = keyField
        isPackage = ["dpkg", "rpm", "apk", "pacman"].contains(name)
        isSoftware =
            isPackage
            || ["registry", "appx", "macos-app", "pkg", "snap", "flatpak", "vib", "command"].contains(name)
    }

    package static func named(_ name: String) -> FactKind? { table[name] }

    package static let all: [FactKind] = [
        kind(
            "windows-os",
            "caption",
            "version build productType servicePack arch editionId installationType"
                + " operatingSystemSKU ubr displayVersion"
        ),
        kind(
            "registry-os",
            "productName",
            "currentBuildNumber displayVersion editionId installationType ubr version"
                + " servicePack"
        ),
        kind("windows-feature", "name", "state"),
        kind("registry", "displayName", "displayVersion publisher clickToRun productCode arch path edition"),
        kind("registry-value", "key", "value data version"),
        kind("sql-instance", "setupVersion", "displayName edition instance patchLevel"),
        kind("sql-database", "name", "instance edition compatibilityLevel"),
        kind("service", "name", "displayName path state"),
        kind("file", "path", "fileVersion productVersion productName"),
        kind("office-click-to-run", "productReleaseIds", "version channel arch"),
        kind("appx", "name", "version publisher"),
        kind("macos-app", "name", "version path bundleId"),
        kind("dpkg", "name", "version arch section component origin suite maintainer source" + parsed),
        kind("rpm", "name", "version arch vendor origin source modularityLabel module stream" + parsed),
        kind("apk", "name", "version arch origin source" + parsed),
        kind("pacman", "name", "version arch origin" + parsed),
        kind("pkg", "name", "version origin"),
        kind("snap", "name", "version publisher edition"),
        kind("flatpak", "name", "version origin edition"),
        kind("vib", "name", "version vendor"),
        FactKind(name: "os-release", fields: [], keyField: "ID"),
        kind("release-file", "text", "path"),
        kind("command", "command", "output version path"),
        kind("vsphere-api", "fullName", "version build apiType"),
        kind("xapi", "productBrand", "productVersion"),
        kind("snmp", "sysDescr", "sysObjectId model version"),
        kind("banner", "text", "port"),
        kind(
            "hardware",
            "model",
            "manufacturer serial biosDate biosVersion purchaseDate warrantyStart manufactureDate"
                + " cpu class"
        ),
        kind("mdm", "model", "os version securityPatch marketingName"),
    ]

    private static let table = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    private static let parsed = " upstreamVersion epoch revision"

    private static func kind(_ name: String, _ keyField: String, _ others: String) -> FactKind {
        FactKind(name: name, fields: [keyField] + others.split(separator: " ").map(String.init), keyField: keyField)
    }
}
