import EstateModel

extension ExceptionRequest {
    /// Exceptions that were asked for about the product on any of its assets before, whatever became of them; by
    /// number. Whoever decides must know what others have decided.
    ///
    /// - Parameter id: of the exception that asks; nil before it has one.
    package func before(in book: DecisionBook, as id: String?) -> [ExceptionRecord] {
        let assets = Set(scope.assets.map(book.standIn))
        return book.exceptions.values.filter { other in
            guard other.id != id, other.terms != nil, isAboutProduct(of: other.request) else { return false }
            return other.id == renews || !assets.isDisjoint(with: other.request.scope.assets.map(book.standIn))
        }.sorted { ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id) }
    }
}

extension ExceptionRecord {
    /// `rejected on 28 November 2026: it must go now`; for people.
    package var outcome: String {
        let on = closedOn.map { " on \($0.longDescription)" } ?? ""
        let why = state.isFinal ? closeReason.map { ": \(visible($0, limit: 200))" } ?? "" : ""
        let last = state == .approved ? " until \(lastDay.longDescription)" : ""
        let word = state == .remediated ? "closed" : state.label
        return "\(word)\(last)\(on)\(why)"
    }
}
