import EstateModel

/// Files at known places that tell a product and its version, where no registry entry does (``WindowsFilesTable``).
struct WindowsFiles: Collector {
    static let mostFiles = 200

    let probes = [
        Probe(
            "windows-files",
            section: .software,
            timeoutSeconds: 60,
            byteLimit: 128 << 10,
            optional: true,
            command: #"""
                $programs = @($env:ProgramFiles, ${env:ProgramFiles(x86)}) | Where-Object { $_ } | Select-Object -Unique
                $names = 'Path', 'FileVersion', 'ProductVersion', 'ProductName'
                $patterns = @(
                \#(WindowsFilesTable.patterns.map { "    '\($0)'" }.joined(separator: ",\n"))
                )
                $seen = @{}
                $paths = foreach ($pattern in $patterns) {
                    $pattern = $pattern.Replace('{windows}', $env:SystemRoot).Replace('{system}', $env:SystemDrive)
                    if ($pattern.Contains('{programs}')) {
                        foreach ($folder in $programs) { $pattern.Replace('{programs}', $folder) }
                    } else { $pattern }
                }
                foreach ($path in $paths) {
                    foreach ($file in @(Get-Item -Path $path -ErrorAction SilentlyContinue | Select-Object -First 50)) {
                        if ($seen.Count -ge \#(Self.mostFiles)) { return }
                        if ($seen.ContainsKey($file.FullName)) { continue }
                        $seen[$file.FullName] = 1
                        $row = New-Object PSObject
                        $row | Add-Member NoteProperty Path $file.FullName
                        if (-not $file.PSIsContainer -and $file.Name -match '\.(exe|dll|ocx)$') {
                            $info = $file.VersionInfo
                            $parts = $info.FileMajorPart, $info.FileMinorPart, $info.FileBuildPart, $info.FilePrivatePart
                            $row | Add-Member NoteProperty FileVersion ([string]::Join('.', [string[]]$parts))
                            $row | Add-Member NoteProperty ProductVersion $info.ProductVersion
                            $row | Add-Member NoteProperty ProductName $info.ProductName
                        }
                        Show $row $names
                    }
                }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.otherFacts += Self.facts(WindowsOutput.rows(answers.bytes("windows-files")))
    }

    /// Facts of kind `file`. A file without a version resource says `0.0.0.0`, which is no version.
    static func facts(_ rows: [WindowsOutput.Row]) -> [Fact] {
        rows.prefix(mostFiles).compactMap { row in
            guard let path = row["path"], path.utf8.count <= 1024 else { return nil }
            var fields = ["path": path]
            if let version = row["fileversion"], version != "0.0.0.0" { fields["fileVersion"] = shortened(version) }
            fields["productVersion"] = row["productversion"].map(shortened)
            fields["productName"] = row["productname"].map(shortened)
            return Fact(kind: "file", fields: fields)
        }
    }

    private static func shortened(_ text: String) -> String { String(text.prefix(128)) }
}
