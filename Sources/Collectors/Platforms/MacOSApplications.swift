import EstateModel

/// Application bundles at the places for all accounts, two folders deep, each by its own Info.plist. Homes are not
/// looked into.
///
///     @@ /Applications/Firefox.app
///      org.mozilla.firefox
///      115.9.0
struct MacOSApplications: Collector {
    static let mostApplications = 400

    static let probe = Probe(
        "macos-applications",
        section: .software,
        timeoutSeconds: 60,
        byteLimit: 512 << 10,
        command: #"""
            count=0
            for app in /Applications/*.app /Applications/*/*.app /System/Cryptexes/App/System/Applications/Safari.app \
                '/Library/Internet Plug-Ins'/*.plugin; do
                file=$app/Contents/Info.plist
                [ -f "$file" ] && [ -r "$file" ] && [ "$count" -lt \#(mostApplications) ] || continue
                count=$((count + 1))
                printf '@@ %s\n' "$app"
                # One line each, also where the entry does not exist; Print only reads.
                /usr/libexec/PlistBuddy -c 'Print :CFBundleIdentifier' -c 'Print :CFBundleShortVersionString' "$file" \
                    2>&1 | while IFS= read -r line; do printf ' %s\n' "$line"; done
            done
            :
            """#
    )

    let probes = [probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let found = Self.software(answers.bytes(Self.probe.id))
        builder.collection.software += found
        guard found.isEmpty else { return }
        builder.problem(
            .unreadableOutput,
            .software,
            probe: Self.probe.id,
            "no application was listed below /Applications.",
            remedy: "Look at the answer with `reeve explain`; every Mac has some."
        )
    }

    static func software(_ answer: [UInt8]) -> [InstalledSoftware] {
        var found: [InstalledSoftware] = []
        var entry: (path: String, lines: [String])?
        func close() {
            if let entry, found.count < mostApplications { found.append(application(entry.path, entry.lines)) }
            entry = nil
        }
        forEachLine(of: answer) { line in
            if line.hasPrefix("@@ /") {
                close()
                if line.count <= 1024 { entry = (line.dropFirst(3).text, []) }
            } else if line.first == 0x20, entry?.lines.count ?? 2 < 2 {
                entry?.lines.append(line.trimmed.text)
            }
        }
        close()
        return found
    }

    /// The bundle's name without `.app`, as people and rules call it.
    private static func application(_ path: String, _ lines: [String]) -> InstalledSoftware {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = [".app", ".plugin"].reduce(file) { $0.hasSuffix($1) ? String($0.dropLast($1.count)) : $0 }
        return InstalledSoftware(
            source: .macosApp,
            name: name,
            version: lines.count > 1 ? value(lines[1], startsWithDigit: true) : nil,
            origin: lines.first.flatMap { value($0, startsWithDigit: false) },
            path: path
        )
    }

    /// Nil for `Print: Entry, ":CFBundleIdentifier", Does Not Exist` and other words with blanks or quotes.
    private static func value(_ line: String, startsWithDigit: Bool) -> String? {
        guard let first = line.unicodeScalars.first, line.utf8.count <= 256, !line.contains("\"") else { return nil }
        if startsWithDigit { return ("0"..."9").contains(first) ? line : nil }
        return line.contains(" ") ? nil : line
    }
}
