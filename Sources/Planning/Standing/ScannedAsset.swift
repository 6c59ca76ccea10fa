package import EstateModel

/// What scans have last learnt of one asset, as far as it matters to plans.
package struct ScannedAsset: Hashable, Sendable {
    /// One release of a product that is there.
    package struct Product: Hashable, Sendable {
        package var product: String
        /// Nil when nothing tells which.
        package var release: String?

        package init(_ product: String, _ release: String?) {
            self.product = product
            self.release = release
        }
    }

    /// A scan that read a part of the asset completely.
    package struct Reading: Hashable, Sendable {
        package var scan: Int64
        package var startedAt: Instant
        /// The scan came to its end.
        package var isFinished: Bool

        package init(scan: Int64, startedAt: Instant, isFinished: Bool) {
            self.scan = scan
            self.startedAt = startedAt
            self.isFinished = isFinished
        }
    }

    package var id: Int64
    package var isRetired: Bool
    /// Part of another, whose readings and products these are: somebody's word.
    package var isMerged: Bool
    /// For each section that was ever read completely, the last scan that did.
    package var readings: [Section: Reading]
    /// Everything that the rules know of it, under the names that plans and the register use.
    package var products: Set<Product>

    package init(
        id: Int64,
        isRetired: Bool = false,
        isMerged: Bool = false,
        readings: [Section: Reading],
        products: Set<Product>
    ) {
        self.id = id
        self.isRetired = isRetired
        self.isMerged = isMerged
        self.readings = readings
        self.products = products
    }

    /// The earliest of the last complete readings of what shows that a plan is done; nil when a part of it was never
    /// read.
    func reading(for kind: PlanKind) -> Reading? {
        let sections: [Section] = kind == .patch ? [.system, .software, .updates] : [.system, .software]
        let found = sections.compactMap { readings[$0] }
        return found.count == sections.count ? found.min { $0.order < $1.order } : nil
    }

    func sighting(of content: PlanContent) -> ScanProof.Sighting {
        if isRetired { return .retired }
        let subject = content.subject
        let releases = products.filter { $0.product == subject.product }.map(\.release)
        if releases.contains(subject.release) || subject.release == nil && !releases.isEmpty { return .seen }
        // The product in a release that nothing tells may be the one in question.
        if reading(for: content.kind) == nil || releases.contains(nil) { return .unreached }
        return isMerged ? .retired : .clear
    }
}

extension ScannedAsset.Reading {
    var order: (Instant, Int64) { (startedAt, scan) }
}
