package import EstateModel

/// What the estate knows of an asset beyond what is installed on it.
package struct AssetContext: Hashable, Sendable {
    /// How an asset is called in a sentence.
    package enum Class: String, Sendable, Codable, CaseIterable {
        case server
        case desktop
        case laptop
        case virtualisationHost = "virtualisation-host"
        case networkDevice = "network-device"
        case other
    }

    /// The business service that an asset serves.
    package struct Service: Hashable, Sendable {
        package var id: String
        package var name: String
        /// A post, not a person.
        package var owner: String?

        package init(id: String, name: String, owner: String? = nil) {
            self.id = id
            self.name = name
            self.owner = owner
        }
    }

    /// The store's id.
    package var id: Int64
    package var name: String
    package var assetClass: Class
    /// Share of each organisation in percent, by id; more than one for a shared asset; empty when nobody said.
    package var organisations: [String: Int]
    package var service: Service?
    /// A post; nil leaves it to the service's owner.
    package var owner: String?
    /// Those of the asset, completed from its service's.
    package var ratings: ImpactRatings
    package var tags: Set<String>
    /// Ids of the assets that run on it as guests.
    package var guests: [Int64]
    /// Guests that its list of guests names but that no scan has reached.
    package var unscannedGuests: Int
    /// Nil when not learnt.
    package var listeners: [Listener]?
    package var updates: UpdateState?
    package var weaknesses: [Weakness]
    package var controls: [Control]
    package var contractEnd: CalendarDay?
    package var contractNoticeDays: Int?
    /// The first and last scan that saw the asset; nil when none did.
    package var firstSeen: CalendarDay?
    package var lastSeen: CalendarDay?

    package init(id: Int64, name: String, organisations: [String: Int] = [:]) {
        self.id = id
        self.name = name
        self.organisations = organisations
        assetClass = .server
        ratings = ImpactRatings()
        tags = []
        guests = []
        unscannedGuests = 0
        weaknesses = []
        controls = []
    }

    package var isShared: Bool { organisations.count > 1 }

    package var responsible: String? { owner ?? service?.owner }
}

extension AssetContext.Class {
    /// One and many, for sentences.
    var nouns: (one: String, many: String) {
        switch self {
        case .server: ("server", "servers")
        case .desktop: ("desktop", "desktops")
        case .laptop: ("laptop", "laptops")
        case .virtualisationHost: ("virtualisation host", "virtualisation hosts")
        case .networkDevice: ("network device", "network devices")
        case .other: ("device", "devices")
        }
    }
}

/// A council with a register of its own.
package struct OrganisationContext: Hashable, Sendable {
    package var id: String
    package var name: String
    /// The next PSN submission; nil when nobody said.
    package var psnSubmission: CalendarDay?

    package init(id: String, name: String, psnSubmission: CalendarDay? = nil) {
        self.id = id
        self.name = name
        self.psnSubmission = psnSubmission
    }
}

/// How an exception for a risk stands. It changes what a risk's status is, never its score.
package enum ExceptionStanding: Hashable, Sendable {
    case none
    case live(reference: String, until: CalendarDay)
    case suspended(reference: String, since: CalendarDay)
    case expired(reference: String, on: CalendarDay)

    /// For so many days a suspended exception still covers what it covered.
    package static let graceDays = 14

    /// Whether the exception covers the risk on a day. A suspended one still does for two weeks.
    package func covers(on day: CalendarDay) -> Bool {
        switch self {
        case .live(_, let until): day <= until
        case .suspended(_, let since): since.days(until: day) <= Self.graceDays
        case .none, .expired: false
        }
    }

    /// The exception and its last day, once it has run out.
    package func expiry(before day: CalendarDay) -> (reference: String, last: CalendarDay)? {
        switch self {
        case .live(let reference, let until) where until < day: (reference, until)
        case .expired(let reference, let last): (reference, last)
        default: nil
        }
    }
}
