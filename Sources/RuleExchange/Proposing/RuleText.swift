import Lifecycle
import StrictYAML

/// A rule file as text, with the places of its values, so that one of them can be changed and all else stays as it is.
struct RuleText {
    /// A change of one stretch of a line; a line of its own is an insertion that ends in a line feed.
    struct Edit: Hashable {
        var line: Int
        /// In characters (Unicode scalars), from 1.
        var column: Int
        var length: Int
        var replacement: String
        /// Of insertions at one place the highest comes first.
        var rank = 0
    }

    let file: RuleFile
    private let lines: [[UnicodeScalar]]
    private let mappings: [SourceLocation: YAMLNode]

    /// Nil when the file is no YAML.
    init?(_ file: RuleFile) {
        guard let documents = try? YAMLNode.documents(of: file.text, file: file.shownAs) else { return nil }
        self.file = file
        lines = file.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
        var found: [SourceLocation: YAMLNode] = [:]
        for document in documents { Self.collect(document, into: &found) }
        mappings = found
    }

    private static func collect(_ node: YAMLNode, into found: inout [SourceLocation: YAMLNode]) {
        switch node.content {
        case .mapping(let entries):
            found[node.location] = node
            for entry in entries { collect(entry.value, into: &found) }
        case .sequence(let items):
            for item in items { collect(item, into: &found) }
        case .null, .scalar: break
        }
    }

    /// The entries of the mapping that begins at a place.
    func entries(at location: SourceLocation) -> [YAMLNode.Entry] {
        guard case .mapping(let entries)? = mappings[location]?.content else { return [] }
        return entries
    }

    func entry(_ key: String, at location: SourceLocation) -> YAMLNode.Entry? {
        entries(at: location).first { $0.key == key }
    }

    /// Puts another text in a scalar's place, in the quotes that the old one had.
    ///
    /// - Returns: nil when the scalar is not written out where it is read (an alias, a folded text).
    func replacing(_ node: YAMLNode, by text: String) -> Edit? {
        guard case .scalar(let old) = node.content, let rest = rest(of: node.location), let first = rest.first else {
            return nil
        }
        let quote = first == "\"" || first == "'" ? String(first) : ""
        let written = quote + old + quote
        guard old.unicodeScalars.allSatisfy({ $0 != "\\" && $0 != "\"" && $0 != "'" }),
            rest.starts(with: Array(written.unicodeScalars))
        else { return nil }
        return Edit(
            line: node.location.line,
            column: node.location.column,
            length: written.unicodeScalars.count,
            replacement: quote + text + quote
        )
    }

    /// Adds a key behind another of the same mapping: on the same line in braces, else on a line of its own.
    func adding(_ key: String, _ value: String, behind entry: YAMLNode.Entry, in mapping: SourceLocation) -> Edit? {
        guard let node = mappings[mapping], case .scalar(let text) = entry.value.content else { return nil }
        if rest(of: node.location)?.first == "{" {
            guard let own = replacing(entry.value, by: text) else { return nil }
            return Edit(line: own.line, column: own.column + own.length, length: 0, replacement: ", \(key): \(value)")
        }
        return insertion(
            behindLine: entry.value.location.line,
            indent: entry.keyLocation.column - 1,
            "\(key): \(value)"
        )
    }

    /// Adds an entry to a mapping whose keys are names, such as `sources`.
    func adding(_ text: String, to node: YAMLNode) -> Edit? {
        guard case .mapping(let entries) = node.content, let first = entries.first, let rest = rest(of: node.location)
        else { return nil }
        if rest.first == "{" {
            return Edit(
                line: node.location.line,
                column: node.location.column + 1,
                length: 0,
                replacement: text + ", "
            )
        }
        return insertion(beforeLine: first.keyLocation.line, indent: first.keyLocation.column - 1, text)
    }

    /// Lines before the item of a list, with the list's own dash and indentation.
    ///
    /// - Returns: nil when the list is not written with dashes, one item a line.
    func adding(item: [String], before node: YAMLNode) -> Edit? {
        guard let indent = dash(of: node) else { return nil }
        return Edit(line: node.location.line, column: 1, length: 0, replacement: rendered(item, indent: indent))
    }

    /// Lines behind the last item of a list.
    func adding(item: [String], behind node: YAMLNode) -> Edit? {
        guard let indent = dash(of: node) else { return nil }
        var line = node.location.line
        while line < lines.count, isInside(lines[line], indent: indent) { line += 1 }
        // Comments and blank lines behind it belong to what follows.
        while line > node.location.line, isBlankOrComment(lines[line - 1]) { line -= 1 }
        guard line < lines.count else { return nil }
        return Edit(line: line + 1, column: 1, length: 0, replacement: rendered(item, indent: indent))
    }

    private func isInside(_ line: [UnicodeScalar], indent: Int) -> Bool {
        guard let start = line.firstIndex(where: { $0 != " " && $0 != "\r" }) else { return true }
        return start > indent
    }

    private func isBlankOrComment(_ line: [UnicodeScalar]) -> Bool {
        guard let start = line.firstIndex(where: { $0 != " " && $0 != "\r" }) else { return true }
        return line[start] == "#"
    }

    private func rendered(_ item: [String], indent: Int) -> String {
        item.enumerated().map { index, text in
            String(repeating: " ", count: indent) + (index == 0 ? "- " : "  ") + text + lineEnd
        }.joined()
    }

    /// The column of the dash, from 0.
    private func dash(of node: YAMLNode) -> Int? {
        guard node.location.line <= lines.count else { return nil }
        let head = lines[node.location.line - 1].prefix(node.location.column - 1)
        guard let dash = head.firstIndex(of: "-"), head[..<dash].allSatisfy({ $0 == " " }),
            head[(dash + 1)...].allSatisfy({ $0 == " " }), dash + 1 < head.count
        else { return nil }
        return dash
    }

    private func insertion(behindLine line: Int, indent: Int, _ text: String) -> Edit? {
        insertion(beforeLine: line + 1, indent: indent, text)
    }

    private func insertion(beforeLine line: Int, indent: Int, _ text: String) -> Edit? {
        // Behind a last line without a line feed there is no line to begin.
        guard line <= lines.count else { return nil }
        return Edit(
            line: line,
            column: 1,
            length: 0,
            replacement: String(repeating: " ", count: indent) + text + lineEnd
        )
    }

    private var lineEnd: String { lines.first?.last == "\r" ? "\r\n" : "\n" }

    private func rest(of location: SourceLocation) -> ArraySlice<UnicodeScalar>? {
        guard location.line >= 1, location.line <= lines.count else { return nil }
        let line = lines[location.line - 1]
        guard location.column >= 1, location.column <= line.count else { return nil }
        return line[(location.column - 1)...]
    }

    /// The whole text with edits, which must not overlap.
    func applying(_ edits: [Edit]) -> String {
        var lines = lines
        let ordered = Set(edits).sorted {
            ($1.line, $1.column, $0.rank, $0.replacement) < ($0.line, $0.column, $1.rank, $1.replacement)
        }
        for edit in ordered where edit.line <= lines.count {
            let start = edit.column - 1
            let end = min(start + edit.length, lines[edit.line - 1].count)
            lines[edit.line - 1].replaceSubrange(start..<end, with: Array(edit.replacement.unicodeScalars))
        }
        var text = String.UnicodeScalarView()
        for (index, line) in lines.enumerated() {
            if index > 0 { text.append("\n") }
            text.append(contentsOf: line)
        }
        return String(text)
    }
}
