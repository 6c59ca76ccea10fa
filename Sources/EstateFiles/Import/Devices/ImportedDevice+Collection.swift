package import EstateModel

extension ImportedDevice {
    /// The platform of collections that no host answered.
    package static let platform = "import"
    /// Changes whenever the same row may give another collection.
    package static let parserVersion = "import-1"

    /// What is recorded as the target: something with an owner, and no way to log in.
    package var target: Target {
        var target = Target(name: name, address: address ?? "", user: "", credential: "")
        target.organisations = [organisation: 100]
        target.site = site
        target.owner = owner
        target.service = service
        target.platform = Self.platform
        target.tags = ["imported", kind.rawValue]
        return target
    }

    /// What the list tells, in the form in which a scan would have told it. Nothing in it changes from one export to
    /// the next while the device stays the same.
    package var collection: HostCollection {
        var collection = HostCollection(platform: Self.platform, scriptDigest: "")
        collection.identity.hostname = name
        collection.identity.serial = serial
        collection.identity.macAddresses = macAddress.map { [$0] } ?? []
        collection.operatingSystem = operatingSystem
        collection.hardware = hardware
        collection.otherFacts = facts
        collection.completeness = [.system: .complete, .hardware: .complete]
        return collection
    }

    /// When the list's own program last heard of the device, or else when the list was made.
    package func seen(exported: CalendarDay) -> Instant {
        Instant(secondsSinceEpoch: Int64((lastSeen ?? exported).daysSinceEpoch) * 86_400)
    }

    private var hardware: Hardware? {
        guard manufacturer != nil || model != nil || modelIdentifier != nil || serial != nil else { return nil }
        var hardware = Hardware()
        hardware.manufacturer = manufacturer
        hardware.model = modelIdentifier ?? model
        hardware.serial = serial
        return hardware
    }

    private var operatingSystem: OperatingSystem? {
        guard let os else { return nil }
        var system = OperatingSystem(family: family, name: [os, osVersion].compactMap(\.self).joined(separator: " "))
        system.version = windowsVersion?.release ?? osVersion
        system.fullVersion = osVersion
        system.edition = edition
        system.id = family == .linux ? linuxID : nil
        return system
    }

    private var family: OperatingSystem.Family {
        let word = os?.lowercased() ?? ""
        if isWindows { return .windows }
        if word.hasPrefix("mac") || word.hasPrefix("os x") { return .macos }
        return linuxID == nil ? .other : .linux
    }

    private var facts: [Fact] {
        var facts: [Fact] = []
        if isWindows {
            facts.append(windowsFact)
        } else if let linuxID {
            var fields = ["ID": linuxID]
            fields["VERSION_ID"] = osVersion
            facts.append(Fact(kind: "os-release", fields: fields))
        } else if sysDescr != nil || sysObjectID != nil || kind.isAppliance {
            facts.append(
                fact("snmp", ["sysDescr": sysDescr, "sysObjectId": sysObjectID, "model": model, "version": osVersion])
            )
        } else {
            let names = [
                "model": modelIdentifier ?? model,
                "marketingName": marketingName ?? (modelIdentifier == nil ? nil : model),
            ]
            let system = ["os": os, "version": osVersion, "securityPatch": securityPatch]
            facts.append(fact("mdm", names.merging(system) { first, _ in first }))
        }
        if purchaseDate != nil || warrantyStart != nil {
            facts.append(
                fact(
                    "hardware",
                    [
                        "manufacturer": manufacturer, "model": modelIdentifier ?? model, "serial": serial,
                        "purchaseDate": purchaseDate?.description, "warrantyStart": warrantyStart?.description,
                    ]
                )
            )
        }
        return facts.filter { !$0.fields.isEmpty }
    }

    private func fact(_ kind: String, _ fields: [String: String?]) -> Fact {
        Fact(kind: kind, fields: fields.compactMapValues(\.self))
    }
}

// MARK: - Systems with facts of their own kind

extension ImportedDevice {
    /// Windows of computers; that of telephones and handhelds is told as a mobile device.
    private var isWindows: Bool {
        guard let word = os?.lowercased(), word.hasPrefix("windows") || word.hasPrefix("microsoft windows") else {
            return false
        }
        return !["phone", "mobile", "handheld", " ce", "compact"].contains(where: word.contains)
    }

    /// `10.0.22631.4460` as release, build and update.
    private var windowsVersion: (release: String, build: String, update: String?)? {
        guard isWindows, let parts = osVersion?.split(separator: ".").map(String.init), (3...4).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return (parts[0..<3].joined(separator: "."), parts[2], parts.count == 4 ? parts[3] : nil)
    }

    private var windowsFact: Fact {
        let version = windowsVersion
        var fields: [String: String?] = ["version": version?.release, "build": version?.build, "ubr": version?.update]
        // "Windows" alone names no release; "Windows 10 Enterprise" does.
        if let os, os.contains(where: \.isNumber) { fields["caption"] = os }
        fields["productType"] =
            kind == .laptop || kind == .desktop || kind == .tablet ? "1" : kind == .server ? "3" : nil
        switch edition?.lowercased() {
        case "enterprise": fields["editionId"] = "Enterprise"
        case "education": fields["editionId"] = "Education"
        case "pro", "professional": fields["editionId"] = "Professional"
        case "home", "core": fields["editionId"] = "Core"
        default: break
        }
        return fact("windows-os", fields)
    }

    /// The `ID` of os-release: Intune writes `Linux (ubuntu)`, people `Red Hat Enterprise Linux`.
    private var linuxID: String? {
        let names = [
            ("ubuntu", "ubuntu"), ("debian", "debian"), ("red hat enterprise linux", "rhel"), ("rhel", "rhel"),
            ("centos", "centos"), ("rocky", "rocky"), ("almalinux", "almalinux"), ("suse linux enterprise", "sles"),
            ("fedora", "fedora"), ("oracle linux", "ol"),
        ]
        guard let word = os?.lowercased(), sysDescr == nil else { return nil }
        let name = word.hasPrefix("linux (") ? String(word.dropFirst(7)) : word
        return names.first { name.hasPrefix($0.0) }?.1
    }
}
