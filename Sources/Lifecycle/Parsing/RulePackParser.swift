import EstateModel
import StrictYAML

/// A rule file's text with the name that diagnostics and the pack's hash use.
package struct RuleFile: Hashable, Sendable {
    /// Path inside its directory, `database/postgresql.yaml`.
    package var path: String
    package var text: String
    package var layer: ProductRule.Layer
    /// How messages name the file, `rules/database/postgresql.yaml`.
    package var shownAs: String

    package init(path: String, text: String, layer: ProductRule.Layer = .shipped, shownAs: String? = nil) {
        self.path = path
        self.text = text
        self.layer = layer
        self.shownAs = shownAs ?? path
    }
}

/// What the documents of rule files say, one by one, before they are laid over one another.
struct ParsedDocuments: Sendable {
    var products: [ProductRule] = []
    var owners: [OriginOwner] = []
    var entitlements: [EntitlementDefinition] = []
    var packageLists: [PackageList] = []
    var diagnostics: [Diagnostic] = []
    /// False when a document was left out.
    var isComplete = true

    mutating func append(_ other: ParsedDocuments) {
        products += other.products
        owners += other.owners
        entitlements += other.entitlements
        packageLists += other.packageLists
        diagnostics += other.diagnostics
        isComplete = isComplete && other.isComplete
    }
}

/// Turns the texts of rule files into rules. Pure; a broken document is left out, the others stay.
package struct RulePackParser {
    private var result = ParsedDocuments()
    private let omitted: Set<String>

    private static let sorts = ["rule", "origins", "entitlements", "package-list"]

    private init(keepingTests: Bool) {
        omitted = keepingTests ? [] : ["tests"]
    }

    /// - Parameter keepingTests: false leaves the `tests` of rules out, with what may be wrong in them.
    static func parse(_ files: [RuleFile], keepingTests: Bool) -> ParsedDocuments {
        // Every command waits for the rules, and no file needs another.
        let parts = files.concurrentMap(inBatchesOf: 1) { file in
            var parser = RulePackParser(keepingTests: keepingTests)
            parser.read(file)
            return parser.result
        }
        return parts.reduce(into: ParsedDocuments()) { $0.append($1) }
    }

    private mutating func read(_ file: RuleFile) {
        let documents: [YAMLNode]
        do {
            documents = try YAMLNode.documents(of: file.text, file: file.shownAs, omitting: omitted)
        } catch {
            result.diagnostics += error.diagnostics
            result.isComplete = false
            return
        }
        for document in documents {
            if case .null = document.content { continue }
            let sink = DiagnosticSink()
            let parsed = Self.read(document, of: file, sink: sink)
            if sink.hasErrors {
                result.isComplete = false
            } else {
                result.append(parsed)
            }
            result.diagnostics += sink.diagnostics
        }
    }

    private static func read(_ document: YAMLNode, of file: RuleFile, sink: DiagnosticSink) -> ParsedDocuments {
        var result = ParsedDocuments()
        guard let reader = MappingReader(document, subject: "a rule document", sink: sink) else { return result }
        guard let sort = sorts.first(where: reader.has) else {
            let written = reader.allKeys().first ?? ""
            sink.error(
                at: document.location,
                "a document begins with 'rule: 1', 'origins: 1', 'entitlements: 1' or 'package-list: 1';"
                    + " \(hint(written, sorts))"
            )
            return result
        }
        if reader.string(sort) != "1" {
            reader.error(sort, "this Reeve reads version 1 of the rule format: write '\(sort): 1'")
        }
        switch sort {
        case "rule":
            if let rule = ProductParser(reader: reader, file: file.path, layer: file.layer).parse() {
                result.products.append(rule)
            }
        case "origins": result.owners += OriginParser(reader: reader).parse()
        case "entitlements": result.entitlements += EntitlementParser(reader: reader).parse()
        default:
            let scope = DocumentScope(reading: reader)
            if let list = PackageCalendarParser(scope: scope).packageList(reader) { result.packageLists.append(list) }
        }
        return result
    }
}
