package import EstateModel
package import Risk

/// Something that a council must replace or pay for because its support ends: one product release on all assets that
/// have it and on which it ends the same day.
package struct SupportEnding: Hashable, Sendable {
    /// An asset that has it.
    package struct Holder: Hashable, Sendable {
        package let id: Int64
        package let name: String
        /// Share of each organisation in percent, by id; empty when nobody said.
        package let organisations: [String: Int]
        /// The business service's name; nil when nobody said.
        package let service: String?

        package init(id: Int64, name: String, organisations: [String: Int] = [:], service: String? = nil) {
            self.id = id
            self.name = name
            self.organisations = organisations
            self.service = service
        }
    }

    /// The last supported day; nil for what is out of support since nobody knows when.
    package let day: CalendarDay?
    package let ending: TimelineEntry.Ending
    package let product: String
    package let release: String?
    /// `Debian 11`.
    package let label: String
    /// Whose calendar decides, as in a verdict.
    package let clock: String?
    /// The source gives only a month or a year.
    package let isApproximate: Bool
    /// The last day of security fixes without paying; nil when none is published.
    package let withoutCover: CalendarDay?
    /// The last day of the paid cover ``cover``; nil when there is none to be had, or its end is not published.
    package let withCover: CalendarDay?
    /// The id of the paid cover that covers or would cover.
    package let cover: String?
    /// Whether the cover is held today, proven by record or host.
    package let isCovered: Bool
    /// What the rule names to move to, as it writes it.
    package let replaceBy: [String]
    /// By name, then id.
    package var holders: [Holder]

    /// The quarter in which it ends; nil when ``day`` is.
    package var quarter: FinancialQuarter? { day.map { FinancialQuarter(of: $0) } }

    /// Ids, sorted.
    package var organisations: [String] { Set(holders.flatMap(\.organisations.keys)).sorted() }

    /// Names, sorted.
    package var services: [String] { Set(holders.compactMap(\.service)).sorted() }

    /// The same with only the assets in which an organisation has a share; nil when there are none.
    package func of(organisation: String) -> SupportEnding? {
        var copy = self
        copy.holders = holders.filter { $0.organisations.keys.contains(organisation) }
        return copy.holders.isEmpty ? nil : copy
    }

    /// What decides the order among endings of one day.
    var order: [String] { [product, release ?? "", ending.rawValue, label, clock ?? "", cover ?? ""] }
}
