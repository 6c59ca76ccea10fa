package import EstateModel

/// The figures that a report leads with, for one organisation or for all. Unknown is always among them.
package struct Headline: Hashable, Sendable {
    package struct StatusCount: Hashable, Sendable {
        package let status: SupportStatus
        /// Pieces of software, systems and hardware: each product release once for each asset.
        package let pieces: Int
        /// Assets with at least one.
        package let assets: Int
    }

    package struct BandCount: Hashable, Sendable {
        package let band: Band
        package let risks: Int
    }

    /// Risks from products without fixes that no exception covers; the target is 0. A shared risk counts once.
    package let unmanaged: Int
    /// All risks. A shared risk counts once.
    package let risks: Int
    /// By residual band, highest first, those without a risk included.
    package let bands: [BandCount]
    /// In the order of the statuses, those without a piece included.
    package let statuses: [StatusCount]
    /// Components and leftovers without support: shown, but no risks of their own.
    package let unsupportedParts: Int
    package let assetsJudged: Int
    /// Names of the assets of which nothing is known, sorted.
    package let assetsNotJudged: [String]
    /// Pieces that a rule knows.
    package let identified: Int
    /// All pieces that were seen.
    package let seen: Int
    /// What ends within the horizon, by quarter.
    package let timeline: [TimelineQuarter]

    /// Not one asset could be judged: no figure says anything.
    package var isNothingKnown: Bool { assetsJudged == 0 }

    /// `86.4 %`, rounded down; nil when nothing was seen.
    package var identifiedShare: String? {
        guard seen > 0 else { return nil }
        let perMille = identified * 1000 / seen
        return "\(perMille / 10).\(perMille % 10) %"
    }
}

/// What ends in one quarter; the quarter is listed also when nothing does.
package struct TimelineQuarter: Hashable, Sendable {
    package let quarter: FinancialQuarter
    /// By day, then by product.
    package let entries: [TimelineEntry]
}

/// Something that ends on a day, for all assets that have it.
package struct TimelineEntry: Hashable, Sendable {
    package enum Ending: String, Sendable, Codable, CaseIterable, Comparable {
        /// Fixes of all kinds end; security fixes go on.
        case mainstream
        /// Free security fixes end.
        case securityFixes = "security-fixes"
        case paidCover = "paid-cover"
        /// The life span of hardware ends.
        case hardwareLife = "hardware-life"

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The last supported day.
    package let day: CalendarDay
    package let ending: Ending
    package let product: String
    package let release: String?
    /// `Debian 11`.
    package let label: String
    package let assets: Int
    /// Names of the services concerned, sorted.
    package let services: [String]
    /// Ids of the organisations concerned, sorted.
    package let organisations: [String]
}
