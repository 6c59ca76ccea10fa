import EstateModel

/// Roles and features of Windows that are switched on (IIS, SMB 1, Hyper-V, PowerShell 2.0).
struct WindowsFeatures: Collector {
    let probes = [
        Probe(
            "windows-features",
            section: .software,
            timeoutSeconds: 60,
            optional: true,
            command: #"""
                Wmi Win32_OptionalFeature | Where-Object { $_.InstallState -eq 1 } | ForEach-Object {
                    Show $_ ('Name', 'InstallState')
                }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.otherFacts += Self.facts(WindowsOutput.rows(answers.bytes("windows-features")))
    }

    /// Facts of kind `windows-feature`, of those that are on, from Win32_OptionalFeature (`Name`, `InstallState` 1),
    /// Get-WindowsOptionalFeature (`FeatureName`, `State` 2) or Get-WindowsFeature (`Name`, `Installed` true).
    static func facts(_ rows: [WindowsOutput.Row]) -> [Fact] {
        rows.compactMap { row in
            guard let name = row["featurename"] ?? row["name"], isOn(row) else { return nil }
            return Fact(kind: "windows-feature", fields: ["name": name, "state": "Enabled"])
        }
    }

    private static func isOn(_ row: WindowsOutput.Row) -> Bool {
        if let installed = row["installed"] { return installed.lowercased() == "true" }
        if let state = row["state"] { return state == "2" || state == "Enabled" }
        return row["installstate"] == "1"
    }
}
