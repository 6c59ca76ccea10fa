package import EstateModel
package import StrictYAML

/// Everything the pack knows of one product: how it is recognised, its cycles and their dates.
package struct ProductRule: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case operatingSystem = "os"
        case hypervisor
        case database
        case serverApplication = "server-app"
        case desktopApplication = "desktop-app"
        case browser
        case runtime
        case library
        case middleware
        case network
        case storage
        case mobile
        case security
        case backup
        case appliance
        case hardware
        case lineOfBusiness = "line-of-business"

        /// How old a verified date may be before it is stale.
        var maximumDataAge: Span {
            switch self {
            case .browser: Span(days: 45)
            case .mobile: Span(days: 90)
            case .runtime, .library, .operatingSystem: Span(days: 180)
            default: Span(days: 365)
            }
        }
    }

    /// Where a rule comes from; a stronger layer is laid over a weaker one.
    package enum Layer: String, Sendable, CaseIterable, Comparable {
        case shipped
        case council
        case local

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    package enum Ambiguity: String, Sendable, CaseIterable {
        case reportCandidates = "report-candidates"
        case first
    }

    package enum Replacement: String, Sendable, CaseIterable {
        case cycles
        case product
    }

    package struct Supplier: Hashable, Sendable {
        package var name: String?
        package var contractUntil: CalendarDay?
        package var contact: String?
    }

    /// How the age of a device is judged.
    package struct Age: Hashable, Sendable {
        package enum Evidence: String, Sendable, CaseIterable {
            case purchase
            case warrantyStart = "warranty-start"
            case manufacture
            case bios
        }

        package var deviceClass: String
        package var evidence: [Evidence]
    }

    package var id: String
    package var name: String
    package var kind: Kind
    package var family: String?
    package var layer = Layer.shipped
    package var reason: String?
    package var replaces = Replacement.cycles
    package var clock: Clock?
    package var maximumDataAge: Span?
    package var links: [String: String] = [:]
    package var sources: [String: SourceReference] = [:]
    package var identify: [IdentifyEntry] = []
    package var notProduct: [IdentifyEntry] = []
    package var names: [String] = []
    /// What every host that runs it is: `installationType: Server`, for rules that ask when the host did not tell.
    package var hostAttributes: [String: String] = [:]
    package var ladder: String?
    package var ambiguous = Ambiguity.reportCandidates
    package var cycles: [Cycle] = []
    package var rolling: Rolling?
    package var packages: PackageCalendar?
    package var streams: [ApplicationStream] = []
    package var streamsFrom: String?
    package var age: Age?
    package var owner: String?
    package var supplier: Supplier?
    /// Questions that only the supplier can answer, for whoever has to close an unknown.
    package var ask: [String] = []
    /// Cycle (`any` for every release) to product to the cycles of it that the supplier supports.
    package var requires: [String: [String: [String]]] = [:]
    package var note: String?
    package var tests: [RuleTest] = []
    /// The file as the pack names it, `database/postgresql.yaml`.
    package var file: String
    package var location: SourceLocation
    /// The keys its author wrote, for laying it over another.
    var givenKeys: Set<String> = []

    package var dataAgeLimit: Span { maximumDataAge ?? kind.maximumDataAge }

    package func cycle(_ id: String) -> Cycle? { cycles.first { $0.id == id } }

    package func ladder(of cycle: Cycle) -> String { cycle.ladder ?? ladder ?? id }

    package func label(of cycle: Cycle) -> String { cycle.label ?? "\(name) \(cycle.id)" }
}
