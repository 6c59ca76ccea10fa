import EstateModel

/// Reads the lines of ``RepositoriesScript`` into facts of kind `repository`.
struct RepositoriesReport {
    /// Those that are on; and where none is, one that is off, so that "none" is told from "nobody looked".
    let facts: [Fact]
    /// Files that the account may not read: what stands in them is not known.
    let closedFiles: [String]
    /// Lines that are none of the script's.
    let unreadLines: Int

    private static let most = 500
    private static let kinds: Set = ["apt", "yum", "zypper"]

    init(_ bytes: [UInt8]) {
        var on: [Fact] = []
        var off: Fact?
        var closed: [String] = []
        var unread = 0
        forEachLine(of: bytes) { line in
            guard !line.trimmed.isEmpty else { return }
            guard let row = Row(line) else {
                unread += 1
                return
            }
            switch row.state {
            case .on: if on.count < Self.most { on.append(row.fact) }
            case .off: off = off ?? row.fact
            case .unread: if closed.count < Self.most { closed.append(row.file) }
            }
        }
        let unreadable = closed.map { Fact(kind: "repository", fields: ["enabled": "unread", "path": $0]) }
        facts = (on.isEmpty ? [off].compactMap(\.self) : on) + unreadable
        closedFiles = closed
        unreadLines = unread
    }

    private struct Row {
        enum State: String {
            case on
            case off
            case unread
        }

        let state: State
        let file: String
        let fact: Fact

        /// Nil for what is cut off or comes from somebody else.
        init?(_ line: ArraySlice<UInt8>) {
            let fields = line.fields(separatedBy: "\t")
            guard fields.count == 6, let state = State(rawValue: fields[1].text),
                RepositoriesReport.kinds.contains(fields[0].text), let id = fields[2].trimmed.bounded,
                let file = fields[5].bounded
            else { return nil }
            self.state = state
            self.file = file
            var values = ["id": id, "manager": fields[0].text, "path": file]
            values["enabled"] = state == .on ? "true" : "false"
            values["url"] = fields[3].bounded.map(Self.withoutUser)
            values["components"] = fields[4].bounded
            fact = Fact(kind: "repository", fields: values)
        }

        /// The host has taken credentials out already; this holds should its awk have failed to.
        private static func withoutUser(_ url: String) -> String {
            guard let scheme = url.firstRange(of: "://") else { return url }
            let rest = url[scheme.upperBound...].prefix { $0 != "?" && $0 != "#" }
            let host = rest.prefix { $0 != "/" }
            guard let at = host.lastIndex(of: "@") else { return String(url[..<scheme.upperBound] + rest) }
            return String(url[..<scheme.upperBound] + rest[rest.index(after: at)...])
        }
    }
}
