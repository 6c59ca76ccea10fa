import EstateModel

/// Default routes of a Windows host, and its network adapters that are connected.
struct WindowsRoutes: Collector {
    static let probe = Probe(
        "windows-routes",
        section: .network,
        timeoutSeconds: 40,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            function Line($name, $value) {
                $row = New-Object PSObject
                $row | Add-Member NoteProperty $name $value
                Show $row @($name)
            }
            $wide = '0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '::/1', '2000::/3'
            $isNew = [bool](Get-Command Get-NetRoute -ErrorAction SilentlyContinue)
            try {
                if ($isNew) {
                    # All routes are asked for: to ask for default routes is an error where there is none.
                    Get-NetRoute -ErrorAction Stop | Where-Object { $wide -contains $_.DestinationPrefix } |
                        ForEach-Object { Line 'Route' "$($_.NextHop) on $($_.InterfaceAlias)" }
                } else {
                    Get-WmiObject Win32_NetworkAdapterConfiguration -ErrorAction Stop |
                        Where-Object { $_.IPEnabled } | ForEach-Object {
                            $card = $_.Description
                            $_.DefaultIPGateway | Where-Object { $_ } | ForEach-Object { Line 'Route' "$_ on $card" }
                        }
                }
                Line 'Asked' 'routes'
            } catch { }
            try {
                if ($isNew) {
                    Get-NetAdapter -ErrorAction Stop | Where-Object { [string]$_.Status -eq 'Up' } |
                        ForEach-Object { Line 'Up' $_.Name }
                } else {
                    Get-WmiObject Win32_NetworkAdapter -ErrorAction Stop |
                        Where-Object { $_.NetConnectionStatus -eq 2 } | ForEach-Object { Line 'Up' $_.NetConnectionID }
                }
                Line 'Asked' 'adapters'
            } catch { }
            """#
    )

    let probes = [probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let isWhole = answers.isWhole(Self.probe.id)
        let rows = isWhole ? WindowsOutput.rows(answers.bytes(Self.probe.id)) : []
        builder.collection.networkState = Self.state(rows)
    }

    static func state(_ rows: [WindowsOutput.Row]) -> NetworkState {
        func values(_ name: String, _ question: String) -> [String]? {
            guard rows.contains(where: { $0["asked"] == question }) else { return nil }
            return Set(rows.prefix(10_000).compactMap { $0[name] }.filter { $0.utf8.count <= 400 }).sorted()
        }
        return NetworkState(
            defaultRoutes: values("route", "routes"),
            interfacesUp: values("up", "adapters")?.filter { !$0.hasPrefix("Loopback Pseudo-Interface") }
        )
    }
}
