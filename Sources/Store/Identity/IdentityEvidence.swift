package import EstateModel

/// What kind of thing tells one host from another.
package enum EvidenceKind: String, Sendable, Codable, CaseIterable, Hashable {
    case smbiosUUID = "smbios-uuid"
    case serial
    case machineID = "machine-id"
    case hostKey = "host-key"
    case fqdn
    /// The target's name and address together.
    case target
    /// Speaks against a match, never for one.
    case hostname
    /// Speaks against a match, never for one.
    case macAddress = "mac-address"
}

/// The rules by which a collection is recognised as a known asset; each can be switched off.
package struct IdentityRules: OptionSet, Hashable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let smbiosUUID = Self(rawValue: 1 << 0)
    package static let serial = Self(rawValue: 1 << 1)
    package static let machineID = Self(rawValue: 1 << 2)
    package static let hostKey = Self(rawValue: 1 << 3)
    package static let fqdn = Self(rawValue: 1 << 4)
    package static let target = Self(rawValue: 1 << 5)
    package static let all: Self = [.smbiosUUID, .serial, .machineID, .hostKey, .fqdn, .target]

    /// Strongest first.
    static let precedence: [(rule: Self, kind: EvidenceKind)] = [
        (.smbiosUUID, .smbiosUUID), (.serial, .serial), (.machineID, .machineID), (.hostKey, .hostKey),
        (.fqdn, .fqdn), (.target, .target),
    ]

    /// The kinds of evidence that the switched-on rules look at, strongest first.
    package var kinds: [EvidenceKind] { Self.precedence.filter { contains($0.rule) }.map(\.kind) }
}

/// What is known to tell one host from another, in comparable form.
package struct IdentityEvidence: Hashable, Sendable {
    /// Never holds an empty set. MAC addresses are several; of the others a host shows one at a time.
    package var values: [EvidenceKind: Set<String>]

    package init(values: [EvidenceKind: Set<String>] = [:]) {
        self.values = values.filter { !$0.value.isEmpty }
    }

    /// The evidence that a collection gives, placeholders left out.
    ///
    /// A container shows its host's SMBIOS data, which says nothing about the container.
    package init(_ collection: HostCollection, targetName: String, targetAddress: String) {
        let identity = collection.identity
        let hardware = collection.hardware
        var values: [EvidenceKind: Set<String>] = [:]
        if hardware?.placement != .container {
            let uuid = identity.smbiosUUID ?? hardware?.uuid
            values[.smbiosUUID] = uuid.flatMap(MachineUUID.init).map { [$0.canonical] }
            let serial = identity.serial ?? hardware?.serial
            values[.serial] = MachineSerial.evidence(manufacturer: hardware?.manufacturer, serial: serial).map { [$0] }
        }
        values[.machineID] = identity.machineID.flatMap(Self.machineID).map { [$0] }
        values[.hostKey] = identity.hostKeyFingerprint.map { [$0] }
        values[.fqdn] = identity.fqdn.flatMap(Self.domainName).map { [$0] }
        values[.target] = [targetName + " " + targetAddress]
        values[.hostname] = identity.hostname.flatMap(Self.hostname).map { [$0] }
        let addresses = Set(identity.macAddresses.lazy.map { $0.lowercased() }.filter(Self.isTelling).prefix(64))
        values[.macAddress] = addresses.isEmpty ? nil : addresses
        self.values = values
    }

    /// 32 hexadecimal digits; systemd writes `uninitialized` into images, and zeros mean nothing.
    private static func machineID(_ text: String) -> String? {
        let id = text.lowercased().filter { $0 != "-" }
        guard id.utf8.count == 32, id.allSatisfy(\.isHexDigit), Set(id).count > 1 else { return nil }
        return id
    }

    private static func domainName(_ text: String) -> String? {
        let name = text.lowercased()
        let first = name.prefix { $0 != "." }
        guard first.utf8.count < name.utf8.count, !name.hasSuffix("."), hostname(String(first)) != nil,
            name.utf8.count <= 253
        else { return nil }
        return name
    }

    private static func hostname(_ text: String) -> String? {
        let name = text.lowercased()
        let placeholders = ["localhost", "unknown", "(none)", "none", "ubuntu", "debian", "raspberrypi", "linux"]
        return name.isEmpty || placeholders.contains(name) ? nil : String(name.prefix(253))
    }

    private static func isTelling(macAddress: String) -> Bool {
        macAddress != "00:00:00:00:00:00" && macAddress != "ff:ff:ff:ff:ff:ff" && macAddress.utf8.count <= 64
    }
}
