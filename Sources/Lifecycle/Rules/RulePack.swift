import Crypto
import EstateModel
package import StrictYAML

/// All rules that judging uses, with what was wrong while they were read.
package final class RulePack: Sendable {
    /// Sorted by id.
    package let products: [ProductRule]
    /// In file order: on one level of evidence the first wins.
    package let owners: [OriginOwner]
    package let entitlements: [String: EntitlementDefinition]
    package let packageLists: [String: PackageList]
    /// In the order of the files.
    package let diagnostics: [Diagnostic]
    /// False when some document could not be used: verdicts may lack rules.
    package let isComplete: Bool
    /// SHA-256 over the sorted paths and contents of all files, in hexadecimal.
    package let sha256: String
    let index: RuleIndex
    let origins: OriginIndex
    let ladders: LadderTable
    let systemLabels: SystemLabels
    private let productIndices: [String: Int]
    /// What the files say, for ``upTo(_:)``; nil in a pack without tests.
    private let documents: ParsedDocuments?

    /// Reads rules from the texts of files, the weakest layer first.
    ///
    /// - Parameter keepingTests: false leaves ``ProductRule/tests`` empty and unchecked: judging does without them.
    package convenience init(files: [RuleFile], keepingTests: Bool = true) {
        let parsed = RulePackParser.parse(files, keepingTests: keepingTests)
        self.init(parsed, sha256: Self.hash(files), keepsDocuments: keepingTests)
    }

    private init(_ parsed: ParsedDocuments, sha256: String, keepsDocuments: Bool) {
        documents = keepsDocuments ? parsed : nil
        let overlay = RuleOverlay(parsed.products)
        var diagnostics = parsed.diagnostics + overlay.diagnostics
        var isComplete = parsed.isComplete && overlay.isComplete
        products = overlay.products.values.sorted { $0.id < $1.id }
        owners = parsed.owners
        var definitions: [String: EntitlementDefinition] = [:]
        for definition in parsed.entitlements {
            if let other = definitions[definition.id] {
                diagnostics.append(
                    Diagnostic(
                        at: definition.location,
                        "entitlement '\(definition.id)' is already defined at \(other.location)"
                    )
                )
                isComplete = false
            } else {
                definitions[definition.id] = definition
            }
        }
        entitlements = definitions
        packageLists = Dictionary(parsed.packageLists.map { ($0.id, $0) }) { first, _ in first }
        productIndices = Dictionary(products.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
        index = RuleIndex(products)
        origins = OriginIndex(parsed.owners)
        ladders = LadderTable(products)
        systemLabels = SystemLabels(products)
        self.diagnostics = diagnostics
        self.isComplete = isComplete
        self.sha256 = sha256
    }

    /// The pack as it is without the products of stronger layers; itself when it has none or keeps no tests.
    func upTo(_ layer: ProductRule.Layer) -> RulePack {
        guard var weaker = documents, weaker.products.contains(where: { $0.layer > layer }) else { return self }
        weaker.products.removeAll { $0.layer > layer }
        return RulePack(weaker, sha256: sha256, keepsDocuments: false)
    }

    package func product(_ id: String) -> ProductRule? { productIndices[id].map { products[$0] } }

    static func hash(_ files: [RuleFile]) -> String {
        var hash = SHA256()
        for file in files.sorted(by: { ($0.path, $0.text) < ($1.path, $1.text) }) {
            var head = "\(file.path)\0\(file.text.utf8.count)\0"
            var text = file.text
            head.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
