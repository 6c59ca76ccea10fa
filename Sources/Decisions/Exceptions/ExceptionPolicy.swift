package import EstateModel

/// The limits of exceptions. They are frozen into every request, so that a log reads the same under a later policy.
package struct ExceptionPolicy: Hashable, Sendable, Codable {
    /// The longest period in days, both ends included, by the id of the residual band.
    package var maximumDays: [String: Int]
    /// For a band that is not named.
    package var otherMaximumDays: Int
    /// A renewal is asked for at most so many days before the end.
    package var renewalOpensDays: Int
    /// And at least so many.
    package var renewalClosesDays: Int
    package var maximumRenewals: Int
    /// From the first day of the first exception of a chain to the last of the last.
    package var maximumMonths: Int
    /// The oldest evidence that counts, in days.
    package var evidenceMaximumAgeDays: Int
    /// Whether a decision counts only with a signature.
    package var requiresSignature: Bool

    package init() {
        maximumDays = ["critical": 90, "very-high": 180, "high": 365, "medium": 365]
        otherMaximumDays = 365
        renewalOpensDays = 60
        renewalClosesDays = 14
        maximumRenewals = 2
        maximumMonths = 24
        evidenceMaximumAgeDays = 90
        requiresSignature = true
    }

    package func maximumDays(band: String) -> Int { maximumDays[band] ?? otherMaximumDays }
}

/// Who must decide at least; higher may.
package enum ApprovalLevel: Int, Sendable, Codable, CaseIterable, Comparable {
    case owner = 1
    case manager = 2
    case siro = 3
    case board = 4

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package var next: ApprovalLevel? { ApprovalLevel(rawValue: rawValue + 1) }

    /// For people.
    package var label: String {
        switch self {
        case .owner: "the asset owner"
        case .manager: "the Head of ICT"
        case .siro: "the SIRO"
        case .board: "the management team or board"
        }
    }

    /// Nil for roles that never decide.
    package init?(_ role: Role) {
        switch role {
        case .serviceOwner: self = .owner
        case .manager: self = .manager
        case .siro: self = .siro
        case .board: self = .board
        case .architect, .advisor, .auditor: return nil
        }
    }

    /// From a post as the approval policy names it. One that is not understood is the SIRO's: the stricter reading.
    package init(decider: String?) {
        let words = (decider ?? "").lowercased()
        if words.contains("siro") {
            self = .siro
        } else if ["board", "team", "committee", "cabinet"].contains(where: { words.contains($0) }) {
            self = .board
        } else if words.contains("owner") {
            self = .owner
        } else if words.contains("ict") || words.contains("head of it") {
            self = .manager
        } else {
            self = .siro
        }
    }
}

/// The facts under which an exception is asked for, frozen when it is submitted.
package struct ExceptionTerms: Hashable, Sendable, Codable {
    /// The id of the residual band.
    package var band: String
    package var bandLabel: String
    /// The band's place, 0 being the lowest.
    package var bandRank: Int
    package var internetFacing: Bool
    /// No security fixes any more: nobody below the SIRO decides.
    package var lacksFixes: Bool
    /// Whoever the approval policy names at least.
    package var level: ApprovalLevel
    /// Ids of the organisations that own the assets, sorted; each decides for itself. Never empty.
    package var organisations: [String]
    package var limits: ExceptionPolicy

    package init(
        band: String,
        bandLabel: String,
        bandRank: Int,
        internetFacing: Bool,
        lacksFixes: Bool,
        level: ApprovalLevel,
        organisations: some Sequence<String>,
        limits: ExceptionPolicy = ExceptionPolicy()
    ) {
        self.band = band
        self.bandLabel = bandLabel
        self.bandRank = bandRank
        self.internetFacing = internetFacing
        self.lacksFixes = lacksFixes
        self.level = lacksFixes ? max(level, .siro) : level
        self.organisations = Set(organisations).sorted()
        self.limits = limits
    }

    package var maximumDays: Int { limits.maximumDays(band: band) }
}
