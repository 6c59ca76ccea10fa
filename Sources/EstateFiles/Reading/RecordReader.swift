import EstateModel
import StrictYAML

/// Reads what entitlements, contracts, approvals and deviations have in common: whose they are and for which hosts.
struct RecordReader {
    /// Names that all records together may spell out: a range of hosts is short to write and long to hold.
    private static let mostNames = 1_000_000

    private final class Budget {
        var left = RecordReader.mostNames
    }

    let names: EstateNames
    let targets: NameList
    let tags: NameList
    let sink: DiagnosticSink
    private let budget = Budget()

    init(names: EstateNames, targets: [Target], sink: DiagnosticSink) {
        self.names = names
        self.sink = sink
        self.targets = NameList(targets.map(\.name))
        tags = NameList(Set(targets.flatMap(\.tags)).sorted())
    }

    func identifier(_ reader: MappingReader, of kind: String) -> String? {
        guard let text = reader.requiredString("id") else { return nil }
        if NameSyntax.isIdentifier(text) { return text }
        reader.error("id", "\(kind) '\(visible(text, limit: 60))' \(identifierRule)")
        return nil
    }

    func requiredDay(_ key: String, of reader: MappingReader) -> CalendarDay? {
        if reader.node(key) == nil { reader.missing(key) }
        return reader.day(key)
    }

    /// Whose record it is; may be left out where there is one organisation only.
    func owners(_ reader: MappingReader) -> [String]? {
        guard reader.node("organisations") != nil else {
            if names.organisations.ordered.count == 1 { return names.organisations.ordered }
            reader.missing("organisations")
            return nil
        }
        return organisations(reader)
    }

    /// The organisations that a record names; empty when it names none, nil when one of them does not exist.
    func organisations(_ reader: MappingReader) -> [String]? {
        members("organisations", kind: "organisation", among: names.organisations, of: reader)
    }

    func requiredScope(_ reader: MappingReader) -> RecordedScope? {
        if reader.node("scope") == nil {
            reader.missing("scope")
            return nil
        }
        return scope(reader)
    }

    /// `all` (as when it is left out), or hosts, groups, tags and sites of which any one is enough.
    func scope(_ reader: MappingReader) -> RecordedScope? {
        guard let node = reader.node("scope") else { return .all }
        if case .scalar(let word) = node.content {
            if word == "all" { return .all }
            let hint = hint(word, ["all"])
            reader.error("scope", "'scope' must be all, or name hosts, groups, tags or sites; \(hint)")
            return nil
        }
        guard let part = MappingReader(node, subject: "scope", sink: sink) else { return nil }
        let hosts = members("hosts", kind: "target", among: targets, of: part, hasRanges: true)
        let groups = members("groups", kind: "group", among: names.groups, of: part)
        let tags = members("tags", kind: "target with the tag", among: tags, of: part)
        let sites = members("sites", kind: "site", among: names.sites, of: part)
        part.finish()
        guard let hosts, let groups, let tags, let sites else { return nil }
        if hosts.isEmpty, groups.isEmpty, tags.isEmpty, sites.isEmpty {
            reader.error("scope", "'scope' covers nothing; write all, or name hosts, groups, tags or sites")
            return nil
        }
        return .some(hosts: hosts, groups: groups, tags: tags, sites: sites)
    }

    /// Words of the rule pack, each with its place; nil when one of them is no text.
    func words(_ key: String, of reader: MappingReader) -> [ApprovedProductList.Word]? {
        let items = reader.list(key)
        let words = items.compactMap { item -> ApprovedProductList.Word? in
            if case .scalar(let text) = item.content {
                return ApprovedProductList.Word(text: text, location: item.location)
            }
            sink.error(at: item.location, "'\(key)' must hold names, but this is \(item.kind)")
            return nil
        }
        return words.count == items.count ? words : nil
    }

    /// Names under a key; nil when one of them is not the name of anything.
    func members(
        _ key: String,
        kind: String,
        among known: NameList,
        of reader: MappingReader,
        hasRanges: Bool = false
    ) -> [String]? {
        var found: [String] = []
        var isComplete = true
        for item in reader.list(key) {
            guard case .scalar(let text) = item.content else {
                sink.error(at: item.location, "'\(key)' must hold names, but this is \(item.kind)")
                isComplete = false
                continue
            }
            guard let names = hasRanges ? expanded(text, at: item.location) : [text],
                isAffordable(names.count, at: item.location)
            else {
                isComplete = false
                continue
            }
            for name in names {
                if let name = reader.checked(name, at: item.location, kind: kind, among: known) {
                    found.append(name)
                } else {
                    isComplete = false
                    break
                }
            }
        }
        return isComplete ? found : nil
    }

    private func isAffordable(_ count: Int, at location: SourceLocation) -> Bool {
        let isFirst = budget.left >= 0
        budget.left -= isFirst ? count : 0
        if isFirst, budget.left < 0 {
            let most = Self.mostNames
            sink.error(at: location, "all scopes together name more than \(most) hosts; name a group, a tag or a site")
        }
        return budget.left >= 0
    }

    private func expanded(_ text: String, at location: SourceLocation) -> [String]? {
        do throws(HostRange.Fault) {
            return try HostRange.expand(text)
        } catch {
            sink.error(at: location, "'\(visible(text, limit: 60))' \(error.message)")
            return nil
        }
    }
}
