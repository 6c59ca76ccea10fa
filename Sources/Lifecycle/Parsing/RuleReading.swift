import EstateModel
import LinearRegex
import StrictYAML

/// What every part of a document shares while it is read: its sources and where complaints go.
struct DocumentScope {
    var sources: [String: SourceReference] = [:]
    var defaultSource: SourceReference?
    /// A default is named that does not exist, which is an error of its own and not one of each part.
    private(set) var hasUnknownDefault = false
    let sink: DiagnosticSink

    /// Reads `sources` and `source` of a document.
    init(reading reader: MappingReader) {
        sink = reader.sink
        if let mapping = reader.mapping("sources", subject: "'sources'") {
            for entry in mapping.allEntries() {
                sources[entry.key] = Self.source(id: entry.key, node: entry.value, sink: sink)
            }
        }
        defaultSource = reader.string("source").flatMap { resolve($0, at: reader.location(of: "source")) }
        hasUnknownDefault = reader.has("source") && defaultSource == nil
    }

    private static func source(id: String, node: YAMLNode, sink: DiagnosticSink) -> SourceReference? {
        guard let reader = MappingReader(node, subject: "source '\(visible(id, limit: 60))'", sink: sink) else {
            return nil
        }
        let url = reader.string("url")
        let reference = reader.string("ref")
        if reader.node("verified") == nil { reader.missing("verified") }
        let verified = reader.day("verified")
        _ = reader.string("by")
        _ = reader.string("note")
        if url == nil, reference == nil {
            sink.error(at: reader.location, "source '\(visible(id, limit: 60))' needs 'url' or 'ref'")
        }
        reader.finish()
        return SourceReference(id: id, url: url, reference: reference, verified: verified)
    }

    func resolve(_ id: String, at location: SourceLocation) -> SourceReference? {
        if let source = sources[id] { return source }
        sink.error(
            at: location,
            "no source '\(visible(id, limit: 60))' in 'sources'; \(hint(id, sources.keys.sorted()))"
        )
        return nil
    }

    /// The `source` of a part, or the default that stands around it.
    func source(of reader: MappingReader, default fallback: SourceReference? = nil) -> SourceReference? {
        guard let id = reader.string("source") else { return fallback ?? defaultSource }
        return resolve(id, at: reader.location(of: "source"))
    }

    /// The same with another default.
    func with(default source: SourceReference?) -> DocumentScope {
        var copy = self
        copy.defaultSource = source ?? defaultSource
        return copy
    }
}

extension MappingReader {
    /// An id: lower-case letters, digits, `-`, `.`, `_`, at most 100 bytes.
    func identifier(_ key: String, required: Bool = false) -> String? {
        guard let text = required ? requiredString(key) : string(key) else { return nil }
        guard isIdentifier(text) else {
            error(
                key,
                "'\(key)' must be an id of lower-case letters, digits, '-', '.' and '_', not"
                    + " '\(visible(text, limit: 60))'"
            )
            return nil
        }
        return text
    }

    func requiredWord<Word: RawRepresentable & CaseIterable>(_ key: String, as type: Word.Type) -> Word?
    where Word.RawValue == String {
        if node(key) == nil { missing(key) }
        return word(key, as: type)
    }

    func requiredDay(_ key: String) -> CalendarDay? {
        if node(key) == nil { missing(key) }
        return day(key)
    }

    /// A day, or the last day of a month or year.
    func dayOrPeriod(_ key: String) -> CalendarDay? {
        guard let text = string(key) else { return nil }
        if let day = CalendarDay(text) ?? lastDay(ofPeriod: text) { return day }
        error(key, "'\(key)' must be a day as YYYY-MM-DD or a month as YYYY-MM, not '\(visible(text, limit: 40))'")
        return nil
    }

    /// One version expression or a list of which one must hold.
    func versionExpression(_ key: String) -> VersionExpression? {
        let texts = strings(key)
        guard !texts.isEmpty else { return nil }
        let ranges = texts.compactMap { text -> VersionRange? in
            if let range = VersionRange(text) { return range }
            error(key, "'\(key)' must be versions such as 3.2 or '>=13.0 <13.1', not '\(visible(text, limit: 60))'")
            return nil
        }
        for range in ranges where VersionInterval(range).isEmpty {
            error(key, "no version can be '\(visible(range.description, limit: 60))'")
        }
        return ranges.isEmpty ? nil : VersionExpression(ranges)
    }

    /// One regex or a list of alternatives.
    func patterns(_ key: String) -> [LinearRegex] {
        list(key).compactMap { node in
            guard case .scalar(let text) = node.content else {
                sink.error(
                    at: node.location,
                    "'\(visible(key, limit: 60))' must be a regular expression, but is \(node.kind)"
                )
                return nil
            }
            return compiled(text, at: node.location, sink: sink)
        }
    }

    /// Texts to compare an attribute with: a literal, `any`, or `/regex/`.
    func attributeTests(_ key: String) -> [AttributeTest] {
        list(key).compactMap { node in
            guard case .scalar(let text) = node.content else {
                sink.error(at: node.location, "'\(visible(key, limit: 60))' must be text, but is \(node.kind)")
                return nil
            }
            return attributeTest(text, at: node.location, sink: sink)
        }
    }

    func supportEnd(_ key: String) -> SupportEnd? {
        guard let text = requiredString(key) else { return nil }
        if let end = SupportEnd(text) { return end }
        let looksLikeDay = text.utf8.count == 10 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
        let form = looksLikeDay ? "a day that the calendar has" : "a day, a month, with-os, none or unknown"
        error(key, "'\(key)' must be \(form), not '\(visible(text, limit: 40))'")
        return nil
    }
}

func isIdentifier(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 100, isDigit(first) || isLower(first) else { return false }
    return bytes.allSatisfy {
        isDigit($0) || isLower($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
    }
}

private func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

/// The text without its slashes when it is written as `/regex/`.
private func inSlashes(_ text: String) -> String? {
    guard text.utf8.count > 2, text.utf8.first == UInt8(ascii: "/"), text.utf8.last == UInt8(ascii: "/") else {
        return nil
    }
    return String(text.dropFirst().dropLast())
}

func attributeTest(_ text: String, at location: SourceLocation, sink: DiagnosticSink) -> AttributeTest? {
    if text == "any" { return .any }
    guard let expression = inSlashes(text) else { return .literal(text) }
    return compiled(expression, at: location, sink: sink).map { .pattern($0) }
}

func compiled(_ text: String, at location: SourceLocation, sink: DiagnosticSink) -> LinearRegex? {
    guard text.utf8.count <= 2000 else {
        sink.error(at: location, "a regular expression longer than 2,000 bytes; use a list of shorter ones")
        return nil
    }
    do {
        return try LinearRegex(text, ignoreCase: true)
    } catch {
        let advice = text.contains("(?!") || text.contains("(?<!") || text.contains("(?=")
        let more = advice ? "; look-around does not exist here, use 'not:'" : ""
        sink.error(at: location, "not a regular expression: \(visible(error.description))\(more)")
        return nil
    }
}
