import EstateModel
import Risk

/// Since when products are known on assets, under whatever risk: to give a host another service or organisation must
/// not begin its clock anew.
struct RiskOrigins {
    private struct Place: Hashable {
        let product: String
        let release: String?
        let asset: Int64
    }

    private var sights: [Place: Sighting] = [:]

    init(_ risks: some Sequence<RiskRecord>) {
        for risk in risks {
            guard let key = RiskKey(risk.key) else { continue }
            for asset in risk.assets {
                let place = Place(product: key.product, release: key.release, asset: asset)
                if let known = sights[place], !Self.isEarlier(risk.firstSeen, than: known) { continue }
                sights[place] = risk.firstSeen
            }
        }
    }

    /// The earliest sight of a risk's release on any of the assets; nil when none is earlier than the one that is
    /// known.
    func sight(of key: RiskKey, on assets: [Int64], before known: Sighting) -> Sighting? {
        let found = assets.compactMap {
            sights[Place(product: key.product, release: key.release, asset: $0)]
        }
        guard let first = found.min(by: { Self.isEarlier($0, than: $1) }), first.scan <= known.scan,
            Self.isEarlier(first, than: known)
        else { return nil }
        return first
    }

    private static func isEarlier(_ left: Sighting, than right: Sighting) -> Bool {
        (left.on, left.scan) < (right.on, right.scan)
    }
}
