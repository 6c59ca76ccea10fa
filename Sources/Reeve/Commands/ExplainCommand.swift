import ArgumentParser
import EstateModel
import Lifecycle
import Store

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a verdict is what it is, from the register down to the raw line on the host.",
        discussion: """
            With an asset and a product: everything about that finding. With an asset alone: every finding that is not \
            simply supported. With a reference (R-0001): that risk's row, every step of its score, and what was found on its first assets.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption

    @Argument(help: "An asset's number, name or host name, or a risk's reference.")
    var subject: String

    @Argument(help: "A product's id or name, or a package's name.")
    var product: String?

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, keepsEvidence: true)
        let explanation = Explanation(loaded)
        if let key = loaded.references.first(where: { $0.value.lowercased() == subject.lowercased() })?.key {
            let text = try await explanation.text(ofRisk: key)
            return Terminal.result(wrappedForTerminal(text, width: Terminal.width))
        }
        let detail = try await AssetView(store: loaded.store, scan: nil).detail(of: subject)
        let text = try await explanation.text(ofAsset: detail.summary.id, product: product)
        Terminal.result(wrappedForTerminal(text, width: Terminal.width))
    }
}
