import EstateModel
import StrictYAML

/// Turns the rows of a targets file into the nodes that a `targets:` mapping would have, so that one reader serves
/// both.
///
/// The columns are `name` and the keys of a target; a dot reaches inside (`ratings.data`, `organisations.north`).
/// Empty cells count as absent; `tags` may hold several, separated by `;`.
struct CSVTargets {
    let names: EstateNames
    let sink: DiagnosticSink

    struct Row {
        var name: TargetReader.Place
        var node: YAMLNode
    }

    func rows(of text: String, file: String) -> [Row] {
        guard let document = CSVDocument.parse(text, file: file, sink: sink), check(document.header) else { return [] }
        return document.rows.compactMap { row($0, header: document.header) }
    }

    /// Once at the header, not once for each row.
    private func check(_ header: [CSVDocument.Field]) -> Bool {
        let isSemicolons = header.count == 1 && header[0].text.contains(";")
        if isSemicolons {
            sink.error(at: header[0].location, "the file is separated by ';'; save it separated by commas")
            return false
        }
        var seen: Set<String> = []
        var isRight = true
        for field in header {
            let fault = seen.insert(field.text).inserted ? fault(in: field.text) : "is there twice"
            guard let fault else { continue }
            sink.error(at: field.location, "column '\(visible(field.text, limit: 60))' \(fault)")
            isRight = false
        }
        if isRight, !seen.contains("name") {
            sink.error(at: header[0].location, "the header has no column 'name'")
            isRight = false
        }
        return isRight
    }

    private func fault(in column: String) -> String? {
        if ["password", "passphrase", "key-file", "identity"].contains(column) {
            return "belongs under 'credentials' of estate.yaml; name the credential in a column 'credential'"
        }
        let columns = Self.columns + names.organisations.ordered.map { "organisations." + $0 }
        return columns.contains(column) ? nil : "does not exist; \(hint(column, columns))"
    }

    private static let columns = [
        "name", "address", "group", "port", "user", "credential", "organisations", "service", "owner", "site", "tags",
        "platform", "escalate", "escalate-password", "legacy", "via", "window", "ratings.data", "ratings.availability",
        "ratings.privilege",
        "ratings.internet-facing", "limits.connect", "limits.probe", "limits.host", "limits.host-bytes",
    ]

    private func row(_ fields: [CSVDocument.Field], header: [CSVDocument.Field]) -> Row? {
        var name: TargetReader.Place?
        var entries: [YAMLNode.Entry] = []
        var nested: [String: [YAMLNode.Entry]] = [:]
        for (field, column) in zip(fields, header) where !field.text.isEmpty {
            if PrivateKeyScan.isPrivateKey(field.text) {
                sink.error(at: field.location, "this looks like a private key; the value is not shown here")
                return nil
            }
            let parts = column.text.split(separator: ".", maxSplits: 1)
            if column.text == "name" {
                name = TargetReader.Place(name: field.text, location: field.location)
            } else if parts.count == 2 {
                nested[String(parts[0]), default: []].append(entry(String(parts[1]), field))
            } else {
                entries.append(entry(column.text, field))
            }
        }
        guard let first = fields.first, let name else {
            if let first = fields.first { sink.error(at: first.location, "this row has no name") }
            return nil
        }
        for (key, children) in nested.sorted(by: { $0.key < $1.key }) {
            let place = children[0].keyLocation
            if entries.contains(where: { $0.key == key }) {
                sink.error(
                    at: place,
                    "use either column '\(visible(key, limit: 60))' or the columns '\(visible(key, limit: 60)).…'"
                )
                return nil
            }
            let node = YAMLNode(content: .mapping(children), location: place)
            entries.append(YAMLNode.Entry(key: key, keyLocation: place, value: node))
        }
        return Row(name: name, node: YAMLNode(content: .mapping(entries), location: first.location))
    }

    private func entry(_ key: String, _ field: CSVDocument.Field) -> YAMLNode.Entry {
        var node = YAMLNode(content: .scalar(field.text), location: field.location)
        if key == "tags" {
            let tags = field.text.split(separator: ";").map { trimmed($0) }
            let items = tags.map { YAMLNode(content: .scalar($0), location: field.location) }
            node = YAMLNode(content: .sequence(items), location: field.location)
        }
        return YAMLNode.Entry(key: key, keyLocation: field.location, value: node)
    }
}

/// Without the blanks at both ends.
func trimmed(_ text: some StringProtocol) -> String {
    var rest = text[...]
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
}
