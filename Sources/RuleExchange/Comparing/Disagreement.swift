package import EstateModel
package import Lifecycle
package import StrictYAML

/// One point on which our rules and another source do not say the same.
package struct Disagreement: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Two days.
        case date
        /// Over there, on a day that is not told; not over here.
        case overThere = "over-there"
        /// A day there, none here.
        case undatedHere = "undated-here"
        /// A day here; there no end is known.
        case undatedThere = "undated-there"
        /// The source divides its support more finely than the rule.
        case phaseNotHere = "phase-not-here"
        /// A release that the rule does not have.
        case releaseNotHere = "release-not-here"
        /// The rule names a release that the source does not have.
        case releaseNotThere = "release-not-there"
        /// The rule names a product that the source does not have.
        case productNotThere = "product-not-there"
    }

    package enum Side: String, Sendable {
        case ours
        case theirs
    }

    package var kind: Kind
    package var product: String
    package var productName: String
    /// Our id; nil for a release that we do not have.
    package var release: String?
    package var theirProduct: String
    package var theirRelease: String?
    package var column: ForeignCatalogue.Column?
    /// The source's word for what ends.
    package var label: String?
    package var ours: SupportEnd?
    package var theirs: ForeignCatalogue.End?
    /// Who has the earlier end; nil when that cannot be told.
    package var cautious: Side?
    /// The earlier of the two days.
    package var cautiousDay: CalendarDay?
    /// Days between the two.
    package var days: Int?
    /// What our date rests on.
    package var source: SourceReference?
    package var location: SourceLocation
    /// Whether the source's name of the release is no version.
    package var isNameOnly = false
    /// A release that was over when the source was read.
    package var isOver = false

    init(_ kind: Kind, of product: ProductRule, in theirProduct: String, at location: SourceLocation) {
        self.kind = kind
        self.product = product.id
        productName = product.name
        self.theirProduct = theirProduct
        self.location = location
    }

    /// Where the other source is the more cautious comes first, the widest gap before the narrow ones: there a host may
    /// be called supported that is not. Then where we are, then what only one side knows.
    package static func isBefore(_ left: Disagreement, _ right: Disagreement) -> Bool { left.order < right.order }

    private var order: (Int, Int, String, String, String) {
        let rank: Int
        switch (cautious, kind) {
        case (.theirs, _): rank = 0
        case (.ours, .date): rank = 1
        case (_, .undatedThere): rank = 2
        case (_, .releaseNotHere): rank = isOver ? 6 : 3
        case (_, .phaseNotHere): rank = 4
        default: rank = 5
        }
        // Over without a day is the widest gap.
        let gap = kind == .overThere ? Int.min : -(days ?? 0)
        return (rank, gap, product, release ?? "", "\(theirRelease ?? "") \(column?.rawValue ?? "")")
    }
}

extension SupportEnd {
    /// As the rule file writes it.
    package var text: String {
        switch self {
        case .day(let day, false): day.description
        case .day(let day, true): "about \(day)"
        case .withOperatingSystem: "with-os"
        case .notAnnounced: "none"
        case .unknown: "unknown"
        }
    }
}
