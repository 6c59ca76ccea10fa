package import EstateModel
package import StrictYAML

/// The dates of another source: what endoflife.date says on one day.
package struct ForeignCatalogue: Sendable {
    /// When something ends there.
    package enum End: Hashable, Sendable {
        /// The last day.
        case day(CalendarDay)
        /// Over, on a day that is not told.
        case over
        /// Not over, and no end is known.
        case open
        /// The source says nothing.
        case absent

        package var day: CalendarDay? { if case .day(let day) = self { day } else { nil } }

        /// As people read it.
        package var text: String {
            switch self {
            case .day(let day): day.description
            case .over: "over"
            case .open: "no end"
            case .absent: "nothing"
            }
        }
    }

    /// What a date of the source ends.
    package enum Column: String, Sendable, CaseIterable {
        case active
        case security
        case extended
    }

    package struct Release: Sendable {
        package struct Latest: Hashable, Sendable {
            package var version: String
            package var released: CalendarDay
        }

        /// The source's key, compared as text and never as a version.
        package var name: String
        package var label: String
        package var released: CalendarDay?
        package var ends: [Column: End]
        package var latest: Latest?
        package var location: SourceLocation

        package func end(_ column: Column) -> End { ends[column] ?? .absent }

        /// Whether nobody gets fixes any more, paid ones left aside.
        package func isOver(on day: CalendarDay) -> Bool {
            switch end(.security) {
            case .over: true
            case .day(let end): end < day
            case .open, .absent: false
            }
        }

        /// Whether the name is digits and dots alone: others say what they mean only to people.
        package var isVersion: Bool {
            !name.isEmpty
                && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { field in
                    !field.isEmpty && field.utf8.count <= 18 && field.utf8.allSatisfy { (0x30...0x39).contains($0) }
                }
        }
    }

    package struct Product: Sendable {
        package var slug: String
        package var title: String
        /// The page that a rule cites.
        package var page: String
        /// The source's word for what each column ends; a column without one is not shown there and not compared.
        package var labels: [Column: String]
        package var releases: [Release]
        package var location: SourceLocation

        package func release(_ name: String) -> Release? { releases.first { $0.name == name } }
    }

    /// By slug.
    package var products: [String: Product] = [:]
    /// The day on which the data were current; nil when the file does not tell.
    package var day: CalendarDay?
    /// Whether the source speaks of one distribution only: that it lacks other products says nothing then.
    package var isOfOneDistribution = false
    /// What could not be read; the rest is used.
    package var diagnostics: [Diagnostic] = []
}
