import EstateModel
import Planning

/// Entries on their way into the log: validated against the state, and not yet written.
///
/// Made and used inside one transaction of the store, so that nobody else writes between the reading and the writing.
package struct DecisionSession {
    /// Reads one stored record; nil when there is none.
    package typealias Load = (_ kind: StoredState.Kind, _ id: String) throws -> String?
    /// Reads all stored records of a kind.
    package typealias LoadAll = (_ kind: StoredState.Kind) throws -> [StoredState]

    /// The part of the state that was read, with what was appended so far.
    package private(set) var book: DecisionBook
    /// To be written, in this order.
    package private(set) var entries: [StoredEntry] = []
    private var sealer = LogSealer()
    /// As the entries leave them.
    private var changed: [Act.Key: StoredState] = [:]
    private var summary: StoredState?

    /// Reads what acts with these needs are judged by.
    package init(head: AuditHead, needs: DecisionNeeds, load: Load, loadAll: LoadAll) throws {
        book = DecisionBook()
        book.head = head
        if let body = try load(.book, DecisionBook.bookID) { try book.take(.book, DecisionBook.bookID, body: body) }
        for kind in [StoredState.Kind.asset, .control, .exception, .risk] where needs.all.contains(kind) {
            for state in try loadAll(kind) { try book.take(kind, state.id, body: state.body) }
        }
        if needs.all.contains(.plan) { try book.takePlans(loadAll(.plan).map { ($0.id, $0.body) }) }
        try read(.asset, Set(needs.assets.map(String.init)), load)
        try read(.control, needs.controls, load)
        try read(.exception, needs.exceptions, load)
        try read(.risk, needs.risks, load)
        try readReferences(of: needs.exceptions, needs, load)
    }

    /// Validates an act, seals it to the end of the log and takes it into the book.
    ///
    /// - Throws: ``DecisionFault`` with everything that is wrong; the session is as before then.
    @discardableResult
    package mutating func append(_ content: AuditContent) throws(DecisionFault) -> AuditEntry {
        let sealed = try sealer.seal(content, into: &book)
        entries.append(StoredEntry(sealed.entry))
        changed[content.act.key] = sealed.record
        summary = sealed.summary
        return sealed.entry
    }

    /// The records that changed, as they must be stored in the same transaction; empty when nothing was appended.
    package var changedStates: [StoredState] {
        let records = changed.values.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
        return [summary].compactMap(\.self) + records
    }

    private mutating func read(_ kind: StoredState.Kind, _ ids: Set<String>, _ load: Load) throws {
        for id in ids.sorted() where !holds(kind, id) {
            guard let body = try load(kind, id) else { continue }
            try book.take(kind, id, body: body)
            let outline = book.risks[id].map { RiskOutline($0).text }
            sealer.take(StoredState(kind, id, body: body, outline: kind == .risk ? outline : nil))
        }
    }

    private func holds(_ kind: StoredState.Kind, _ id: String) -> Bool {
        switch kind {
        case .asset: Int64(id).map { book.assets[$0] != nil } ?? false
        case .book: true
        case .control: book.controls[id] != nil
        case .exception: book.exceptions[id] != nil
        case .plan: book.plan(id) != nil
        case .risk: book.risks[id] != nil
        }
    }

    private mutating func readReferences(of ids: Set<String>, _ needs: DecisionNeeds, _ load: Load) throws {
        let former = Set(ids.compactMap { book.exceptions[$0]?.request.renews })
        try read(.exception, former, load)
        var requests = ids.union(former).compactMap { book.exceptions[$0]?.request }
        if needs.all.isSuperset(of: DecisionNeeds.standing.all) {
            requests += book.exceptions.values.filter { $0.state == .approved }.map(\.request)
        }
        try read(.control, Set(requests.flatMap(\.controls)), load)
        try read(.risk, Set(requests.flatMap(\.risks)), load)
        if !needs.all.contains(.plan) { try read(.plan, Set(requests.compactMap(\.plan)), load) }
    }
}
