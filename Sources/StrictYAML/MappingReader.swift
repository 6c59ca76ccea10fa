package import EstateModel

/// Reads one mapping key by key and reports, with file, line and column, what is missing, mistyped or unknown.
///
/// Call ``finish()`` after the last key: it names every key that nobody asked for, with the nearest that exists.
package struct MappingReader {
    package let location: SourceLocation
    package let sink: DiagnosticSink
    /// What is read, for messages: `a target`.
    package let subject: String
    private let entries: [YAMLNode.Entry]
    private let asked: AskedKeys

    private final class AskedKeys {
        /// In the order of asking, some more than once: only a wrong key needs them.
        var names: [String] = []
        /// For each entry, whether somebody asked for it or refused it.
        var isSettled: [Bool]
        /// The entry of each key, made for large mappings at the first question.
        var places: [String: Int]?

        init(count: Int) {
            isSettled = [Bool](repeating: false, count: count)
        }
    }

    /// Up to so many entries looking through them is quickest.
    private static let smallCount = 24

    /// Nil, with a diagnostic, when the node is no mapping.
    package init?(_ node: YAMLNode, subject: String, sink: DiagnosticSink) {
        location = node.location
        self.sink = sink
        self.subject = subject
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .null: entries = []
        default:
            sink.error(at: node.location, "\(subject) must be a mapping of keys, but is \(node.kind)")
            return nil
        }
        asked = AskedKeys(count: entries.count)
    }

    private func place(of key: String) -> Int? {
        guard entries.count > Self.smallCount else { return entries.firstIndex { $0.key == key } }
        let places =
            asked.places
            ?? Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        asked.places = places
        return places[key]
    }

    /// All entries in file order, for mappings whose keys are names chosen by the author; marks them as asked for.
    package func allEntries() -> [YAMLNode.Entry] {
        for index in entries.indices { asked.isSettled[index] = true }
        return entries
    }

    /// The keys as written, in file order; does not mark them as asked for.
    package func allKeys() -> [String] { entries.map(\.key) }

    package func has(_ key: String) -> Bool {
        place(of: key) != nil
    }

    /// The value of a key; nil when it is absent or null.
    package func node(_ key: String) -> YAMLNode? {
        guard let place = place(of: key) else {
            asked.names.append(key)
            return nil
        }
        if !asked.isSettled[place] {
            asked.isSettled[place] = true
            asked.names.append(key)
        }
        let value = entries[place].value
        if case .null = value.content { return nil }
        return value
    }

    package func location(of key: String) -> SourceLocation {
        place(of: key).map { entries[$0].value.location } ?? location
    }

    /// Reports a key that must be there and is not.
    package func missing(_ key: String) {
        sink.error(at: location, "\(subject) needs '\(key)'")
    }

    package func string(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let text) = node.content else {
            return wrongType(node, key, expected: "text")
        }
        return text
    }

    package func requiredString(_ key: String) -> String? {
        if node(key) == nil { missing(key) }
        return string(key)
    }

    package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = string(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            sink.error(at: location(of: key), "'\(key)' must be \(expected), not '\(visible(text, limit: 40))'")
            return nil
        }
        return number
    }

    package func boolean(_ key: String) -> Bool? {
        guard let text = string(key) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            sink.error(at: location(of: key), "'\(key)' must be true or false, not '\(visible(text, limit: 40))'")
            return nil
        }
    }

    package func day(_ key: String) -> CalendarDay? {
        guard let text = string(key) else { return nil }
        guard let day = CalendarDay(text) else {
            sink.error(at: location(of: key), "'\(key)' must be a day as YYYY-MM-DD, not '\(visible(text, limit: 40))'")
            return nil
        }
        return day
    }

    /// One word of a closed list; a wrong word is answered with the nearest right one.
    package func word<Word: RawRepresentable & CaseIterable>(
        _ key: String,
        as type: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let text = string(key) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        sink.error(at: location(of: key), "'\(key)' cannot be '\(visible(text, limit: 40))'; \(hint(text, words))")
        return nil
    }

    /// A list, or a single value standing for a list of one. Empty when absent.
    package func list(_ key: String) -> [YAMLNode] {
        guard let node = node(key) else { return [] }
        if case .sequence(let items) = node.content { return items }
        return [node]
    }

    /// A list of texts, or a single text standing for a list of one. Empty when absent.
    package func strings(_ key: String) -> [String] {
        list(key).compactMap { item in
            if case .scalar(let text) = item.content { return text }
            return wrongType(item, key, expected: "text")
        }
    }

    package func mapping(_ key: String, subject: String) -> MappingReader? {
        node(key).flatMap { MappingReader($0, subject: subject, sink: sink) }
    }

    /// A list of mappings.
    package func mappings(_ key: String, subject: String) -> [MappingReader] {
        list(key).compactMap { MappingReader($0, subject: subject, sink: sink) }
    }

    package func error(_ key: String, _ message: String) {
        sink.error(at: location(of: key), message)
    }

    /// Reports a key that is never right here, with a better answer than the nearest word; silent when it is absent.
    package func refuse(_ key: String, _ message: String) {
        for (index, entry) in entries.enumerated() where entry.key == key {
            sink.error(at: entry.keyLocation, message)
            asked.isSettled[index] = true
        }
    }

    /// Reports every key that was not asked for.
    package func finish() {
        guard asked.isSettled.contains(false) else { return }
        let words = Set(asked.names).sorted()
        for (entry, isSettled) in zip(entries, asked.isSettled) where !isSettled {
            let key = visible(entry.key, limit: 60)
            sink.error(at: entry.keyLocation, "\(subject) has no key '\(key)'; \(hint(entry.key, words))")
        }
    }

    private func wrongType<Value>(_ node: YAMLNode, _ key: String, expected: String) -> Value? {
        sink.error(at: node.location, "'\(key)' must be \(expected), but is \(node.kind)")
        return nil
    }
}

/// `did you mean 'x'?`, or the list of what there is when nothing is near.
package func hint(_ word: String, _ candidates: [String]) -> String {
    if let nearest = nearestWord(to: word, among: candidates) { return "did you mean '\(nearest)'?" }
    let shown = candidates.prefix(20).joined(separator: ", ")
    return candidates.isEmpty ? "there are none" : "it can be: \(shown)\(candidates.count > 20 ? ", …" : "")"
}
