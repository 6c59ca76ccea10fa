import EstateModel

/// Interfaces with their addresses, and listening sockets of a Windows host.
struct WindowsNetwork: Collector {
    let probes = [
        Probe(
            "windows-interfaces",
            section: .network,
            timeoutSeconds: 40,
            command: #"""
                Wmi Win32_NetworkAdapterConfiguration | Where-Object { $_.IPEnabled } | ForEach-Object {
                    Show $_ ('Description', 'MACAddress', 'IPAddress')
                }
                """#
        ),
        Probe(
            "windows-listeners",
            section: .services,
            timeoutSeconds: 40,
            command: #"""
                $processes = @{}
                Get-Process | ForEach-Object { $processes[[string]$_.Id] = $_.ProcessName }
                if (Get-Command Get-NetTCPConnection -ErrorAction SilentlyContinue) {
                    Get-NetTCPConnection -State Listen | ForEach-Object {
                        $name = $processes[[string]$_.OwningProcess]
                        $_ | Add-Member NoteProperty ProcessName $name -Force
                        Show $_ ('LocalAddress', 'LocalPort', 'ProcessName')
                    }
                } else {
                    netstat -ano | ForEach-Object {
                        $words = $_.Trim() -split '\s+'
                        $isListening = $words[0] -eq 'TCP' -and $words[2] -match ':0$'
                        if ($isListening -and $words[1] -match '^\[?(.+?)\]?:([0-9]+)$') {
                            $row = New-Object PSObject
                            $row | Add-Member NoteProperty LocalAddress ($matches[1])
                            $row | Add-Member NoteProperty LocalPort ($matches[2])
                            $row | Add-Member NoteProperty ProcessName ($processes[$words[-1]])
                            Show $row ('LocalAddress', 'LocalPort', 'ProcessName')
                        }
                    }
                }
                """#
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let interfaces = Self.interfaces(WindowsOutput.rows(answers.bytes("windows-interfaces")))
        builder.collection.interfaces += interfaces
        builder.collection.identity.macAddresses = Array(Set(interfaces.compactMap(\.macAddress))).sorted()
        builder.collection.listeners += Self.listeners(answers.bytes("windows-listeners"))
    }

    static func interfaces(_ rows: [WindowsOutput.Row]) -> [NetworkInterface] {
        rows.compactMap { row in
            guard let name = row["description"] else { return nil }
            let addresses = (row["ipaddress"] ?? "").split { " {},\"".contains($0) }.map(String.init)
            return NetworkInterface(
                name: name,
                macAddress: row["macaddress"].flatMap(ESXiNetwork.macAddress),
                addresses: addresses.filter { !$0.lowercased().hasPrefix("fe80:") }.sorted()
            )
        }
    }

    /// From Get-NetTCPConnection's rows or from `netstat`.
    static func listeners(_ bytes: [UInt8]) -> [Listener] {
        let rows = WindowsOutput.rows(bytes).filter { $0["localport"] != nil }
        guard rows.isEmpty else {
            return rows.compactMap { row in
                guard let port = row["localport"].flatMap({ Int($0) }), (1...65_535).contains(port) else { return nil }
                return row["localaddress"].map { Listener(address: $0, port: port, process: row["processname"]) }
            }
        }
        return lines(of: TextDecoder.utf8(bytes)).compactMap(listener)
    }

    /// `  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1024`
    ///
    /// The state is translated (`ABHÖREN`); a peer's port of 0 tells the same in every language.
    private static func listener(_ line: ArraySlice<UInt8>) -> Listener? {
        let words = line.trimmed.text.split(separator: " ")
        guard words.count >= 4, words[0] == "TCP", words[2].hasSuffix(":0"),
            let colon = words[1].lastIndex(of: ":"), let port = Int(words[1][words[1].index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let address = words[1][..<colon].filter { $0 != "[" && $0 != "]" }
        return address.isEmpty ? nil : Listener(address: String(address), port: port)
    }
}
