import ArgumentParser
import EstateModel
import Foundation
import Lifecycle
import Reporting
import RuleExchange

struct RulesUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Propose, as a patch to the rule files, what another source's dates would change.",
        discussion: """
            FILE is what https://endoflife.date/api/v1/products/full gives, a converted snapshot of it, or a bundle as \
            `reeve rules bundle` writes them, which needs --allowed-signers. Nothing is \
            changed: read the patch, then apply it in the rules directory with `git apply` or `patch -p1`. What only a \
            person can decide is listed on stderr. Exit status 0, also when there is nothing to propose.
            """
    )

    @Argument(help: "A file of the other source's dates (JSON).")
    var file: String

    @OptionGroup var foreign: ForeignDataOption
    @OptionGroup var pack: RulePackOption

    @Option(help: ArgumentHelp("Write the patch here instead of to stdout.", valueName: "file"))
    var output: String?

    @Option(
        name: .customLong("source-day"),
        help: ArgumentHelp("The day on which FILE was fetched, when it does not tell.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var sourceDay: CalendarDay?

    @Option(
        name: .customLong("allowed-signers"),
        help: ArgumentHelp("For a bundle: whose signature counts, in the format of ssh-keygen.", valueName: "file")
    )
    var allowedSigners: String?

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case patch
        case json
    }

    @Option(help: "How to print: patch, or json (the proposal with its patch).")
    var format: Format = .patch

    private var isJSON: Bool { format == .json }

    func run() async throws {
        let directories = try RulesLocation.directories(pack.rules, local: pack.estate.map { $0 + "/rules" })
        let loaded = try pack.loadSaying()
        if RuleBundle.isBundle(try ForeignDataOption.bytes(of: file)) { return try await proposeBundle(directories) }
        let catalogue = try ForeignDataOption.read(file)
        let day = try day(of: catalogue)
        let updater = RuleUpdater(
            files: try RulePack.filesToWrite(in: directories),
            catalogue: catalogue,
            day: day,
            products: try foreign.products(of: loaded)
        )
        let proposal = updater.propose()
        let patch = RulePatch(proposal, directories: directories.map(\.path))
        try write(patch, proposal, day)
        tell(proposal)
    }

    /// The day of the data, which becomes `verified`: never a later one than the file's own word.
    private func day(of catalogue: ForeignCatalogue) throws -> CalendarDay {
        guard let day = sourceDay ?? catalogue.day else {
            throw Failure(
                "\(visible(file)) does not tell the day of its data; name the day on which it was fetched with --source-day"
            )
        }
        if let own = catalogue.day, day > own {
            throw Failure(
                "\(visible(file)) says itself that its data is of \(own), so nobody has seen it on \(day); leave out "
                    + "--source-day"
            )
        }
        return day
    }

    /// The change from our rules to those of a bundle.
    private func proposeBundle(_ directories: [RulePack.Directory]) async throws {
        guard let allowedSigners else {
            throw Failure("\(visible(file)) is a bundle: name who may have signed it with --allowed-signers")
        }
        guard directories.count == 1, foreign.product.isEmpty, sourceDay == nil else {
            throw Failure("a bundle is compared whole with one rule directory; leave out --product and --source-day")
        }
        let opened = try await BundleOption.open(file, allowedSigners: allowedSigners)
        let proposal = UpdateProposal(
            replacing: try RulePack.filesToWrite(in: directories),
            by: opened.bundle.files
        )
        try write(RulePatch(proposal, directories: directories.map(\.path)), proposal, opened.bundle.manifest.made)
        guard !isJSON else { return }
        Terminal.message("\(opened.summary)\nproposed in \(proposal.files.count) files. Nothing was changed.")
    }

    private func write(_ patch: RulePatch, _ proposal: UpdateProposal, _ day: CalendarDay) throws {
        let text = patch.text(of: proposal, source: file, day: day)
        if let output {
            try NewFile.write(Array(text.utf8), to: output)
            if !isJSON { Terminal.message("wrote \(visible(output))") }
        }
        if isJSON {
            Terminal.result(try StableJSON.encode(ProposalJSON(proposal, patch: text, day: day)))
        } else if output == nil, !proposal.files.isEmpty {
            Terminal.result(text)
        }
    }

    private func tell(_ proposal: UpdateProposal) {
        guard !isJSON else { return }
        tellRejections(proposal.rejections)
        for test in proposal.brokenTests {
            Terminal.message(
                "after it this test fails and wants a look: \(test.location): \(test.product): \(test.title)"
            )
        }
        let counts = UpdateProposal.Change.Kind.allCases.map { kind in
            (kind, proposal.changes.count { $0.kind == kind })
        }
        let names: [UpdateProposal.Change.Kind: String] = [
            .date: "dates", .release: "new releases", .latest: "newest patches", .source: "sources",
        ]
        let list = counts.map { "\($0.1) \(names[$0.0] ?? "")" }.joined(separator: ", ")
        Terminal.message(
            "proposed in \(proposal.files.count) files: \(list). Not proposed: \(proposal.rejections.count) of our "
                + "products' points and \(proposal.unknownSlugs.count) products that no rule names. Nothing was changed."
        )
    }
}

extension RulesUpdate {
    /// Releases of one product with one reason are told together.
    private func tellRejections(_ rejections: [UpdateProposal.Rejection]) {
        var order: [String] = []
        var releases: [String: [String]] = [:]
        var places: [String: String] = [:]
        for rejection in rejections {
            // The name is in the reason; here it would keep apart what belongs together.
            let reason = rejection.release.map { release in
                let name = "'\(visible(release, limit: 60))'"
                return rejection.reason.replacing("release \(name)", with: "release of that name")
                    .replacing(name, with: "of the release")
            }
            let key = "\(rejection.product)\0\(reason ?? rejection.reason)"
            if releases[key] == nil {
                order.append(key)
                places[key] = rejection.location.map { "\($0): " }
            }
            releases[key, default: []] += rejection.release.map { [visible($0, limit: 60)] } ?? []
        }
        for key in order {
            let parts = key.split(separator: "\0", maxSplits: 1)
            let names = releases[key] ?? []
            let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", … (\(names.count))" : "")
            let subject = shown.isEmpty ? "\(parts[0])" : "\(parts[0]) \(shown)"
            Terminal.message("\(places[key] ?? "")not proposed: \(subject): \(parts.count > 1 ? parts[1] : "")")
        }
    }
}

/// A proposal as one patch with a head that says why.
struct RulePatch {
    private let directories: [String]

    init(_ proposal: UpdateProposal, directories: [String]) {
        self.directories = directories
    }

    func text(of proposal: UpdateProposal, source: String, day: CalendarDay) -> String {
        guard !proposal.files.isEmpty else { return "" }
        var lines = [
            "Proposed by `reeve rules update` from \(visible(source)), data of \(day).",
            "Apply in \(directories.count == 1 ? visible(directories[0]) : "the working directory") with `patch -p1`"
                + " or `git apply`; then `reeve rules check` and `reeve rules test`.",
            "",
        ]
        for change in proposal.changes where change.kind != .source {
            let release = change.release.map { " " + $0 } ?? ""
            lines.append("* \(change.product)\(release): \(change.text)")
        }
        let looked = Set(proposal.changes.filter { $0.kind == .source }.map(\.product)).sorted()
        if !looked.isEmpty { lines.append("* the day of looking at the source: \(looked.joined(separator: ", "))") }
        let body = proposal.files.map { file in
            UnifiedDiff(path: path(of: file), old: file.old?.text, new: file.newText).text
        }
        return lines.joined(separator: "\n") + "\n\n" + body.joined()
    }

    /// Relative to the one directory, or as the command line names it when there are several.
    private func path(of file: UpdateProposal.ChangedFile) -> String {
        directories.count == 1 ? file.path : String((file.old?.shownAs ?? file.path).drop { $0 == "/" || $0 == "." })
    }
}

/// A proposal for other programs.
struct ProposalJSON: Encodable {
    struct Change: Encodable {
        var kind: String
        var product: String
        var release: String?
        var what: String
        var file: String
    }

    struct Rejection: Encodable {
        var product: String
        var release: String?
        var reason: String
    }

    struct Test: Encodable {
        var product: String
        var title: String
        var location: String
    }

    var dataDay: CalendarDay
    var changes: [Change]
    var notProposed: [Rejection]
    var testsToReview: [Test]
    var unknownProducts: [String]
    var patch: String

    init(_ proposal: UpdateProposal, patch: String, day: CalendarDay) {
        dataDay = day
        changes = proposal.changes.map {
            Change(kind: $0.kind.rawValue, product: $0.product, release: $0.release, what: $0.text, file: $0.file)
        }
        notProposed = proposal.rejections.map {
            Rejection(product: $0.product, release: $0.release, reason: $0.reason)
        }
        testsToReview = proposal.brokenTests.map {
            Test(product: $0.product, title: $0.title, location: $0.location)
        }
        unknownProducts = proposal.unknownSlugs
        self.patch = patch
    }
}
