import EstateModel

/// Instances of SQL Server, by the registry: it tells the service pack, which an uninstall entry does not.
struct WindowsDatabases: Collector {
    let probes = [
        Probe(
            "windows-sql",
            section: .software,
            optional: true,
            command: #"""
                foreach ($root in 'HKEY_LOCAL_MACHINE\SOFTWARE', 'HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node') {
                    $server = "$root\Microsoft\Microsoft SQL Server"
                    $path = "Registry::$server\Instance Names\SQL"
                    $list = Get-Item -LiteralPath $path -ErrorAction SilentlyContinue
                    if ($null -eq $list) { continue }
                    foreach ($instance in $list.GetValueNames()) {
                        $setup = "Registry::$server\$($list.GetValue($instance))\Setup"
                        $key = Get-Item -LiteralPath $setup -ErrorAction SilentlyContinue
                        if ($null -eq $key) { continue }
                        $row = New-Object PSObject
                        $row | Add-Member NoteProperty Instance $instance
                        foreach ($name in 'Version', 'PatchLevel', 'Edition', 'SP') {
                            $row | Add-Member NoteProperty $name ($key.GetValue($name))
                        }
                        $key.Close()
                        Show $row ('Instance', 'Version', 'PatchLevel', 'Edition', 'SP')
                    }
                    $list.Close()
                }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.otherFacts += Self.facts(WindowsOutput.rows(answers.bytes("windows-sql")))
    }

    /// Facts of kind `sql-instance`. Rows of the probe name their instance; those of a `.reg` export have it in the
    /// path (`…\Microsoft SQL Server\MSSQL15.REPORTS\Setup`).
    static func facts(_ rows: [WindowsOutput.Row]) -> [Fact] {
        rows.compactMap { row in
            guard let instance = row["instance"] ?? row["key"].flatMap(instance), let version = row["version"] else {
                return nil
            }
            var fields = ["instance": instance, "setupVersion": version]
            fields["patchLevel"] = row["patchlevel"]
            fields["edition"] = row["edition"]
            return Fact(kind: "sql-instance", fields: fields)
        }
    }

    private static func instance(inPath path: String) -> String? {
        let parts = path.split(separator: "\\")
        guard parts.count >= 3, parts[parts.count - 1].lowercased() == "setup",
            parts[parts.count - 3] == "Microsoft SQL Server", let dot = parts[parts.count - 2].firstIndex(of: ".")
        else { return nil }
        return String(parts[parts.count - 2][dot...].dropFirst())
    }
}
