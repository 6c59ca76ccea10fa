import EstateModel

/// Apps that came as Store packages, of all accounts where the scan's account may see them. Uninstall entries know
/// none.
///
/// Frameworks, languages and parts of Windows are left out; the old Edge is such a part, and the one that ends alone.
struct WindowsStoreApps: Collector {
    static let mostApps = 300

    let probes = [
        Probe(
            "windows-appx",
            section: .software,
            timeoutSeconds: 60,
            byteLimit: 256 << 10,
            optional: true,
            command: #"""
                if (-not (Get-Command Get-AppxPackage -ErrorAction SilentlyContinue)) { return }
                $found = @(Get-AppxPackage -AllUsers -ErrorAction SilentlyContinue)
                if ($found.Count -eq 0) { $found = @(Get-AppxPackage) }
                $found | Where-Object {
                    -not $_.IsFramework -and -not $_.IsResourcePackage -and
                        ("$($_.SignatureKind)" -ne 'System' -or $_.Name -like 'Microsoft.MicrosoftEdge*')
                } | Sort-Object Name, Version -Unique | Select-Object -First \#(Self.mostApps) | ForEach-Object {
                    Show $_ ('Name', 'Version', 'Architecture', 'Publisher')
                }
                """#
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        builder.collection.software += Self.software(WindowsOutput.rows(answers.bytes("windows-appx")))
    }

    static func software(_ rows: [WindowsOutput.Row]) -> [InstalledSoftware] {
        rows.prefix(mostApps).compactMap { row in
            guard let name = row["name"], name.utf8.count <= 256 else { return nil }
            return InstalledSoftware(
                source: .appx,
                name: name,
                version: row["version"].map { String($0.prefix(64)) },
                architecture: architecture(row["architecture"]),
                publisher: row["publisher"].flatMap(commonName)
            )
        }
    }

    /// A number where the enumeration came as JSON.
    private static func architecture(_ text: String?) -> String? {
        switch text?.lowercased() {
        case "0", "x86": "x86"
        case "9", "x64": "x64"
        case "5", "arm": "arm"
        case "12", "arm64": "arm64"
        default: nil
        }
    }

    /// `CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond` is for people `Microsoft Corporation`; a bare
    /// number stands for small publishers, and says nothing.
    private static func commonName(_ publisher: String) -> String? {
        let bytes = Array(publisher.utf8)[...]
        guard bytes.hasPrefix("CN=") else { return publisher.isEmpty ? nil : String(publisher.prefix(256)) }
        let name = bytes.dropFirst(3)
        let quote = UInt8(ascii: "\"")
        let value =
            name.first == quote
            ? name.dropFirst().prefix { $0 != quote } : name.prefix { $0 != UInt8(ascii: ",") }
        let isNumber = value.count == 36 && value.allSatisfy { $0 == 0x2d || ($0 < 0x80 && Self.isHexadecimal($0)) }
        return isNumber ? nil : value.prefix(256).textOrNil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
