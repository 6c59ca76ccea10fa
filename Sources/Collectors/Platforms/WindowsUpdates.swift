import EstateModel

/// Updates that Windows lists as installed, and whether it waits for a restart. Nothing is searched for online.
struct WindowsUpdates: Collector {
    let probes = [
        Probe(
            "windows-hotfixes",
            section: .updates,
            timeoutSeconds: 60,
            command: #"""
                Wmi Win32_QuickFixEngineering | ForEach-Object {
                    $row = New-Object PSObject
                    $row | Add-Member NoteProperty HotFixID ($_.HotFixID)
                    $row | Add-Member NoteProperty Description ($_.Description)
                    $day = $_.InstalledOn
                    if ($day -is [datetime]) {
                        $day = $day.ToString('yyyy-MM-dd', [Globalization.CultureInfo]::InvariantCulture)
                    }
                    $row | Add-Member NoteProperty InstalledOn $day
                    Show $row ('HotFixID', 'Description', 'InstalledOn')
                }
                """#
        ),
        Probe(
            "windows-restart",
            section: .updates,
            command: #"""
                $base = 'Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion'
                $row = New-Object PSObject
                $waits = Test-Path -LiteralPath "$base\Component Based Servicing\RebootPending"
                $row | Add-Member NoteProperty Servicing $waits
                $waits = Test-Path -LiteralPath "$base\WindowsUpdate\Auto Update\RebootRequired"
                $row | Add-Member NoteProperty Update $waits
                Show $row ('Servicing', 'Update')
                """#
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let fixes = WindowsHotfix.list(answers.bytes("windows-hotfixes"))
        var state = builder.collection.updates ?? UpdateState()
        state.lastInstalled = fixes.compactMap(\.installed).max()
        let restart = WindowsOutput.rows(answers.bytes("windows-restart")).first ?? [:]
        let reasons = ["servicing", "update"].compactMap { restart[$0]?.lowercased() }
        if reasons.contains("true") {
            state.rebootNeeded = true
        } else if reasons.count == 2 {
            state.rebootNeeded = false
        }
        if state != UpdateState() { builder.collection.updates = state }
        builder.collection.otherFacts += fixes.map(\.fact)
    }
}

/// One installed update.
struct WindowsHotfix: Hashable {
    /// `KB5021233`.
    var id: String
    var summary: String?
    var installed: CalendarDay?

    /// A fact that no rule needs but `reeve explain` shows.
    var fact: Fact {
        var fields = ["id": id]
        fields["description"] = summary
        fields["installedOn"] = installed?.description
        return Fact(kind: "hotfix", fields: fields)
    }

    /// From rows that name a hotfix id, or from any text in any language: the ids that stand in it.
    static func list(_ bytes: [UInt8]) -> [WindowsHotfix] {
        var seen: Set<String> = []
        let rows = WindowsOutput.rows(bytes).filter { $0["hotfixid"] != nil }
        let found = rows.isEmpty ? ids(in: TextDecoder.utf8(bytes)).map { WindowsHotfix(id: $0) } : rows.compactMap(one)
        return found.filter { seen.insert($0.id).inserted }
    }

    private static func one(_ row: WindowsOutput.Row) -> WindowsHotfix? {
        guard let id = row["hotfixid"].flatMap({ ids(in: Array($0.utf8)).first }) else { return nil }
        let day = row["installedon"].flatMap(WindowsTime.day)
        return WindowsHotfix(id: id, summary: row["description"], installed: day)
    }

    /// Words `KB` and five to eight figures, each once, in order.
    static func ids(in bytes: [UInt8]) -> [String] {
        var seen: Set<String> = []
        var result: [String] = []
        var index = 0
        while index + 2 < bytes.count {
            defer { index += 1 }
            guard bytes[index] == UInt8(ascii: "K"), bytes[index + 1] == UInt8(ascii: "B") else { continue }
            let digits = bytes[(index + 2)...].prefix(9).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard (5...8).contains(digits.count) else { continue }
            let id = "KB" + digits.text
            if seen.insert(id).inserted { result.append(id) }
        }
        return result
    }
}
