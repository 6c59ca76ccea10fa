import EstateModel

/// The exceptions whose time a request goes on with: those that were approved for the product on any of its assets.
///
/// To let one end and to ask anew starts nothing afresh. Only where scans proved that the product was gone was an
/// exception kept, and what comes after it is new; that a host was taken out of use proves nothing once it is back.
package struct ExceptionChain {
    /// By id.
    let members: [ExceptionRecord]
    /// The one that is renewed, or else the one that was approved last; nil when there is none.
    let latest: ExceptionRecord?

    /// The first day of the first; nil when there is none.
    var start: CalendarDay? { members.compactMap(\.approval?.chainStart).min() }

    /// Who decided highest: an exception for other assets in between lowers nothing.
    package var highest: ExceptionRecord? {
        members.max { left, right in left.level == right.level ? left.id > right.id : left.level < right.level }
    }

    /// How often it was renewed when the request is granted.
    package var renewalNumber: Int { members.map { $0.renewalNumber + 1 }.max() ?? 0 }

    /// The day of the last approval; nil when there is none.
    var approvedOn: CalendarDay? { members.compactMap(\.approval?.on).max() }

    /// - Parameter id: of the exception that asks; nil before it has one.
    package init(of request: ExceptionRequest, in book: DecisionBook, as id: String?) {
        // A machine that was merged into another is the other.
        let assets = Set(request.scope.assets.map(book.standIn))
        members = book.exceptions.values.filter { other in
            guard other.approval != nil, other.id != id else { return false }
            if other.id == request.renews { return true }
            let isOver =
                other.state == .remediated && !other.request.risks.contains { book.risks[$0]?.wasRetired == true }
            return !isOver && request.isAboutProduct(of: other.request)
                && !assets.isDisjoint(with: other.request.scope.assets.map(book.standIn))
        }.sorted { $0.id < $1.id }
        let renewed = request.renews.flatMap { book.exceptions[$0] }
        latest = renewed ?? members.max { ($0.lastApproval, $0.id) < ($1.lastApproval, $1.id) }
    }
}

extension ExceptionRecord {
    fileprivate var lastApproval: CalendarDay { approval?.on ?? requestedOn }
}

extension ExceptionRequest {
    func isAboutProduct(of other: ExceptionRequest) -> Bool {
        scope.product == other.scope.product && scope.release == other.scope.release
    }
}

extension RiskRecord {
    /// It was last closed because hosts were taken out of use.
    fileprivate var wasRetired: Bool { closures.last?.retired?.isEmpty == false }
}
