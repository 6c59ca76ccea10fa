import EstateModel

/// The exceptions whose time a request goes on with: those that were approved for the product on any of its assets.
///
/// To let one end and to ask anew starts nothing afresh. Only where scans proved that the product was gone was an
/// exception kept, and what comes after it is new; that a host was taken out of use proves nothing once it is back.
package struct ExceptionChain {
    /// By id.
    let members: [ExceptionRecord]

    /// The first day of the first; nil when there is none.
    var start: CalendarDay? { members.compactMap(\.approval?.chainStart).min() }

    /// Who decided highest: an exception for other assets in between lowers nothing.
    var highest: ExceptionRecord? {
        members.max { left, right in left.level == right.level ? left.id > right.id : left.level < right.level }
    }

    /// How often it was renewed when the request is granted.
    package var renewalNumber: Int { members.map { $0.renewalNumber + 1 }.max() ?? 0 }

    /// The one that was approved last; nil when there is none.
    var lastApproved: ExceptionRecord? {
        members.filter { $0.approval != nil }.max { ($0.lastApproval, $0.id) < ($1.lastApproval, $1.id) }
    }

    /// Whoever must decide about a request at least: one above whoever decided before, unless a committee did.
    ///
    /// - Parameter asked: whoever the policy names for it.
    package func level(_ asked: ApprovalLevel, byCommittee: Bool) -> ApprovalLevel {
        guard let before = highest?.level, !byCommittee else { return asked }
        return max(asked, before.next ?? before)
    }

    /// - Parameter id: of the exception that asks; nil before it has one.
    package init(of request: ExceptionRequest, in book: DecisionBook, as id: String?) {
        // A machine that was merged into another is the other.
        let assets = Set(request.scope.assets.map(book.standIn))
        members = book.exceptions.values.filter { other in
            guard other.approval != nil, other.id != id else { return false }
            if other.id == request.renews { return true }
            return !other.wasProvenGone(in: book) && request.isAboutProduct(of: other.request)
                && !assets.isDisjoint(with: other.request.scope.assets.map(book.standIn))
        }.sorted { $0.id < $1.id }
    }
}

extension ExceptionRecord {
    fileprivate var lastApproval: CalendarDay { approval?.on ?? requestedOn }

    /// It ended because scans no longer saw the product, and not because somebody said that a host was gone or another.
    fileprivate func wasProvenGone(in book: DecisionBook) -> Bool {
        guard state == .remediated, let first = approval?.on, let last = closedOn else { return false }
        return !request.scope.assets.contains { book.assets[$0]?.left(from: first, through: last) == true }
    }
}

extension ExceptionRequest {
    func isAboutProduct(of other: ExceptionRequest) -> Bool {
        scope.product == other.scope.product && scope.release == other.scope.release
    }
}
