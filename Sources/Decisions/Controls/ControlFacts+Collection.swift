package import EstateModel

extension ControlFacts {
    /// What a collection says about controls; what it does not say stays nil.
    ///
    /// Listening sockets count only where all of them were read, and services only where the host named all that are
    /// switched on: then one that is missing is off.
    ///
    /// - Parameter day: of the visit.
    package init(asset: Int64, name: String, on day: CalendarDay, _ collection: HostCollection) {
        self.init(asset: asset, name: name, on: day)
        services = Self.services(collection)
        if collection.completeness[.services] == .complete { listeners = collection.listeners }
        defaultRoutes = collection.networkState?.defaultRoutes
        interfacesUp = collection.networkState?.interfacesUp
        agents = collection.agents?.map {
            Agent(name: $0.name, isRunning: $0.isRunning, currentAsOf: $0.currentAsOf)
        }
    }

    private static func services(_ collection: HostCollection) -> [Service]? {
        guard let enabled = collection.enabledServices else { return nil }
        let features = collection.otherFacts.filter { $0.kind == "windows-feature" && isOn($0) }
            .compactMap { $0.fields["name"] }
        let isWindows = collection.platform == "windows"
        // Windows always has some: none at all means that the host did not tell.
        let knowsFeatures = !isWindows || !features.isEmpty && collection.completeness[.software] == .complete
        let on = Set((enabled + features).map { $0.lowercased() })
        let families = ServiceFamily.all.compactMap { family -> Service? in
            if family.members.contains(where: on.contains) { return Service(name: family.name, isOn: true) }
            let isOpen = isWindows ? family.hasFeatures && !knowsFeatures : family.isHidden(behind: on)
            // Without the feature it is part of Windows itself, and on.
            let isOlder = isWindows && family.name == "smb1" && !hasRemovableSMB1(collection.operatingSystem)
            return isOpen || isOlder ? Service(name: family.name, isOn: nil) : nil
        }
        return families + on.sorted().map { Service(name: $0, isOn: true) }
    }

    private static func isOn(_ fact: Fact) -> Bool {
        ["enabled", "installed", "1"].contains(fact.fields["state"]?.lowercased() ?? "")
    }

    /// SMB version 1 can be removed since Windows 8.1 and Windows Server 2012 R2, both of which are Windows NT 6.3.
    private static func hasRemovableSMB1(_ system: OperatingSystem?) -> Bool {
        let numbers = (system?.kernelRelease ?? "").split(separator: ".").prefix(2).compactMap { Int($0) }
        return numbers.count == 2 && (numbers[0], numbers[1]) >= (6, 3)
    }
}

/// Services and features that are one thing to people, under the names that systems have for them.
struct ServiceFamily: Sendable {
    let name: String
    /// In small letters.
    let members: Set<String>
    /// Windows has it as a feature.
    var hasFeatures = false
    /// Programs of Linux that can do it without a service of that name.
    var hosts: Set<String> = []

    static let all: [ServiceFamily] = [
        ServiceFamily(
            name: "smb1",
            members: [
                "smb1protocol", "smb1protocol-server", "smb1protocol-client", "fs-smb1", "fs-smb1-server",
                "fs-smb1-client",
            ],
            hasFeatures: true,
            hosts: ["smb", "smbd", "samba", "samba-ad-dc"]
        ),
        ServiceFamily(
            name: "telnet",
            members: ["telnet", "telnetd", "in.telnetd", "inetutils-telnetd", "tlntsvr", "telnetserver"],
            hasFeatures: true
        ),
        ServiceFamily(
            name: "ftp",
            members: ["ftp", "ftpd", "vsftpd", "proftpd", "pure-ftpd", "ftpsvc", "iis-ftpserver", "iis-ftpsvc"],
            hasFeatures: true
        ),
        ServiceFamily(name: "tftp", members: ["tftp", "tftpd", "tftpd-hpa", "atftpd"]),
        ServiceFamily(name: "rsh", members: ["rsh", "rlogin", "rexec", "shell", "login", "exec"]),
        ServiceFamily(name: "print-spooler", members: ["spooler", "cups", "cupsd"]),
        ServiceFamily(name: "remote-desktop", members: ["termservice", "xrdp"]),
        ServiceFamily(
            name: "powershell-2",
            members: ["microsoftwindowspowershellv2", "microsoftwindowspowershellv2root", "powershell-v2"],
            hasFeatures: true
        ),
        ServiceFamily(name: "snmp", members: ["snmp", "snmpd"]),
        ServiceFamily(name: "rpcbind", members: ["rpcbind", "portmap"]),
    ]

    func isHidden(behind on: Set<String>) -> Bool { !hosts.isDisjoint(with: on) }
}
