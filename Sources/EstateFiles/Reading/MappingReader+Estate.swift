import EstateModel
import StrictYAML

extension YAMLNode {
    /// The one document of a text; nil, with a diagnostic, when it is no YAML. An empty file is an empty mapping.
    static func root(of text: String, file: String, sink: DiagnosticSink) -> YAMLNode? {
        let start = SourceLocation(file: file, line: 1, column: 1)
        do throws(InvalidFile) {
            let documents = try YAMLNode.documents(of: text, file: file)
            if documents.count > 1 {
                sink.error(
                    at: documents[1].location,
                    "a second document ('---') in one file; put it in a file of its own"
                )
                return nil
            }
            return documents.first ?? YAMLNode(content: .mapping([]), location: start)
        } catch {
            error.diagnostics.forEach(sink.add)
            return nil
        }
    }
}

extension MappingReader {
    /// Text that people read, such as a post: one line without control characters. Kept as it is, never interpreted.
    func line(_ key: String, limit: Int = 200) -> String? {
        guard let text = string(key) else { return nil }
        guard !text.isEmpty else {
            error(key, "'\(key)' is empty; write it or leave the key out")
            return nil
        }
        guard text.unicodeScalars.count <= limit else {
            error(key, "'\(key)' is longer than \(limit) characters")
            return nil
        }
        guard visible(text, limit: limit) == text else {
            error(key, "'\(key)' must be one line without control or invisible characters")
            return nil
        }
        return text
    }

    func requiredLine(_ key: String) -> String? {
        if node(key) == nil { missing(key) }
        return line(key)
    }

    /// The name of something that exists elsewhere in the estate.
    func reference(_ key: String, to kind: String, among names: NameList) -> String? {
        guard let text = string(key) else { return nil }
        return checked(text, at: location(of: key), kind: kind, among: names)
    }

    func checked(_ text: String, at location: SourceLocation, kind: String, among names: NameList) -> String? {
        if names.contains(text) { return text }
        let advice = names.ordered.isEmpty ? "none is defined" : hint(text, names.ordered)
        sink.error(at: location, "there is no \(kind) '\(visible(text, limit: 60))'; \(advice)")
        return nil
    }

    /// Words that mark something: `psn`, `pci`, `finance-pcs`.
    func tags(_ key: String = "tags") -> Set<String> {
        var tags: Set<String> = []
        for item in list(key) {
            guard case .scalar(let text) = item.content else {
                sink.error(at: item.location, "a tag must be text, but is \(item.kind)")
                continue
            }
            if NameSyntax.isIdentifier(text) {
                tags.insert(text)
            } else {
                sink.error(at: item.location, "tag '\(visible(text, limit: 60))' \(identifierRule)")
            }
        }
        return tags
    }

    func ratings() -> ImpactRatings {
        guard let reader = mapping("ratings", subject: "ratings") else { return ImpactRatings() }
        let ratings = ImpactRatings(
            data: reader.integer("data", in: 1...5),
            availability: reader.integer("availability", in: 1...5),
            privilege: reader.integer("privilege", in: 1...5),
            internetFacing: reader.boolean("internet-facing")
        )
        reader.finish()
        return ratings
    }

    /// A length of time as `30s`, `2m` or `1h`.
    func duration(_ key: String, in range: ClosedRange<Int>) -> Duration? {
        guard let text = string(key) else { return nil }
        guard let seconds = Self.seconds(text), range.contains(seconds) else {
            let bounds = "\(Self.durationText(range.lowerBound)) to \(Self.durationText(range.upperBound))"
            error(key, "'\(key)' must be a time from \(bounds), such as 30s or 2m, not '\(visible(text, limit: 40))'")
            return nil
        }
        return .seconds(seconds)
    }

    /// An amount of bytes as `65536`, `512KiB` or `32MiB`.
    func bytes(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = string(key) else { return nil }
        let (digits, unit) = Self.numberAndUnit(text)
        let factor = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20][unit]
        guard let digits, let factor, digits <= 1 << 30, range.contains(digits * factor) else {
            let bounds = "\(range.lowerBound >> 10)KiB to \(range.upperBound >> 20)MiB"
            error(key, "'\(key)' must be a size from \(bounds), such as 32MiB, not '\(visible(text, limit: 40))'")
            return nil
        }
        return digits * factor
    }

    private static func seconds(_ text: String) -> Int? {
        let (digits, unit) = numberAndUnit(text)
        guard let digits, digits <= 1_000_000, let factor = ["s": 1, "m": 60, "h": 3600][unit] else { return nil }
        return digits * factor
    }

    private static func numberAndUnit(_ text: String) -> (Int?, String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return (Int(digits), String(text[digits.endIndex...]))
    }

    private static func durationText(_ seconds: Int) -> String {
        if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }
}

/// Ends a message about a name that is not one.
let identifierRule =
    "may hold only letters, digits, '.', '_' and '-', must begin with a letter, digit or '_' "
    + "and be no longer than 100 characters"

extension YAMLNode.Entry {
    /// The key when it can be a name; otherwise nil, with a diagnostic.
    func identifier(kind: String, sink: DiagnosticSink) -> String? {
        if NameSyntax.isIdentifier(key) { return key }
        sink.error(at: keyLocation, "\(kind) name '\(visible(key, limit: 60))' \(identifierRule)")
        return nil
    }
}
