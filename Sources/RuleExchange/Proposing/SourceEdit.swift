import EstateModel
import Lifecycle
import StrictYAML

/// The entry in a rule's `sources` for the page that the data come from.
struct SourceEdit {
    /// The rule's own entry for that page; nil when it has none.
    let known: SourceReference?
    /// What edits cite.
    let id: String
    private let product: ProductRule
    private let page: String
    private let day: CalendarDay
    private let text: RuleText?

    /// - Parameter isNew: leaves the rule's own entry alone, since dates rest on it that the data do not have.
    init(_ update: ProductUpdate, isNew: Bool) {
        product = update.product
        page = update.link.theirs.page
        day = update.day
        text = update.texts[update.product.location.file]
        let plain = Self.plain(page)
        let own = product.sources.values.filter { $0.url.map(Self.plain) == plain }.min { $0.id < $1.id }
        known = isNew ? nil : own
        id = known?.id ?? (product.sources["endoflife"] == nil ? "endoflife" : "endoflife-\(day)")
    }

    private static func plain(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// Whether a new phase has to name it: it is not the rule's default.
    var mustBeNamed: Bool {
        guard let entry = text?.entry("source", at: product.location), case .scalar(let name) = entry.value.content
        else { return true }
        return name != id
    }

    /// Sets the day of looking, or adds the entry.
    ///
    /// - Parameters:
    ///   - isWhole: whether every date that rests on the entry has been looked at.
    ///   - isCited: whether some other edit cites it.
    /// - Returns: nil when nothing is to be done, or when the text cannot be changed.
    func edit(isWhole: Bool, isCited: Bool) -> (UpdateProposal.Change, RuleText.Edit)? {
        guard let text, let sources = text.entry("sources", at: product.location) else { return nil }
        guard let known else {
            guard isCited else { return nil }
            let entry = "\(id): {url: \"\(page)\", verified: \(day)}"
            return text.adding(entry, to: sources.value).map { (change("new source \(page)"), $0) }
        }
        guard isWhole || isCited, let verified = known.verified, verified < day,
            let mapping = text.entry(known.id, at: sources.value.location),
            let entry = text.entry("verified", at: mapping.value.location),
            let edit = text.replacing(entry.value, by: day.description)
        else { return nil }
        return (change("source '\(known.id)' looked at \(verified) → \(day)"), edit)
    }

    private func change(_ words: String) -> UpdateProposal.Change {
        UpdateProposal.Change(
            kind: .source,
            product: product.id,
            release: nil,
            text: words,
            file: product.location.file
        )
    }
}
