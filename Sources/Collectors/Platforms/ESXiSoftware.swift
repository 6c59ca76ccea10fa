import EstateModel

/// The packages (VIBs) of an ESXi host.
struct ESXiSoftware: Collector {
    let probes = [
        Probe(
            "esxi-vibs",
            section: .software,
            timeoutSeconds: 90,
            command: ESXiSystem.esxcli("software vib list")
        )
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let (software, lastInstalled) = Self.packages(answers.bytes("esxi-vibs"))
        guard !software.isEmpty else {
            if answers["esxi-vibs"]?.status == 0 {
                builder.problem(
                    .unreadableOutput,
                    .software,
                    probe: "esxi-vibs",
                    "`esxcli software vib list` printed no package in a form that is known.",
                    remedy: "Look at the answer with `reeve explain`; the image database of the host may be broken."
                )
            }
            builder.mark(.software, .absent)
            return
        }
        builder.collection.software += software
        var updates = builder.collection.updates ?? UpdateState()
        updates.lastInstalled = lastInstalled
        builder.collection.updates = updates
    }

    /// Packages of the CSV or text form, and the last day on which one was installed.
    ///
    /// `esx-base                       7.0.0-1.0.15843807                 VMware  VMwareCertified   2020-04-03`
    static func packages(_ bytes: [UInt8]) -> (software: [InstalledSoftware], lastInstalled: CalendarDay?) {
        var software: [InstalledSoftware] = []
        var last: CalendarDay?
        for row in ESXiOutput.rows(bytes) {
            guard let name = row["name"], let version = row["version"], isVersion(version) else { continue }
            software.append(
                InstalledSoftware(source: .vib, name: name, version: version, publisher: row["vendor"])
            )
            // `2022-06-08-08` was seen: only the day counts.
            if let day = row["installdate"].flatMap({ CalendarDay($0.prefix(10)) }) { last = max(last ?? day, day) }
        }
        return (software, last)
    }

    private static func isVersion(_ text: String) -> Bool {
        text.first?.isNumber == true && !text.contains(" ")
    }
}
