import EstateModel

/// What `zypper --xmlout list-updates` and `list-patches` list, and the table of old zypper.
///
///     <update name="bash" edition="4.3-83.6.1" arch="x86_64" kind="package" edition-old="4.3-83.3.1" >
enum UpdatesZypper {
    static func read(_ bytes: [UInt8]) -> [UpdateState.PendingUpdate] {
        var result: [UpdateState.PendingUpdate] = []
        var columns: [String] = []
        forEachLine(of: bytes) { line in
            guard result.count < CollectionBuilder.mostSoftware else { return }
            let line = line.trimmed
            if line.hasPrefix("<update ") {
                if let update = update(attributes(line.dropFirst(8))) { result.append(update) }
            } else if line.contains(UInt8(ascii: "|")) {
                let cells = line.fields(separatedBy: "|").map(\.trimmed.text)
                if cells.contains("Available Version") {
                    columns = cells
                } else if let update = update(cells, columns) {
                    result.append(update)
                }
            }
        }
        return result.sorted { ($0.name, $0.available ?? "") < ($1.name, $1.available ?? "") }
    }

    /// A patch stands for packages; its category tells whether it is about security, which a package's line does not.
    private static func update(_ attributes: [String: String]) -> UpdateState.PendingUpdate? {
        guard let name = attributes["name"], !name.isEmpty else { return nil }
        let status = attributes["status"]
        guard status == nil || status == "needed" else { return nil }
        return UpdateState.PendingUpdate(
            name: name,
            installed: attributes["edition-old"],
            available: attributes["edition"],
            security: attributes["kind"] == "patch" ? attributes["category"] == "security" : nil
        )
    }

    private static func update(_ cells: [String], _ columns: [String]) -> UpdateState.PendingUpdate? {
        guard columns.count > 3, cells.count == columns.count else { return nil }
        let row = Dictionary(zip(columns, cells)) { first, _ in first }
        guard row["S"] == "v", let name = row["Name"], !name.isEmpty else { return nil }
        return UpdateState.PendingUpdate(
            name: String(name.prefix(500)),
            installed: row["Current Version"].nonEmpty,
            available: row["Available Version"].nonEmpty
        )
    }

    /// `name="value"` pairs of one tag; the five entities of XML are read.
    private static func attributes(_ tag: ArraySlice<UInt8>) -> [String: String] {
        var result: [String: String] = [:]
        var rest = tag
        while result.count < 30, let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let name = rest[rest.startIndex..<equals].trimmed.text
            rest = rest[(equals + 1)...]
            guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { break }
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: quote) else { break }
            result[name] = unescaped(rest[rest.startIndex..<end].prefix(500).text)
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = Substring(text)
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        while let first = rest.first {
            if let entity = entities.first(where: { rest.hasPrefix($0.0) }) {
                result += entity.1
                rest = rest.dropFirst(entity.0.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
