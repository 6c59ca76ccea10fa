package import EstateModel

/// A scan's visit to a host.
package struct Visit: Hashable, Sendable {
    package var scan: ScanID
    package var at: Instant

    package init(scan: ScanID, at: Instant) {
        self.scan = scan
        self.at = at
    }
}

/// One row of `reeve assets`: a host with what the estate file says of it and how fresh its facts are.
package struct AssetSummary: Hashable, Sendable {
    package var id: AssetID
    /// The target under which it was last collected.
    package var name: String
    /// What the estate file said of that target.
    package var target: TargetSnapshot
    package var operatingSystem: OperatingSystem?
    /// The item of ``operatingSystem``, for judging software together with its system.
    package var operatingSystemItem: ItemID?
    package var firstSeen: ScanID
    /// The last visit that brought a collection.
    package var lastSeen: Visit
    /// The last visit of all; later than ``lastSeen`` when the host could not be collected since.
    package var lastVisit: Visit
    /// Why the last visit brought no collection; empty when it did.
    package var failures: [Problem]
    /// What the last collection could not learn.
    package var problems: [Problem]
    package var isRetired: Bool
}

/// Everything that is known about one host at one moment.
package struct AssetDetail: Hashable, Sendable {
    package var summary: AssetSummary
    /// The facts, put together from all scans up to the moment; ``HostCollection/problems`` are the last collection's.
    package var collection: HostCollection
    /// For each section that was ever complete, the last scan in which it was.
    package var lastComplete: [Section: Visit]
    /// The evidence that identifies it.
    package var evidence: IdentityEvidence
    /// Assets that were merged into it.
    package var mergedAssets: [AssetID]
}

/// What judging needs of a host at one moment.
package struct HostSnapshot: Hashable, Sendable {
    package var summary: AssetSummary
    /// Without software, identity, network interfaces and SSH's settings; facts only as far as they were asked for.
    package var collection: HostCollection
    /// The numbers of all facts and software in the reader's catalogue, in no order.
    package var facts: [Int32]
    /// The guests of a virtualisation host, by name.
    package var guests: [GuestRelation]
}
