import ArgumentParser
import EstateModel
import Lifecycle
import StrictYAML

struct RulesCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read every rule file and say, by file, line and column, what is wrong.",
        discussion: "Exit status 1 when there is an error; warnings alone are 0."
    )

    @OptionGroup var pack: RulePackOption
    @OptionGroup var asOf: AsOfOption

    @Option(help: "Only the warnings about this product; errors are always shown.")
    var product: String?

    func run() async throws {
        let loaded = try pack.load()
        var diagnostics = RuleChecker(pack: loaded, asOf: asOf.resolved).check()
        diagnostics += try damagedText()
        // A file that cannot be read has no product: what is wrong in it must not be hidden.
        let file = product.flatMap { loaded.product($0)?.location.file }
        let shown = diagnostics.filter { product == nil || $0.severity == .error || $0.location.file == file }
        for diagnostic in shown { Terminal.result(diagnostic.description + "\n") }
        let errors = shown.count { $0.severity == .error }
        if let product, file == nil { try pack.require(product: product, in: loaded) }
        let subject = product.map { visible($0, limit: 80) } ?? "\(loaded.products.count) products"
        Terminal.message(
            "\(subject), \(errors) errors, \(shown.count - errors) warnings; SHA-256 \(loaded.sha256) of "
                + (try pack.places())
        )
        pack.tellUnreadRules()
        if errors > 0 { throw ExitStatus.failure.error }
    }

    /// Files that are no UTF-8: an expression with a letter that was lost never fits anything.
    private func damagedText() throws -> [Diagnostic] {
        let directories = try RulesLocation.directories(pack.rules, local: pack.estate.map { $0 + "/rules" })
        let files: [RuleFile]
        do throws(RulePack.LoadFailure) {
            files = try RulePack.files(in: directories)
        } catch {
            throw Failure(error.description)
        }
        return files.compactMap { file in
            let lines = file.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            guard let line = lines.firstIndex(where: { $0.contains("\u{FFFD}") }) else { return nil }
            let column = lines[line].prefix { $0 != "\u{FFFD}" }.count + 1
            let place = SourceLocation(file: file.shownAs, line: line + 1, column: column)
            return Diagnostic(.warning, at: place, "this letter is lost: the file is no UTF-8 text")
        }
    }
}
