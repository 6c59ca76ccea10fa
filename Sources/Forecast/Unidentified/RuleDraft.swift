package import EstateModel
import Lifecycle

/// A local rule for software that no rule knows: it recognises what was seen and states no date, because nobody has
/// said one. The verdict becomes "unknown" with the questions to ask, instead of nothing.
package struct RuleDraft: Hashable, Sendable {
    /// The product's id, and the name of its file without `.yaml`.
    package let product: String
    /// The whole file, as docs/rule-format.md has it.
    package let text: String

    private static let mostExpressions = 20
    private static let mostCycles = 40

    /// - Parameters:
    ///   - taken: ids of products that rules know already.
    ///   - day: the day on which it was seen, for the source and the tests.
    package init(for software: UnidentifiedSoftware, taken: Set<String>, on day: CalendarDay) {
        let id = Self.identifier(software, taken: taken)
        product = id
        let cycles = Self.cycles(of: software)
        var lines = Self.head(software, id: id)
        lines += Self.body(software, id: id, day: day)
        if cycles.isEmpty {
            lines.append("cycles: []")
        } else {
            lines.append("cycles:")
            lines += cycles.map { "  - {cycle: \(Self.quoted($0)), phases: []}" }
        }
        lines += Self.tests(software, id: id, cycles: cycles, day: day)
        text = lines.joined(separator: "\n") + "\n"
    }

    // MARK: Parts of the file

    private static func head(_ software: UnidentifiedSoftware, id: String) -> [String] {
        let hosts = software.hosts.count == 1 ? "1 host" : "\(software.hosts.count) hosts"
        let why = software.importance.reasons.map { "; \(comment($0))" }.joined()
        return [
            "# \(comment(software.name)): seen on \(hosts)\(why).",
            "# This rule recognises it and states no date: until somebody answers, its status is unknown.",
            "# Ask the supplier, in writing:",
            "#   1. Which versions get fixes today, security fixes among them, and until which day each?",
            "#   2. Which version do we run, by your records, and what replaces it?",
            "#   3. Which operating systems, databases and runtimes does each version support?",
            "#   4. What does it bring along (Java, a web server, a database), and who installs fixes of that?",
            "#   5. When does our contract end, and what does longer support cost?",
            "# Write the answer under 'sources' with its day, give each cycle its phases, and add a test of the last day.",
        ]
    }

    private static func body(_ software: UnidentifiedSoftware, id: String, day: CalendarDay) -> [String] {
        let versions = software.versions.prefix(8).map { comment($0, limit: 40) }.joined(separator: ", ")
        let seen = versions.isEmpty ? "without a version" : "versions \(versions)"
        let more = software.versions.count > 8 ? " and others" : ""
        return [
            "rule: 1",
            "pack: local",
            "product: \(id)",
            "name: \(quoted(visible(software.name, limit: 100)))",
            "kind: \(kind(of: software))",
            "clock: local",
            "note: \(quoted("Draft. Seen as \(seen)\(more). Nobody has said until when it gets fixes."))",
            "sources:",
            "  seen: {ref: 'seen by a scan; no supplier has been asked', verified: \(day)}",
            "source: seen",
            "identify:",
        ] + identify(software)
    }

    /// One entry with every form of the name that was seen; the publisher too where there is one.
    private static func identify(_ software: UnidentifiedSoftware) -> [String] {
        let field = nameField(software)
        let shapes = software.examples.compactMap { $0.softwareName.map { NameShape($0, kind: software.kind) } }
        let expressions = Array(Set(shapes.map(\.expression)).sorted().prefix(mostExpressions))
        var conditions = ["\(field): \(list(expressions))"]
        if let publisher = software.publisher, let field = publisherField(software) {
            // The rule must also fit hosts that give no publisher, or another packager's.
            let everywhere = software.examples.allSatisfy { $0.softwarePublisher != nil }
            if everywhere { conditions.append("\(field): \(quoted("^" + NameShape.escaped(publisher) + "$"))") }
        }
        var lines = [
            "  - from: \(software.kind)", "    where:",
        ]
        lines += conditions.map { "      \($0)" }
        if let version = versionField(software) { lines.append("    version: \(version)") }
        lines.append("    identity: medium")
        return lines
    }

    private static func tests(
        _ software: UnidentifiedSoftware,
        id: String,
        cycles: [String],
        day: CalendarDay
    ) -> [String] {
        // A test quotes the name as it is seen, which fits only names without anything hidden in them.
        let isPlain = { (fact: Fact) in fact.fields.values.allSatisfy { visible($0, limit: 1000) == $0 } }
        guard let example = software.examples.first(where: isPlain) else { return [] }
        let field = nameField(software)
        let fields = [field, versionField(software), publisherField(software)].compactMap(\.self)
        func given(_ changed: [String: String]) -> String {
            let pairs = fields.compactMap { name in
                (changed[name] ?? example.fields[name]).map { "\(name): \(quoted($0))" }
            }
            return "{" + (["from: \(software.kind)"] + pairs).joined(separator: ", ") + "}"
        }
        let other = (example.fields[field] ?? software.name)
        let lookAlike = software.kind == "registry" ? "Viewer for \(other)" : "viewer-for-\(other)"
        return [
            "tests:",
            "  - name: found, and nobody knows its end",
            "    on: \(day)",
            "    given: \(given([:]))",
            "    expect: {product: \(id), status: unknown}",
            "  - name: what only names it is something else",
            "    on: \(day)",
            "    given: \(given([field: lookAlike]))",
            "    expect: {product: none}",
        ]
    }

    // MARK: Words

    /// A local product until somebody knows better; what serves others is named so.
    private static func kind(of software: UnidentifiedSoftware) -> String {
        if software.kind == "registry" { return "line-of-business" }
        return software.importance.rank == .server ? "server-app" : "desktop-app"
    }

    private static func nameField(_ software: UnidentifiedSoftware) -> String {
        FactKind.named(software.kind)?.keyField ?? "name"
    }

    private static func versionField(_ software: UnidentifiedSoftware) -> String? {
        let fields = FactKind.named(software.kind)?.fields ?? []
        return ["displayVersion", "version"].first { name in
            fields.contains(name) && software.examples.contains { $0.fields[name] != nil }
        }
    }

    private static func publisherField(_ software: UnidentifiedSoftware) -> String? {
        let fields = FactKind.named(software.kind)?.fields ?? []
        return ["publisher", "vendor", "maintainer"].first { name in
            fields.contains(name) && software.examples.contains { $0.fields[name] != nil }
        }
    }

    private static func identifier(_ software: UnidentifiedSoftware, taken: Set<String>) -> String {
        let words = software.name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let base = words.isEmpty ? "unnamed-product" : String(words.joined(separator: "-").prefix(60))
        guard taken.contains(base) else { return base }
        return (1...).lazy.map { $0 == 1 ? "\(base)-local" : "\(base)-local-\($0)" }.first { !taken.contains($0) }
            ?? base
    }

    /// Release lines: the first two numbers of every version, or the first where some version has only one.
    private static func cycles(of software: UnidentifiedSoftware) -> [String] {
        let numbers = software.versions.compactMap(leadingNumbers)
        let depth = numbers.contains { $0.count == 1 } ? 1 : 2
        let lines = Set(numbers.map { Array($0.prefix(depth)) })
        return lines.sorted { $0.lexicographicallyPrecedes($1) }.suffix(mostCycles).map {
            $0.map(String.init).joined(separator: ".")
        }
    }

    /// `[5, 1, 2]` of `1:5.1.2-3`; nil for a version that does not begin with a number.
    private static func leadingNumbers(_ version: String) -> [Int]? {
        var text = Substring(version)
        if let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isNumber) {
            text = text[text.index(after: colon)...]
        }
        var numbers: [Int] = []
        for piece in text.split(separator: ".", omittingEmptySubsequences: false) {
            let digits = piece.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty, let number = Int(digits) else { break }
            numbers.append(number)
            if digits.count < piece.count { break }
        }
        return numbers.isEmpty ? nil : numbers
    }

    // MARK: YAML

    private static func list(_ texts: [String]) -> String {
        texts.count == 1 ? quoted(texts[0]) : "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }

    /// A single-quoted scalar: what cannot be seen is written out, so that no host's text can end a line.
    private static func quoted(_ text: String) -> String {
        "'" + visible(text, limit: 1000).replacing("'", with: "''") + "'"
    }

    private static func comment(_ text: String, limit: Int = 120) -> String { visible(text, limit: limit) }
}
