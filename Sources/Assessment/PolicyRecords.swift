import Compliance
import EstateFiles
import EstateModel
import Lifecycle

extension AssetScope {
    init(_ scope: RecordedScope, organisations: [String]) {
        var members: Members?
        if case .some(let hosts, let groups, let tags, let sites) = scope {
            members = Members(hosts: Set(hosts), groups: Set(groups), tags: Set(tags), sites: Set(sites))
        }
        self.init(members, organisations: Set(organisations))
    }
}

extension ApprovedProducts {
    init(_ list: ApprovedProductList) {
        self.init(kinds: Set(list.kinds.map(\.text)))
        for approval in list.approvals { approvals[approval.product.text, default: []].append(Approval(approval)) }
        for deviation in list.deviations {
            deviations[deviation.approval.product.text, default: []].append(
                Deviation(
                    approval: Approval(deviation.approval),
                    until: deviation.until,
                    allowedBy: deviation.allowedBy,
                    reference: deviation.reference
                )
            )
        }
    }
}

extension ApprovedProducts.Approval {
    init(_ record: ApprovedProductList.Approval) {
        self.init(
            releases: record.releases.map { Set($0.map(\.text)) },
            scope: AssetScope(record.scope, organisations: record.organisations),
            until: record.until
        )
    }
}

extension Agreement {
    /// In the order of the files: contracts, then paid cover, then what rules say of suppliers.
    static func all(of estate: Estate, pack: RulePack) -> [Agreement] {
        let contracts = contracts(of: estate)
        let covers = estate.entitlements.map { record in
            Agreement(record, name: pack.entitlements[record.id]?.name, among: estate.entitlements)
        }
        let recorded = Set(estate.contracts.flatMap(\.products))
        let suppliers = pack.products.filter { !recorded.contains($0.id) }.compactMap(Agreement.init)
        return contracts + covers + suppliers
    }

    /// In the order of the files.
    static func contracts(of estate: Estate) -> [Agreement] {
        let successors = Dictionary(
            estate.contracts.compactMap { contract in contract.follows.map { ($0, contract.id) } },
            uniquingKeysWith: { first, _ in first }
        )
        return estate.contracts.map { Agreement($0, followedBy: successors[$0.id]) }
    }

    private init(_ contract: RecordedContract, followedBy: String?) {
        self.init(
            id: contract.id,
            kind: Kind(rawValue: contract.kind.rawValue) ?? .support,
            ends: contract.ends,
            scope: AssetScope(contract.scope, organisations: contract.organisations),
            key: "contracts.\(contract.id)"
        )
        name = contract.about
        reference = contract.reference
        supplier = contract.supplier
        products = Set(contract.products)
        organisations = contract.organisations.sorted()
        starts = contract.starts
        noticeDays = contract.noticeDays
        self.followedBy = followedBy
    }

    /// Cover needs no notice: what is bought for a year ends by itself.
    private init(_ record: RecordedEntitlement, name: String?, among all: [RecordedEntitlement]) {
        self.init(
            id: record.id,
            kind: .cover,
            ends: record.ends,
            scope: AssetScope(record.scope, organisations: record.organisations),
            key: "entitlements.\(record.id)"
        )
        self.name = name
        reference = record.reference
        organisations = record.organisations.sorted()
        starts = record.starts
        noticeDays = 0
        followedBy = all.first { $0.carriesOn(record) }?.reference
    }

    /// The supplier's contract that a local rule names; nil when it names none.
    private init?(_ product: ProductRule) {
        guard let supplier = product.supplier, let ends = supplier.contractUntil else { return nil }
        self.init(id: product.id, kind: .support, ends: ends, key: "\(product.file): supplier.contract-until")
        name = product.name
        self.supplier = supplier.name
        products = [product.id]
        onlyWhereUsed = true
    }
}

extension RecordedEntitlement {
    /// Whether this record covers all that the other does from the day after its end on, and longer.
    fileprivate func carriesOn(_ other: RecordedEntitlement) -> Bool {
        id == other.id && (scope == .all || scope == other.scope) && starts <= other.ends.adding(days: 1)
            && ends > other.ends && other.organisations.allSatisfy(organisations.contains)
    }
}
