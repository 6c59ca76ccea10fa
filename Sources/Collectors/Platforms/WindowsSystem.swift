import EstateModel

/// Which Windows a host runs: registry and WMI, which know different halves of it.
struct WindowsSystem: Collector {
    static let currentVersion = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion"#

    let probes = [
        Probe(
            "windows-registry",
            section: .system,
            command: #"""
                $names = 'ProductName', 'CurrentVersion', 'CurrentMajorVersionNumber', 'CurrentMinorVersionNumber',
                    'CurrentBuildNumber', 'UBR', 'DisplayVersion', 'ReleaseId', 'EditionID', 'InstallationType',
                    'CSDVersion'
                ShowKey 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion' $names
                ShowKey 'HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\ProductOptions' 'ProductType'
                $names = 'PROCESSOR_ARCHITECTURE'
                ShowKey 'HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' $names
                """#
        ),
        Probe(
            "windows-os",
            section: .system,
            timeoutSeconds: 40,
            command: #"""
                $names = 'Caption', 'Version', 'BuildNumber', 'ProductType', 'OperatingSystemSKU', 'CSDVersion',
                    'OSArchitecture', 'LastBootUpTime', 'InstallDate'
                Wmi Win32_OperatingSystem | ForEach-Object { Show $_ $names }
                """#
        ),
        Probe(
            "windows-computer",
            section: .system,
            timeoutSeconds: 40,
            command: #"""
                $names = 'Name', 'DNSHostName', 'Domain', 'PartOfDomain', 'DomainRole', 'Manufacturer', 'Model',
                    'TotalPhysicalMemory', 'NumberOfProcessors', 'NumberOfLogicalProcessors'
                Wmi Win32_ComputerSystem | ForEach-Object { Show $_ $names }
                """#
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let registry = WindowsOutput.rows(answers.bytes("windows-registry"))
        let management = WindowsOutput.rows(answers.bytes("windows-os")).first { $0["caption"] != nil } ?? [:]
        identify(WindowsOutput.rows(answers.bytes("windows-computer")).first ?? [:], &builder)
        builder.collection.bootedAt = management["lastbootuptime"].flatMap(WindowsTime.instant)
        let merged = registry.reduce(into: WindowsOutput.Row()) { $0.merge($1) { first, _ in first } }
        guard let release = WindowsRelease(registry: merged, management: management) else {
            builder.problem(
                .unreadableOutput,
                .system,
                probe: "windows-registry",
                "neither the registry nor WMI told which Windows this is.",
                remedy: "Look at the answers with `reeve explain`; the account may lack the right to read them."
            )
            builder.mark(.system, .absent)
            return
        }
        builder.collection.operatingSystem = release.operatingSystem
        builder.collection.otherFacts += release.facts
    }

    private func identify(_ computer: WindowsOutput.Row, _ builder: inout CollectionBuilder) {
        let name = computer["dnshostname"] ?? computer["name"]
        builder.collection.identity.hostname = name
        guard let name, computer["partofdomain"]?.lowercased() == "true", let domain = computer["domain"],
            domain.contains(".")
        else { return }
        builder.collection.identity.fqdn = "\(name).\(domain)".lowercased()
    }
}
