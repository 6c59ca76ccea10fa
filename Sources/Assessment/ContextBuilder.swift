import Compliance
import EstateFiles
import EstateModel
import Risk
import Store

/// Joins what a scan learnt about a host with what the estate's files say about it.
struct ContextBuilder: Sendable {
    private let services: [String: BusinessService]
    private let scanDays: [ScanID: CalendarDay]
    private let targets: [Target]
    /// Contracts for hosts as a whole that nothing carries on: their end is a deadline for what runs there.
    private let contracts: [Agreement]

    /// - Parameter scanDays: the day on which each scan began.
    init(estate: Estate, scanDays: [ScanID: CalendarDay], asOf: CalendarDay) {
        services = Dictionary(estate.services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        targets = estate.targets
        contracts = Agreement.contracts(of: estate).filter {
            $0.products.isEmpty && $0.kind != .licence && $0.followedBy == nil && $0.ends >= asOf
        }
        self.scanDays = scanDays
    }

    /// Targets of the estate file that no scan has read, by name; they belong to nobody else.
    func unread(beside known: [String]) -> [AssetContext] {
        let known = Set(known)
        return targets.filter { !known.contains($0.name) }.sorted { $0.name < $1.name }.enumerated().map {
            // The store's ids are positive: these cannot be mistaken for one of them.
            context(id: Int64(-1 - $0), name: $1.name, TargetSnapshot($1))
        }
    }

    func context(of host: HostSnapshot) -> AssetContext {
        let summary = host.summary
        let collection = host.collection
        var context = context(id: summary.id.rawValue, name: summary.name, summary.target)
        context.assetClass = assetClass(summary.target, collection)
        context.guests = host.guests.compactMap { $0.asset?.rawValue }
        context.unscannedGuests = host.guests.count { $0.asset == nil }
        if collection.completeness[.services] == .complete { context.listeners = collection.listeners }
        context.updates = collection.updates
        context.weaknesses = Weakness.observed(
            host: summary.name,
            listeners: collection.listeners,
            facts: collection.otherFacts
        )
        let asset = PolicyAsset(summary, collection, service: summary.target.service.flatMap { services[$0] })
        let contract = contracts.filter { $0.covers(asset, products: []) }.min { $0.ends < $1.ends }
        context.contractEnd = contract?.ends
        context.contractNoticeDays = contract?.noticeDays
        context.firstSeen = scanDays[summary.firstSeen]
        context.lastSeen = summary.lastSeen.at.londonDay
        return context
    }

    private func context(id: Int64, name: String, _ target: TargetSnapshot) -> AssetContext {
        var context = AssetContext(id: id, name: name, organisations: target.organisations)
        context.tags = Set(target.tags)
        context.owner = target.owner
        context.ratings = target.ratings
        if let id = target.service {
            let service = services[id]
            context.service = AssetContext.Service(id: id, name: service?.name ?? id, owner: service?.ownerPost)
            context.tags.formUnion(service?.tags ?? [])
            context.ratings = target.ratings.completed(by: service?.ratings)
            if context.organisations.isEmpty { context.organisations = service?.organisations ?? [:] }
        }
        return context
    }

    /// Kinds of imported devices that are neither servers nor desktops.
    private static let otherDevices: Set = ["phone", "tablet", "printer", "camera", "ups", "telephone"]

    private func assetClass(_ target: TargetSnapshot, _ collection: HostCollection) -> AssetContext.Class {
        let tags = Set(target.tags)
        if tags.contains("laptop") { return .laptop }
        if tags.contains("desktop") { return .desktop }
        if tags.contains("network") { return .networkDevice }
        if !tags.isDisjoint(with: Self.otherDevices) { return .other }
        if collection.operatingSystem?.family == .esxi || !collection.guests.isEmpty { return .virtualisationHost }
        return .server
    }
}

extension ImpactRatings {
    /// These ratings with the gaps filled from others.
    func completed(by other: ImpactRatings?) -> ImpactRatings {
        ImpactRatings(
            data: data ?? other?.data,
            availability: availability ?? other?.availability,
            privilege: privilege ?? other?.privilege,
            internetFacing: internetFacing ?? other?.internetFacing
        )
    }
}
