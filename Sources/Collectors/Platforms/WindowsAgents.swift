import EstateModel

/// Agents that protect a Windows host: services of known ones, Microsoft Defender's signatures, and on desktops what
/// the security centre lists.
struct WindowsAgents: Collector {
    static let probe = Probe(
        "windows-agents",
        section: .services,
        timeoutSeconds: 40,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            $ErrorActionPreference = 'SilentlyContinue'
            $names = '\#(AgentTable.all.flatMap(\.services).joined(separator: "|"))'.Split('|')
            $found = @(Get-Service)
            $found | Where-Object { $names -contains $_.Name } | ForEach-Object {
                $row = New-Object PSObject
                $row | Add-Member NoteProperty Service $_.Name
                $row | Add-Member NoteProperty State ([string]$_.Status)
                Show $row ('Service', 'State')
            }
            Wmi MSFT_MpComputerStatus 'root\Microsoft\Windows\Defender' | ForEach-Object {
                $day = $null
                $updated = $_.AntivirusSignatureLastUpdated
                # The cmdlets of PowerShell 2.0 leave the moment as WMI writes it.
                if ($updated -is [datetime]) {
                    $culture = [Globalization.CultureInfo]::InvariantCulture
                    $day = $updated.ToUniversalTime().ToString('yyyy-MM-dd', $culture)
                } elseif ($updated) { $day = ([string]$updated).Substring(0, 8) }
                $row = New-Object PSObject
                $row | Add-Member NoteProperty DefenderService $_.AMServiceEnabled
                $row | Add-Member NoteProperty Antivirus $_.AntivirusEnabled
                $row | Add-Member NoteProperty Signatures $day
                Show $row ('DefenderService', 'Antivirus', 'Signatures')
            }
            Wmi AntiVirusProduct 'root\SecurityCenter2' | ForEach-Object {
                $row = New-Object PSObject
                $row | Add-Member NoteProperty Product $_.displayName
                # The last figures tell of renewals under way; those that tell whether it is on are kept.
                $row | Add-Member NoteProperty On (($_.productState -band 0xF000) -eq 0x1000)
                Show $row ('Product', 'On')
            }
            if ($found.Count -gt 0) {
                $row = New-Object PSObject
                $row | Add-Member NoteProperty Asked 'services'
                Show $row @('Asked')
            }
            """#
    )

    let probes = [probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        guard answers.isWhole(Self.probe.id) else { return }
        builder.collection.agents = Self.agents(WindowsOutput.rows(answers.bytes(Self.probe.id)))
    }

    /// By name; nil when the list of services was not read, so that an agent could have been missed.
    static func agents(_ rows: [WindowsOutput.Row]) -> [ProtectiveAgent]? {
        guard rows.contains(where: { $0["asked"] == "services" }) else { return nil }
        var agents: [String: ProtectiveAgent] = [:]
        func note(_ name: String, _ isRunning: Bool?) {
            var agent = agents[name] ?? ProtectiveAgent(name: name)
            // One of several services suffices.
            if agent.isRunning != true { agent.isRunning = isRunning ?? agent.isRunning }
            agents[name] = agent
        }
        for row in rows.prefix(1000) {
            if let service = row["service"]?.lowercased() {
                let known = AgentTable.all.first { $0.services.contains { $0.lowercased() == service } }
                if let known { note(known.name, row["state"].map { $0.lowercased() == "running" }) }
            } else if row["defenderservice"] != nil || row["antivirus"] != nil {
                takeDefender(row, into: &agents)
            } else if let product = row["product"], product.utf8.count <= 200, !isDefender(product) {
                note(product.lowercased(), row["on"].map { $0.lowercased() == "true" })
            }
        }
        return agents.values.sorted { $0.name < $1.name }
    }

    /// What Defender says of itself stands above the state of its service: beside another product it runs, and is off.
    private static func takeDefender(_ row: WindowsOutput.Row, into agents: inout [String: ProtectiveAgent]) {
        var agent = agents["defender"] ?? ProtectiveAgent(name: "defender")
        let states = ["defenderservice", "antivirus"].compactMap { row[$0]?.lowercased() }
        if states.contains("false") {
            agent.isRunning = false
        } else if states == ["true", "true"], agent.isRunning == nil {
            agent.isRunning = true
        }
        agent.currentAsOf = row["signatures"].flatMap(WindowsTime.day)
        agents["defender"] = agent
    }

    private static func isDefender(_ product: String) -> Bool { product.lowercased().contains("defender") }
}
