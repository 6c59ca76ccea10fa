package import EstateModel

/// Something that ends by itself and must be seen to end: a contract, a licence, paid cover.
package struct Agreement: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case support
        case licence
        case lease
        case service
        /// Prolonged support: an entitlement.
        case cover

        var demand: PolicyVerdict.Demand { self == .licence ? .licenceEnd : .contractEnd }

        /// How it is called in a sentence.
        var noun: String {
            switch self {
            case .support: "support contract"
            case .licence: "licence"
            case .lease: "lease"
            case .service: "service contract"
            case .cover: "cover"
            }
        }
    }

    package var id: String
    package var kind: Kind
    /// For people; the id is shown when it is nil.
    package var name: String?
    package var reference: String?
    package var supplier: String?
    /// Product ids; empty when it is about hosts as a whole.
    package var products: Set<String>
    package var scope: AssetScope
    /// Those that hold it, sorted.
    package var organisations: [String]
    package var starts: CalendarDay?
    package var ends: CalendarDay
    /// Nil leaves it to the policy; entitlements and contracts that need no notice have 0.
    package var noticeDays: Int?
    /// The agreement that carries this one on without a gap, for people; nil when there is none.
    package var followedBy: String?
    /// The key of the record.
    package var key: String
    /// Whether nobody needs to hear of it while no host is found that it covers.
    package var onlyWhereUsed = false

    package init(id: String, kind: Kind, ends: CalendarDay, scope: AssetScope = AssetScope(), key: String) {
        self.id = id
        self.kind = kind
        self.ends = ends
        self.scope = scope
        self.key = key
        products = []
        organisations = []
    }

    /// Whether a host is one of those that it is about: in scope, and with one of its products if it names any.
    package func covers(_ asset: PolicyAsset, products installed: Set<String>) -> Bool {
        scope.covers(asset) && (products.isEmpty || !products.isDisjoint(with: installed))
    }
}
