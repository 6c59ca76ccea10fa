import EstateModel

/// What a Windows host lists under "Programs and Features", from the registry. Win32_Product is never asked: it
/// verifies, and repairs, every package.
struct WindowsSoftware: Collector {
    let probes = [
        Probe(
            "windows-software",
            section: .software,
            timeoutSeconds: 60,
            byteLimit: 4 << 20,
            command: #"""
                $names = 'DisplayName', 'DisplayVersion', 'Publisher', 'InstallDate', 'InstallLocation', 'ParentKeyName'
                $tail = 'Microsoft\Windows\CurrentVersion\Uninstall'
                $paths = @("HKEY_LOCAL_MACHINE\SOFTWARE\$tail", "HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\$tail")
                foreach ($hive in Get-ChildItem -LiteralPath Registry::HKEY_USERS -ErrorAction SilentlyContinue) {
                    if ($hive.Name -match '\\S-1-(5-21|12-1)-[-0-9]+$') { $paths += "$($hive.Name)\SOFTWARE\$tail" }
                }
                foreach ($path in $paths) {
                    foreach ($key in Get-ChildItem -LiteralPath "Registry::$path" -ErrorAction SilentlyContinue) {
                        if ($null -ne $key.GetValue('DisplayName')) { ShowKey $key.Name $names }
                        $key.Close()
                    }
                }
                """#
        ),
        Probe(
            "windows-office",
            section: .software,
            optional: true,
            command: #"""
                $names = 'VersionToReport', 'ProductReleaseIds', 'Platform', 'CDNBaseUrl', 'UpdateChannel'
                ShowKey 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\ClickToRun\Configuration' $names
                """#
        ),
        Probe(
            "windows-components",
            section: .software,
            optional: true,
            command: #"""
                $framework = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\NET Framework Setup\NDP'
                foreach ($part in 'v2.0.50727', 'v3.0', 'v3.5', 'v4\Full', 'v4\Client') {
                    ShowKey "$framework\$part" ('Release', 'Version', 'SP', 'Install')
                }
                ShowKey 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Internet Explorer' ('svcVersion', 'Version')
                foreach ($engine in '1', '3') {
                    $path = "HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\PowerShell\$engine\PowerShellEngine"
                    ShowKey $path ('PowerShellVersion', 'RuntimeVersion')
                }
                $software = 'HKEY_LOCAL_MACHINE\SOFTWARE'
                ShowKey "$software\Microsoft\InetStp" 'VersionString'
                ShowKey "$software\Microsoft\BizTalk Server\3.0" 'ProductVersion'
                ShowKey "$software\Microsoft\MSCRM" 'CRM_Server_Version'
                ShowKey "$software\Microsoft\SMS\Setup" 'Full Version'
                foreach ($root in "$software\ORACLE", "$software\WOW6432Node\ORACLE") {
                    $homes = @(Get-ChildItem -LiteralPath "Registry::$root" -ErrorAction SilentlyContinue)
                    foreach ($key in $homes | Select-Object -First 20) {
                        if ($key.Name -match '\\KEY_') { ShowKey $key.Name 'ORACLE_HOME' }
                        $key.Close()
                    }
                }
                """#
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let rows = WindowsOutput.rows(answers.bytes("windows-software"))
        builder.collection.software += Self.software(rows)
        if rows.isEmpty {
            builder.problem(
                .unreadableOutput,
                .software,
                probe: "windows-software",
                "the registry listed no installed program.",
                remedy: "Look at the answer with `reeve explain`; every Windows lists some."
            )
        }
        let values = WindowsOutput.rows(answers.bytes("windows-components"))
        builder.collection.otherFacts += values.flatMap(Self.valueFacts)
        let office = WindowsOutput.rows(answers.bytes("windows-office"))
        builder.collection.otherFacts += office.flatMap(WindowsClickToRun.facts)
    }

    /// Entries of an Uninstall key, from any of the shapes that ``WindowsOutput`` reads; those without a name are left
    /// out (languages, updates and drivers have such entries), and so are parts whose whole is listed.
    static func software(_ rows: [WindowsOutput.Row]) -> [InstalledSoftware] {
        let listed = Set(rows.compactMap { $0["key"].map(keyName) })
        return rows.compactMap { row in
            guard let name = row["displayname"] ?? row["name"], !name.allSatisfy(\.isWhitespace) else { return nil }
            if let parent = row["parentkeyname"]?.lowercased(), listed.contains(parent),
                row["key"].map(keyName) != parent
            {
                return nil
            }
            var software = InstalledSoftware(
                source: .registry,
                name: name,
                version: row["displayversion"] ?? row["version"],
                publisher: row["publisher"] ?? row["vendor"]
            )
            if row["key"]?.lowercased().contains(#"\wow6432node\"#) == true { software.architecture = "x86" }
            return software
        }
    }

    /// The last part of a key's path, in small letters.
    private static func keyName(_ path: String) -> String {
        path.lowercased().split(separator: #"\"#).last.map(String.init) ?? ""
    }

    /// Facts of kind `registry-value`, one for each value of a key. `version` repeats the key's own `Version`.
    static func valueFacts(_ row: WindowsOutput.Row) -> [Fact] {
        guard let path = row["key"] else { return [] }
        let key = path.hasPrefix("HKEY_LOCAL_MACHINE") ? "HKLM" + path.dropFirst("HKEY_LOCAL_MACHINE".count) : path
        return row.keys.sorted().compactMap { name in
            guard name != "key", let data = row[name] else { return nil }
            var fields = ["key": key, "value": valueNames[name] ?? name, "data": data]
            fields["version"] = row["version"]
            return Fact(kind: "registry-value", fields: fields)
        }
    }

    /// The values' names as Windows writes them; rows have them in small letters.
    private static let valueNames = [
        "release": "Release", "version": "Version", "sp": "SP", "install": "Install", "svcversion": "svcVersion",
        "powershellversion": "PowerShellVersion", "runtimeversion": "RuntimeVersion",
        "versionstring": "VersionString", "productversion": "ProductVersion", "crmserverversion": "CRM_Server_Version",
        "fullversion": "Full Version", "oraclehome": "ORACLE_HOME",
    ]
}
