import EstateModel

/// Reads what the programs probe printed.
///
/// ```
/// @@ nginx /usr/sbin/nginx
///  nginx version: nginx/1.22.1
/// @@ file /srv/www/js/jquery-1.12.4.min.js
/// ```
struct ProgramsReport {
    private(set) var software: [InstalledSoftware] = []
    /// Facts of kind `file`.
    private(set) var files: [Fact] = []
    /// Paths of programs that are there and were not run, without those whose version a file told.
    private(set) var notRun: [String] = []
    private(set) var reachedLimit = false

    private struct Finding {
        var name: String
        var path: String
        var wasRun: Bool
        var lines: [String] = []
    }

    private static let mostFindings = 2000
    private static let mostFiles = 200
    private static let mostLines = 16
    private static let longestOutput = 2000

    init(_ answer: [UInt8]) {
        var findings: [Finding] = []
        forEachLine(of: answer) { line in
            if line.hasPrefix("@limit") {
                reachedLimit = true
            } else if line.hasPrefix("@@ ") || line.hasPrefix("@! ") {
                guard findings.count < Self.mostFindings, let finding = Self.header(line) else { return }
                findings.append(finding)
            } else if line.first == UInt8(ascii: " "), !findings.isEmpty {
                let last = findings.count - 1
                if findings[last].lines.count < Self.mostLines { findings[last].lines.append(line.dropFirst().text) }
            }
        }
        for finding in findings { add(finding) }
    }

    private static func header(_ line: ArraySlice<UInt8>) -> Finding? {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count == 3, words[2].count <= 4096, words[2].first == UInt8(ascii: "/") else { return nil }
        return Finding(name: words[1].text, path: words[2].text, wasRun: line.hasPrefix("@@"))
    }

    private mutating func add(_ finding: Finding) {
        if finding.name == "file" {
            var fields = ["path": finding.path]
            fields["fileVersion"] = finding.lines.first.flatMap { $0.isEmpty ? nil : String($0.prefix(64)) }
            if files.count < Self.mostFiles { files.append(Fact(kind: "file", fields: fields)) }
            return
        }
        guard let rule = ProgramsTable.rule(finding.name) else { return }
        if finding.name == "dotnet", finding.wasRun {
            addRuntimes(finding)
            return
        }
        let version = ProgramsVersion.version(in: rule.isReadFromPath ? [finding.path] : finding.lines, by: rule)
        if version == nil, !finding.wasRun { notRun.append(finding.path) }
        software.append(
            InstalledSoftware(
                source: .command,
                name: finding.name,
                version: version,
                path: finding.path,
                output: Self.output(finding.lines)
            )
        )
    }

    /// `Microsoft.NETCore.App 6.0.36 [/usr/share/dotnet/shared/Microsoft.NETCore.App]`; one program for each.
    private mutating func addRuntimes(_ finding: Finding) {
        for line in finding.lines {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, words[0].hasPrefix("Microsoft."), words[1].first?.isNumber == true,
                words[2].hasPrefix("["), words[2].hasSuffix("]")
            else { continue }
            software.append(
                InstalledSoftware(
                    source: .command,
                    name: finding.name,
                    version: String(words[1].prefix(64)),
                    edition: String(words[0]),
                    path: words[2].dropFirst().dropLast() + "/" + words[1],
                    output: line
                )
            )
        }
    }

    private static func output(_ lines: [String]) -> String? {
        let text = lines.joined(separator: "\n")
        guard text.utf8.count > longestOutput else { return text.isEmpty ? nil : text }
        return String(decoding: Array(text.utf8.prefix(longestOutput)), as: UTF8.self)
    }
}
