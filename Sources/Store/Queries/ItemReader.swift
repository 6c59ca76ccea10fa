import EstateModel
import GRDB

/// Reads items by id, those that hosts share each once: so hosts share them in memory too.
final class ItemReader {
    /// What an item turned out to be. A class, so that handing one out costs a reference.
    final class Stored {
        /// Nil for bookkeeping kinds, for what nobody wants, and for facts of which a number is enough.
        let value: ItemValue?
        let summary: CollectionSummary?
        /// Of ``summary``.
        let sections: [Section: Completeness]
        /// In the reader's catalogue; nil when it is not counted there.
        let number: Int32?

        fileprivate init(value: ItemValue? = nil, summary: CollectionSummary? = nil, number: Int32? = nil) {
            self.value = value
            self.summary = summary
            sections = summary?.sections ?? [:]
            self.number = number
        }

        /// An item of a kind that nobody wants.
        fileprivate static var unwanted: Stored { Stored() }
    }

    /// What is left out and what is numbered, for those who read all hosts.
    struct Selection {
        var kinds: Set<ItemKind>
        var catalogue: FactCatalogue
        var use: (Fact) -> FactUse
    }

    private let selection: Selection?
    private let unwanted = Stored.unwanted
    private var known: [Stored?] = []
    /// Greater ids are not remembered: a damaged list of items must not make us fill the memory.
    private static let mostRemembered: Int64 = 16 << 20

    /// - Parameter selection: nil to read every item as a value.
    init(_ selection: Selection? = nil) {
        self.selection = selection
    }

    /// - Throws: ``StoreError`` with `damaged` when there is no such item, or its body cannot be read.
    func item(_ id: Int64, in database: Database) throws -> Stored {
        if id >= 0, id < known.count, let stored = known[Int(id)] { return stored }
        let row = try RowStatement(database, "SELECT kind, body FROM item WHERE id = ?")
        row.bind(id, at: 1)
        guard try row.step(), let kind = ItemKind(rawValue: row.text(0)) else {
            throw StoreError(
                .damaged,
                subject: "item \(id)",
                message: "a host's list of facts names it, but it is gone; restore the database from a backup."
            )
        }
        if let selection, !selection.kinds.contains(kind) {
            remember(unwanted, id)
            return unwanted
        }
        let stored = try decoded(kind, body: row.text(1))
        if kind.isShared { remember(stored, id) }
        return stored
    }

    private func remember(_ stored: Stored, _ id: Int64) {
        guard (0..<Self.mostRemembered).contains(id) else { return }
        if id >= known.count {
            known += repeatElement(nil, count: max(Int(id) + 1, known.count * 2) - known.count)
        }
        known[Int(id)] = stored
    }

    private func decoded(_ kind: ItemKind, body: String) throws -> Stored {
        guard let value = try ItemValue(kind, body: body) else {
            return Stored(summary: try CanonicalJSON.decode(CollectionSummary.self, from: body))
        }
        guard let selection else { return Stored(value: value) }
        switch value {
        case .software(let software): return Stored(number: selection.catalogue.number(of: .software(software)))
        case .fact(let fact):
            let use = selection.use(fact)
            let number = use.isNumbered ? selection.catalogue.number(of: .fact(fact)) : nil
            return Stored(value: use.isWhole ? value : nil, number: number)
        default: return Stored(value: value)
        }
    }
}

extension ItemKind {
    /// Whether many hosts have the same: what is every host's own is read once anyway.
    fileprivate var isShared: Bool {
        switch self {
        case .identity, .hardware, .guest, .interface, .networkState, .target, .scanContext: false
        default: true
        }
    }
}
