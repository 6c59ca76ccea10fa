package import EstateModel
package import Lifecycle

/// How many different releases of one family of products an estate runs: what rationalising would reduce.
package struct ReleaseSpread: Hashable, Sendable {
    package struct Release: Hashable, Sendable {
        package let product: String
        /// Nil for finds whose release could not be determined.
        package let release: String?
        package let label: String
        /// Assets that have it.
        package let assets: Int
        /// Of them, those where it gets no fixes.
        package let unsupported: Int
    }

    /// The rule's family, or the product's id where the rule names none.
    package let family: String
    /// The product's name where the family has one product only.
    package let name: String
    /// Most assets first.
    package let releases: [Release]
    /// Assets that have any of them.
    package let assets: Int

    /// Releases that were determined.
    package var distinct: Int { releases.count { $0.release != nil } }

    /// The most releases first.
    ///
    /// Components, leftovers, devices and packages that are judged with their distribution are no part of it.
    package static func spreads(of findings: [Finding], pack: RulePack) -> [ReleaseSpread] {
        var found: [String: [Key: Assets]] = [:]
        for finding in findings {
            let verdict = finding.verdict
            guard let product = verdict.product, verdict.productKind != "hardware",
                [.product, .embedded, .operatingSystemPart].contains(verdict.role)
            else { continue }
            let family = pack.product(product)?.family ?? product
            let key = Key(product: product, release: verdict.release)
            let label = verdict.releaseLabel ?? verdict.productName ?? product
            found[family, default: [:]][key, default: Assets(label: label)].add(finding)
        }
        return found.map { family, entries in
            let products = Set(entries.keys.map(\.product))
            let releases = entries.map { key, entry in
                Release(
                    product: key.product,
                    release: key.release,
                    label: key.release == nil ? "\(entry.label), release not known" : entry.label,
                    assets: entry.assets.count,
                    unsupported: entry.unsupported.count
                )
            }
            return ReleaseSpread(
                family: family,
                name: products.count == 1 ? products.first.flatMap(pack.product)?.name ?? family : family,
                releases: releases.sorted { ($1.assets, $0.label, $0.product) < ($0.assets, $1.label, $1.product) },
                assets: entries.values.reduce(into: Set<Int64>()) { $0.formUnion($1.assets) }.count
            )
        }.sorted { ($1.distinct, $1.assets, $0.family) < ($0.distinct, $0.assets, $1.family) }
    }

    private struct Key: Hashable {
        var product: String
        var release: String?
    }

    private struct Assets {
        let label: String
        var assets: Set<Int64> = []
        var unsupported: Set<Int64> = []

        init(label: String) { self.label = label }

        mutating func add(_ finding: Finding) {
            assets.insert(finding.assetID)
            if finding.verdict.status == .unsupported { unsupported.insert(finding.assetID) }
        }
    }
}
