import ArgumentParser
import EstateFiles
import EstateModel
import Forecast
import Foundation
import Lifecycle
import StrictYAML

struct RulesDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Write a local rule for software that no rule knows.",
        discussion: """
            The rule recognises what scans have seen and states no date, so its verdict is "unknown" until somebody \
            has asked. It is printed, or with --write put into the estate's rules folder. No file is ever overwritten.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption

    @Argument(help: "The software's name, or a part of it that no other has.")
    var name: String?

    @Option(
        help: ArgumentHelp("Its number in `reeve software --unidentified`.", valueName: "number")
    )
    var fromUnidentified: Int?

    @Flag(help: "Write the file into the estate's rules folder instead of printing it.")
    var write = false

    func validate() throws {
        if (name == nil) == (fromUnidentified == nil) {
            throw ValidationError("Name the software, or give its number with --from-unidentified.")
        }
    }

    func run() async throws {
        let day = SystemClock.now.londonDay
        let loaded = try await LoadedAssessment(estate, rules, asOf: day)
        let software = try choose(from: UnidentifiedSoftware.ranked(loaded.unidentifiedHosts))
        let draft = RuleDraft(for: software, taken: Set(loaded.pack.products.map(\.id)), on: day)
        try check(draft, on: day)
        guard write else { return Terminal.result(draft.text) }
        let path = try save(draft, in: loaded.workspace.directory.rules)
        Terminal.message(
            "\(visible(path)) is written; ask the supplier what it says, then `reeve rules check --estate "
                + "\(visible(estate.path))`"
        )
    }

    private func choose(from software: [UnidentifiedSoftware]) throws -> UnidentifiedSoftware {
        if let number = fromUnidentified {
            guard let found = software.first(where: { $0.number == number }) else {
                throw Failure(
                    "there is no number \(number): rules do not know \(software.count) pieces of software; "
                        + "`reeve software --unidentified --all` lists them"
                )
            }
            return found
        }
        let wanted = (name ?? "").lowercased()
        let exact = software.filter { $0.name.lowercased() == wanted }
        let found = exact.isEmpty ? software.filter { $0.name.lowercased().contains(wanted) } : exact
        if found.count == 1 { return found[0] }
        let shown = visible(name ?? "", limit: 80)
        guard found.isEmpty else {
            let numbers = found.prefix(5).map { "\($0.number) \(visible($0.name, limit: 60)) (\($0.kind))" }
            let more = found.count > 5 ? " and \(found.count - 5) more" : ""
            throw Failure(
                "'\(shown)' may be \(numbers.joined(separator: ", "))\(more); choose one with --from-unidentified"
            )
        }
        let hint = suggestion(for: wanted, among: software.map(\.name), listedBy: "reeve software --unidentified")
        throw Failure("no scan has seen '\(shown)' among what rules do not know\(hint)")
    }

    /// What hosts say goes into the rule: one that is not valid must not reach the folder.
    private func check(_ draft: RuleDraft, on day: CalendarDay) throws {
        let file = RuleFile(path: draft.product + ".yaml", text: draft.text, layer: .local)
        let faults = RuleChecker(pack: RulePack(files: [file]), asOf: day).check().filter { $0.severity == .error }
        guard let first = faults.first else { return }
        throw Failure("no valid rule can be made of these names (\(first)); docs/adding-a-product.md says how by hand")
    }

    private func save(_ draft: RuleDraft, in folder: String) throws -> String {
        let path = folder + "/" + draft.product + ".yaml"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(draft.text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            throw Failure("\(visible(path)) exists already, and nothing was written; move it away to have a new draft")
        } catch {
            throw Failure("cannot write \(visible(path)); check that the folder may be written and has space")
        }
        return path
    }
}
