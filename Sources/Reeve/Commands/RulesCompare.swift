import ArgumentParser
import EstateModel
import Lifecycle
import RuleExchange
import StrictYAML

/// A file of another source's dates, and how much of it is wanted.
struct ForeignDataOption: ParsableArguments {
    @Option(help: ArgumentHelp("Only this product of ours; may be repeated.", valueName: "id"))
    var product: [String] = []

    /// Nil for all.
    ///
    /// - Throws: ``Failure`` when no rule knows one of them.
    func products(of pack: RulePack) throws -> Set<String>? {
        for id in product where pack.product(id) == nil {
            let hint = suggestion(for: id, among: pack.products.map(\.id), listedBy: "reeve rules list")
            throw Failure("no rule knows a product '\(visible(id, limit: 80))'\(hint)")
        }
        return product.isEmpty ? nil : Set(product)
    }

    /// Reads the file; what is wrong inside is told and left out.
    static func read(_ path: String) throws -> ForeignCatalogue {
        let bytes = try bytes(of: path)
        do throws(InvalidFile) {
            let catalogue = try ForeignCatalogue(reading: bytes, file: path)
            for diagnostic in catalogue.diagnostics { Terminal.message(diagnostic.description) }
            if !catalogue.diagnostics.isEmpty {
                Terminal.message("reeve: warning: what is wrong in \(visible(path)) is left out, the rest is used")
            }
            return catalogue
        } catch {
            throw Failure(error.description)
        }
    }

    static func bytes(of path: String) throws -> [UInt8] {
        do throws(BoundedFile.Fault) {
            return try BoundedFile.read(path, limit: JSONTree.Limits().bytes).bytes
        } catch {
            let isAbsent = error.kind == .absent
            throw Failure(
                isAbsent
                    ? "cannot read \(visible(path)): there is no such file, or it may not be read"
                    : "\(visible(path)) \(error.message)"
            )
        }
    }
}

extension RulePackOption {
    /// Loads the pack and says when it is not whole: what is left out is missing in every answer.
    func loadSaying() throws -> RulePack {
        let pack = try load()
        for diagnostic in pack.diagnostics where diagnostic.severity == .error {
            Terminal.message(diagnostic.description)
        }
        if !pack.isComplete {
            Terminal.message("reeve: warning: some rules cannot be read and are left out of what follows")
        }
        return pack
    }
}

struct RulesCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "List where our dates and those of endoflife.date disagree.",
        discussion: """
            FILE is what https://endoflife.date/api/v1/products/full gives, or a converted snapshot of it. Where the \
            other source is the more cautious comes first: there a host may be called supported that is not.
            """
    )

    @Argument(help: "A file of the other source's dates (JSON).")
    var file: String

    @OptionGroup var foreign: ForeignDataOption
    @OptionGroup var pack: RulePackOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Flag(help: "Also releases that no rule has and that are over.")
    var all = false

    struct Row: Encodable {
        var kind: String
        var product: String
        var name: String
        var release: String?
        var theirProduct: String
        var theirRelease: String?
        var what: String?
        var label: String?
        var cautious: String?
        var cautiousDay: CalendarDay?
        var ours: String?
        var theirs: String?
        var days: Int?
        var source: String?
        var verified: CalendarDay?
        var nameIsVersion: Bool
        var rule: String
    }

    func run() async throws {
        let pack = try pack.loadSaying()
        let catalogue = try ForeignDataOption.read(file)
        let comparison = CatalogueComparison(
            pack,
            catalogue,
            products: try foreign.products(of: pack),
            asOf: asOf.resolved
        )
        try Listing(
            comparison.disagreements.filter { all || !$0.isOver }.map(row),
            columns: [
                .init("More cautious") { row in
                    guard let side = row.cautious else { return "—" }
                    return "\(side) \(row.cautiousDay?.description ?? "over")"
                },
                .init("Product") { $0.product },
                .init("Release") { $0.release ?? $0.theirRelease ?? "—" },
                .init("What ends", canShrink: true) { $0.label ?? "—" },
                .init("Ours") { $0.ours ?? "—" },
                .init("Theirs") { $0.theirs ?? "—" },
                .init("Days", isNumber: true) { $0.days.map(String.init) ?? "—" },
                .init("Why listed") { $0.kind + ($0.nameIsVersion ? "" : " (its name is no version)") },
                .init("Rule", canShrink: true) { $0.rule },
            ],
            whenEmpty: "nothing disagrees"
        ).print(format.format)
        if format.format == .table { Terminal.message(summary(comparison, catalogue)) }
    }

    private func row(_ item: Disagreement) -> Row {
        Row(
            kind: item.kind.rawValue,
            product: item.product,
            name: item.productName,
            release: item.release,
            theirProduct: item.theirProduct,
            theirRelease: item.theirRelease,
            what: item.column?.rawValue,
            label: item.label,
            cautious: item.cautious?.rawValue,
            cautiousDay: item.cautiousDay,
            ours: item.ours?.text,
            theirs: item.theirs?.text,
            days: item.days,
            source: item.source?.url ?? item.source?.reference,
            verified: item.source?.verified,
            nameIsVersion: !item.isNameOnly,
            rule: item.location.description
        )
    }

    private func summary(_ comparison: CatalogueComparison, _ catalogue: ForeignCatalogue) -> String {
        let day = catalogue.day.map { " of \($0.longDescription)" } ?? ""
        let over = all ? 0 : comparison.disagreements.count { $0.isOver }
        let hidden = over == 0 ? "" : " \(over) releases that no rule has and that are over are not listed (--all)."
        return wrappedForTerminal(
            "\(comparison.datesThatAgree) of \(comparison.datesCompared) dates of \(comparison.productsCompared) "
                + "products agree with the data\(day); \(comparison.unlinkedProducts.count) of our products have no link "
                + "to it, and \(comparison.unknownSlugs.count) of its \(catalogue.products.count) products are no rule's.\(hidden)",
            width: Terminal.width
        )
    }
}
