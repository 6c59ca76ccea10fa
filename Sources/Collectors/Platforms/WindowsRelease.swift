import EstateModel

/// One release of Windows, put together from the registry's and WMI's words for it.
struct WindowsRelease: Hashable {
    /// As WMI says it (`Microsoft Windows Server 2019 Standard`), or made from ``productName``.
    var caption: String
    /// The registry's, as it stands there: still "Windows 10" on Windows 11.
    var productName: String?
    /// `10.0.17763`.
    var version: String
    var build: Int
    /// The update build revision, which counts monthly updates.
    var revision: String?
    /// 1 workstation, 2 domain controller, 3 server.
    var productType: String?
    var editionID: String?
    /// `Client`, `Server`, `Server Core`, `Nano Server`.
    var installationType: String?
    var stockKeepingUnit: String?
    /// `22H2`, or `1809` before that name existed.
    var displayVersion: String?
    /// `Service Pack 1`; nil without one.
    var servicePack: String?
    /// `x86_64`, `aarch64`, `x86`.
    var architecture: String?

    /// The first build of Windows 11.
    static let firstEleven = 22_000

    /// Rows as ``WindowsOutput`` reads them, from the registry key CurrentVersion (with ProductOptions' `ProductType`)
    /// and from Win32_OperatingSystem; either may be empty. Nil when no version can be told.
    init?(registry: WindowsOutput.Row, management: WindowsOutput.Row) {
        guard let version = Self.version(registry, management), let build = Int(version.split(separator: ".")[2]) else {
            return nil
        }
        self.version = version
        self.build = build
        productName = registry["productname"] ?? registry["windowsproductname"]
        revision = registry["ubr"]
        editionID = registry["editionid"] ?? registry["windowseditionid"]
        installationType = registry["installationtype"] ?? registry["windowsinstallationtype"]
        stockKeepingUnit = management["operatingsystemsku"]
        displayVersion = registry["displayversion"] ?? registry["releaseid"]
        servicePack = management["csdversion"] ?? registry["csdversion"] ?? registry["oscsdversion"]
        productType = management["producttype"] ?? Self.productType(registry["producttype"], installationType)
        architecture = Self.architecture(registry) ?? Self.architecture(management)
        guard let name = management["caption"] ?? productName.map({ "Microsoft \($0)" }) else { return nil }
        caption = Self.corrected(name, build: build, productType: productType)
    }

    var operatingSystem: OperatingSystem {
        var system = OperatingSystem(family: .windows, id: "windows", name: caption, version: version)
        system.fullVersion = revision.map { "\(version).\($0)" } ?? version
        system.kernelRelease = version
        system.architecture = architecture
        system.edition = editionID
        system.releaseFields = managementFields
        system.releaseFields["productName"] = productName
        system.releaseFields["displayVersion"] = displayVersion
        return system
    }

    /// The kinds `windows-os` and `registry-os` of docs/rule-format.md.
    var facts: [Fact] {
        var facts = [Fact(kind: "windows-os", fields: managementFields)]
        guard let productName else { return facts }
        var fields = ["productName": productName, "currentBuildNumber": String(build)]
        fields["displayVersion"] = displayVersion
        fields["editionId"] = editionID
        fields["installationType"] = installationType
        fields["ubr"] = revision
        facts.append(Fact(kind: "registry-os", fields: fields))
        return facts
    }

    private var managementFields: [String: String] {
        var fields = ["caption": caption, "version": version]
        fields["productType"] = productType
        fields["servicePack"] = servicePack
        fields["arch"] = architecture.map { ["x86_64": "64-bit", "x86": "32-bit", "aarch64": "ARM 64-bit"][$0] ?? $0 }
        fields["editionId"] = editionID
        fields["installationType"] = installationType
        fields["operatingSystemSKU"] = stockKeepingUnit
        fields["ubr"] = revision
        return fields
    }

    /// `CurrentVersion` stays at 6.3 for ever; from Windows 10 on two other values count.
    private static func version(_ registry: WindowsOutput.Row, _ management: WindowsOutput.Row) -> String? {
        if let text = management["version"] ?? registry["osversion"], isVersion(text) { return text }
        guard let build = registry["currentbuildnumber"] ?? registry["currentbuild"] else { return nil }
        var start = registry["currentversion"]
        if let major = registry["currentmajorversionnumber"] {
            start = "\(major).\(registry["currentminorversionnumber"] ?? "0")"
        } else if start == nil, let number = Int(build), number >= 10_240 {
            start = "10.0"
        }
        return start.map { "\($0).\(build)" }.flatMap { isVersion($0) ? $0 : nil }
    }

    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { (1...6).contains($0.utf8.count) && Int($0) != nil }
    }

    private static func productType(_ registryWord: String?, _ installationType: String?) -> String? {
        switch registryWord?.lowercased() {
        case "winnt": "1"
        case "lanmannt": "2"
        case "servernt": "3"
        default: installationType == "Client" ? "1" : nil
        }
    }

    private static func architecture(_ row: WindowsOutput.Row) -> String? {
        let word = row["processorarchitecture"] ?? row["architecture"] ?? row["osarchitecture"] ?? row["cssystemtype"]
        guard let word = word?.lowercased() else { return nil }
        if word.contains("arm") { return word.contains("64") ? "aarch64" : "arm" }
        if word.contains("64") { return "x86_64" }
        return word.contains("86") || word.contains("32") ? "x86" : nil
    }

    /// Windows 11 calls itself Windows 10 in the registry.
    private static func corrected(_ name: String, build: Int, productType: String?) -> String {
        guard build >= firstEleven, productType ?? "1" == "1", let range = name.firstRange(of: "Windows 10") else {
            return name
        }
        return name.replacingCharacters(in: range, with: "Windows 11")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        var result = self
        result.replaceSubrange(range, with: text)
        return result
    }
}
