import EstateModel

/// The guests of a Hyper-V host, by WMI, which needs no PowerShell module. Administrators and "Hyper-V Administrators"
/// see them; for others, and on hosts without Hyper-V, there is nothing to see.
struct WindowsGuests: Collector {
    let probes = [
        Probe(
            "windows-guests",
            section: .guests,
            timeoutSeconds: 40,
            optional: true,
            command: #"""
                $spaces = Wmi __NAMESPACE root | Where-Object { $_.Name -eq 'virtualization' }
                if ($null -eq $spaces) { return }
                $space = 'root\virtualization'
                $newer = Wmi __NAMESPACE $space | Where-Object { $_.Name -eq 'v2' }
                if ($null -ne $newer) { $space = 'root\virtualization\v2' }
                $names = 'Name', 'ElementName', 'EnabledState', 'InstallDate'
                Wmi Msvm_ComputerSystem $space | ForEach-Object { Show $_ $names }
                $names = 'VirtualSystemIdentifier', 'SystemName', 'BIOSGUID', 'VirtualSystemType', 'SettingType'
                Wmi Msvm_VirtualSystemSettingData $space | ForEach-Object { Show $_ $names }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.guests += Self.guests(WindowsOutput.rows(answers.bytes("windows-guests")))
    }

    /// Guests from rows of Msvm_ComputerSystem, with the UUID that their settings (Msvm_VirtualSystemSettingData) give
    /// to the firmware. The host itself is among the rows and is named like the computer, not by a GUID; the settings
    /// of snapshots stand beside the real ones.
    static func guests(_ rows: [WindowsOutput.Row]) -> [VirtualMachine] {
        var firmware: [String: String] = [:]
        for row in rows where row["virtualsystemtype"]?.contains("Snapshot") != true && row["settingtype"] != "5" {
            guard let owner = row["virtualsystemidentifier"] ?? row["systemname"] else { continue }
            firmware[owner.lowercased()] = row["biosguid"].flatMap(SmbiosUUID.normalized)
        }
        return rows.compactMap { row in
            guard let id = row["name"].flatMap(SmbiosUUID.normalized), let name = row["elementname"],
                let state = row["enabledstate"]
            else { return nil }
            return VirtualMachine(manager: "hyper-v", name: name, uuid: firmware[id], state: self.state(state))
        }
    }

    /// Source: EnabledState of Msvm_ComputerSystem; nil for states on the way to another.
    private static func state(_ code: String) -> VirtualMachine.State? {
        switch code {
        case "2": .running
        case "3": .off
        case "9", "32768": .paused
        case "6", "32769": .suspended
        default: nil
        }
    }
}
