package import EstateModel
package import Lifecycle
import StrictYAML

/// Our rules against another source, product by product, release by release.
package struct CatalogueComparison: Sendable {
    /// In the order of ``Disagreement/isBefore(_:_:)``.
    package private(set) var disagreements: [Disagreement] = []
    /// Products that could be compared.
    package private(set) var productsCompared = 0
    package private(set) var datesCompared = 0
    package private(set) var datesThatAgree = 0
    /// Products without a link to the source, by id.
    package private(set) var unlinkedProducts: [String] = []
    /// Slugs that no rule of ours names.
    package private(set) var unknownSlugs: [String] = []

    /// - Parameters:
    ///   - products: compares these alone; nil for all.
    ///   - asOf: the day on which the source's "over" is true when its file does not tell one.
    package init(_ pack: RulePack, _ catalogue: ForeignCatalogue, products: Set<String>? = nil, asOf: CalendarDay) {
        let links = LinkedProducts(pack, catalogue)
        unlinkedProducts = links.unlinked
        unknownSlugs = links.unknownSlugs
        for link in links.products where products?.contains(link.product.id) ?? true {
            compare(link, links, asOf: catalogue.day ?? asOf)
        }
        let missing = catalogue.isOfOneDistribution ? [] : links.broken
        for broken in missing where products?.contains(broken.product.id) ?? true {
            disagreements.append(
                Disagreement(.productNotThere, of: broken.product, in: broken.slug, at: broken.product.location)
            )
        }
        disagreements.sort(by: Disagreement.isBefore)
    }

    private mutating func compare(_ link: LinkedProducts.Link, _ links: LinkedProducts, asOf: CalendarDay) {
        productsCompared += 1
        for cycle in link.product.cycles {
            guard let name = link.theirName(of: cycle) else { continue }
            guard let release = link.theirs.release(name) else {
                var missing = Disagreement(
                    .releaseNotThere,
                    of: link.product,
                    in: link.theirs.slug,
                    at: cycle.location
                )
                missing.release = cycle.id
                missing.theirRelease = name
                disagreements.append(missing)
                continue
            }
            let comparison = CycleComparison(cycle, release, labels: link.theirs.labels, asOf: asOf)
            for point in comparison.points where point.outcome != .silent {
                datesCompared += 1
                if case .differs(let kind) = point.outcome {
                    disagreements.append(disagreement(kind, point, cycle, release, link))
                } else {
                    datesThatAgree += 1
                }
            }
        }
        for release in links.newReleases(of: link) {
            var new = Disagreement(.releaseNotHere, of: link.product, in: link.theirs.slug, at: link.product.location)
            new.theirRelease = release.name
            new.column = .security
            new.label = link.theirs.labels[.security]
            new.theirs = release.end(.security)
            new.isNameOnly = !release.isVersion
            new.isOver = release.isOver(on: asOf)
            disagreements.append(new)
        }
    }

    private func disagreement(
        _ kind: Disagreement.Kind,
        _ point: CycleComparison.Point,
        _ cycle: Cycle,
        _ release: ForeignCatalogue.Release,
        _ link: LinkedProducts.Link
    ) -> Disagreement {
        let phase = point.phase.map { cycle.phases[$0] }
        var result = Disagreement(kind, of: link.product, in: link.theirs.slug, at: phase?.location ?? cycle.location)
        result.release = cycle.id
        result.theirRelease = release.name
        result.column = point.column
        result.label = link.theirs.labels[point.column]
        result.ours = phase?.until
        result.theirs = point.theirs
        result.source = phase?.source
        switch kind {
        case .date:
            guard let ours = phase?.until.day, let theirs = point.theirs.day else { break }
            result.cautious = theirs < ours ? .theirs : .ours
            result.cautiousDay = min(ours, theirs)
            result.days = abs(ours.days(until: theirs))
        case .overThere: result.cautious = .theirs
        case .undatedHere:
            result.cautious = .theirs
            result.cautiousDay = point.theirs.day
        case .undatedThere:
            result.cautious = .ours
            result.cautiousDay = phase?.until.day
        default: break
        }
        return result
    }
}

/// Which of our products is which of the source's.
struct LinkedProducts {
    struct Link {
        var product: ProductRule
        var theirs: ForeignCatalogue.Product

        /// The source's key of one of our cycles; nil when the rule says that it has none.
        func theirName(of cycle: Cycle) -> String? {
            let name = cycle.endoflife ?? cycle.id
            return name == "none" ? nil : name
        }
    }

    private(set) var products: [Link] = []
    /// Links that lead nowhere.
    private(set) var broken: [(product: ProductRule, slug: String)] = []
    private(set) var unlinked: [String] = []
    private(set) var unknownSlugs: [String] = []
    /// What some rule of ours has of each of the source's products.
    private var knownNames: [String: Set<String>] = [:]
    /// The first of our products with a link to it, to which its new releases are told.
    private var owners: [String: String] = [:]

    init(_ pack: RulePack, _ catalogue: ForeignCatalogue) {
        for product in pack.products {
            guard let slug = product.links["endoflife"] else {
                unlinked.append(product.id)
                continue
            }
            // "none": somebody looked, and the source does not have it.
            if slug == "none" { continue }
            guard let theirs = catalogue.products[slug] else {
                broken.append((product, slug))
                continue
            }
            let link = Link(product: product, theirs: theirs)
            products.append(link)
            if owners[slug] == nil { owners[slug] = product.id }
            knownNames[slug, default: []].formUnion(product.cycles.compactMap(link.theirName))
        }
        unknownSlugs = catalogue.products.keys.filter { owners[$0] == nil }.sorted()
    }

    /// Releases of the source that no rule of ours has.
    func newReleases(of link: Link) -> [ForeignCatalogue.Release] {
        let slug = link.theirs.slug
        guard owners[slug] == link.product.id else { return [] }
        return link.theirs.releases.filter { !(knownNames[slug]?.contains($0.name) ?? false) }
    }

    /// Our other products that share the source's product.
    func shares(_ link: Link) -> Bool {
        products.count { $0.theirs.slug == link.theirs.slug } > 1
    }
}
