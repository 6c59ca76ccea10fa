import EstateModel

/// Services of a Windows host that are not Windows' own: what runs there although no uninstall entry names it.
///
/// Windows brings about 200 services, which its release already tells; those whose program lies in a folder of Windows
/// are left out on the host, but for the few that tell a role. Of a command line only the program is taken: what
/// follows may hold passwords.
struct WindowsServices: Collector {
    /// Services of Windows itself that tell a role of the host: web server, domain controller.
    static let roles = ["W3SVC", "NTDS"]
    static let mostServices = 400

    let probes = [
        Probe(
            "windows-services",
            section: .software,
            timeoutSeconds: 40,
            byteLimit: 256 << 10,
            optional: true,
            command: #"""
                $roles = '^(\#(Self.roles.joined(separator: "|")))$'
                $folders = '\\(System32|SysWOW64|Microsoft\.NET|servicing)\\'
                $own = '^(\\\?\?\\)?(%SystemRoot%|\\SystemRoot|' + [regex]::Escape("$env:SystemRoot") + ')' + $folders
                $names = 'Name', 'DisplayName', 'PathName', 'State', 'StartMode'
                $shown = 0
                $on = @()
                Wmi Win32_Service | Sort-Object Name | ForEach-Object {
                    # Services of one login end in figures that are others at the next one.
                    if ($_.StartMode -ne 'Disabled' -and $_.Name -notmatch '_[0-9a-f]{4,8}$') { $on += $_.Name }
                    $path = [string]$_.PathName
                    if ($path -match '^\s*"([^"]*)"') { $path = $matches[1] }
                    elseif ($path -match '^\s*(.*?\.exe)(\s|$)') { $path = $matches[1] }
                    elseif ($path -match '^\s*(\S+)') { $path = $matches[1] }
                    if ($_.Name -notmatch $roles -and $path -match $own) { return }
                    if ($shown -ge \#(Self.mostServices)) { return }
                    $shown++
                    # One that waits for a trigger comes and goes; only a steady one has a state worth keeping.
                    $place = "Registry::HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\$($_.Name)"
                    $key = Get-Item -LiteralPath $place -ErrorAction SilentlyContinue
                    $state = $null
                    if ($null -ne $key) {
                        $waits = $key.GetValue('DelayedAutostart') -eq 1 -or
                            @($key.GetSubKeyNames()) -contains 'TriggerInfo'
                        if ($_.StartMode -eq 'Auto' -and -not $waits) { $state = $_.State }
                        $key.Close()
                    }
                    $row = New-Object PSObject
                    $row | Add-Member NoteProperty Name $_.Name
                    $row | Add-Member NoteProperty DisplayName $_.DisplayName
                    $row | Add-Member NoteProperty PathName $path
                    $row | Add-Member NoteProperty State $state
                    $row | Add-Member NoteProperty StartMode $_.StartMode
                    Show $row $names
                }
                for ($start = 0; $start -lt $on.Count; $start += 50) {
                    $part = [string[]]@($on | Select-Object -Skip $start -First 50)
                    $row = New-Object PSObject
                    $row | Add-Member NoteProperty On ([string]::Join('|', $part))
                    Show $row @('On')
                }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let rows = WindowsOutput.rows(answers.bytes("windows-services"))
        builder.collection.otherFacts += Self.facts(rows)
        if answers.isWhole("windows-services") { builder.collection.enabledServices = Self.enabled(rows) }
    }

    /// Facts of kind `service`, from Win32_Service (`PathName`, `StartMode`) or Get-Service (`ServiceName`, `Status`).
    ///
    /// `state` is `disabled`, `running` or `stopped`; nothing is said of a service that is started when it is needed.
    static func facts(_ rows: [WindowsOutput.Row]) -> [Fact] {
        rows.prefix(mostServices).compactMap { row in
            guard let name = row["name"] ?? row["servicename"], name.utf8.count <= 256 else { return nil }
            var fields = ["name": name]
            if let shown = row["displayname"], shown != name { fields["displayName"] = String(shown.prefix(256)) }
            fields["path"] = row["pathname"].flatMap(program)
            fields["state"] = state(row)
            return Fact(kind: "service", fields: fields)
        }
    }

    /// Names of all services that are not disabled, Windows' own among them; nil when the host did not list them.
    ///
    ///     {"On":"AudioSrv|BFE|CSFalconService"}
    static func enabled(_ rows: [WindowsOutput.Row]) -> [String]? {
        let lists = rows.compactMap { $0["on"] }
        guard !lists.isEmpty else { return nil }
        return Set(lists.flatMap { $0.split(separator: "|") }.prefix(5000).map(String.init)).sorted()
    }

    private static func state(_ row: WindowsOutput.Row) -> String? {
        switch row["startmode"]?.lowercased() {
        case "disabled": "disabled"
        case "auto":
            switch row["state"]?.lowercased() {
            case "running": "running"
            case "stopped": "stopped"
            default: nil
            }
        default: nil
        }
    }

    /// The program of a command line, which may have blanks and lack quotes; its arguments are left out.
    static func program(_ line: String) -> String? {
        let bytes = Array(line.utf8)[...].trimmed
        if bytes.first == UInt8(ascii: "\"") {
            return bytes.dropFirst().prefix { $0 != UInt8(ascii: "\"") }.prefix(1024).textOrNil
        }
        let ending = Array(".exe".utf8)
        var index = bytes.startIndex
        while index + ending.count <= bytes.endIndex {
            let end = index + ending.count
            let isEnding = bytes[index..<end].elementsEqual(ending) { $0 | 0x20 == $1 || $0 == $1 }
            if isEnding, end == bytes.endIndex || bytes[end] == 0x20 || bytes[end] == 0x09 {
                return bytes[..<end].prefix(1024).textOrNil
            }
            index += 1
        }
        return bytes.prefix { $0 != 0x20 && $0 != 0x09 }.prefix(1024).textOrNil
    }
}
