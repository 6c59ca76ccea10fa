package import EstateModel
package import Risk

/// Everything that a report shows, gathered before any format is chosen. The same model gives the same bytes.
package struct ReportModel: Sendable {
    /// How far the last scan got with the estate.
    package struct Coverage: Hashable, Sendable {
        /// Hosts that failed or were read in part for one cause.
        package struct Cause: Hashable, Sendable {
            package var code: Problem.Code
            /// Names of targets, sorted.
            package var hosts: [String]
            /// One host's problem, as an example.
            package var message: String
            package var remedy: String

            package init(code: Problem.Code, hosts: [String], message: String, remedy: String) {
                self.code = code
                self.hosts = hosts
                self.message = message
                self.remedy = remedy
            }
        }

        /// All that the scan was asked to read; 0 when there was no scan.
        package var targets: Int
        /// Those that answered at all.
        package var reached: Int
        /// Those whose facts were stored.
        package var read: Int
        /// Why hosts were not read.
        package var failures: [Cause]
        /// Why parts of hosts that were read are missing.
        package var partial: [Cause]

        package init(targets: Int, reached: Int, read: Int, failures: [Cause], partial: [Cause]) {
            self.targets = targets
            self.reached = reached
            self.read = read
            self.failures = failures
            self.partial = partial
        }
    }

    /// What the figures were made from, so that they can be made again.
    package struct Provenance: Hashable, Sendable {
        package var reeveVersion: String
        /// The number of the last scan; nil before the first.
        package var scan: Int64?
        package var scanStarted: Instant?
        package var ruleCount: Int
        /// SHA-256 of the rule pack, in hexadecimal.
        package var rulesDigest: String
        /// False when some rule file could not be read.
        package var rulesAreComplete: Bool
        /// SHA-256 of policy.yaml, in hexadecimal; nil when there is none and Reeve's defaults apply.
        package var policyDigest: String?
        /// The end of the log of decisions, as `SEQUENCE:HASH`; nil while nothing was decided. A report that is kept
        /// proves later that the log was not cut off or written anew before it.
        package var logEnd: String?

        package init(
            reeveVersion: String,
            scan: Int64?,
            scanStarted: Instant?,
            ruleCount: Int,
            rulesDigest: String,
            rulesAreComplete: Bool,
            policyDigest: String?,
            logEnd: String? = nil
        ) {
            self.reeveVersion = reeveVersion
            self.scan = scan
            self.scanStarted = scanStarted
            self.ruleCount = ruleCount
            self.rulesDigest = rulesDigest
            self.rulesAreComplete = rulesAreComplete
            self.policyDigest = policyDigest
            self.logEnd = logEnd
        }
    }

    /// A council that has a register of its own.
    package struct Organisation: Hashable, Sendable {
        package var id: String
        package var name: String
        /// The post that decides on risks; nil when nobody said.
        package var siroPost: String?
        /// The day of its last report, from which on changes are told; nil when nobody said.
        package var lastReport: CalendarDay?

        package init(id: String, name: String, siroPost: String? = nil, lastReport: CalendarDay? = nil) {
            self.id = id
            self.name = name
            self.siroPost = siroPost
            self.lastReport = lastReport
        }
    }

    package var estateName: String
    /// Printed at the head and foot of every page: `OFFICIAL-SENSITIVE`.
    package var marking: String
    /// The one organisation that the report is for; nil for the whole estate.
    package var organisation: Organisation?
    package var organisations: [Organisation]
    package var register: Register
    /// `R-0007` for each risk that has one.
    package var references: [RiskKey: String]
    /// What the log tells of each risk that it knows.
    package var news: [RiskKey: RiskNews] = [:]
    /// Risks that were closed since the last report of their organisation, by reference; empty where nobody said when
    /// it was.
    package var closed: [ClosedRisk] = []
    /// The day whose inventory and decisions were judged; nil when it is ``asOf``. An inventory of today does not
    /// become what it was because another day is asked for.
    package var knownOn: CalendarDay?
    /// Whether a person named the day from which on changes are told; else it is that of the last submission.
    package var isSinceNamed = false
    package var headline: Headline
    package var coverage: Coverage
    package var provenance: Provenance
    /// The council's own matrix, for the picture of where the risks lie; nil leaves the picture out.
    package var matrix: RiskMatrix?
    /// How far ahead the timeline looks, in months.
    package var horizonMonths: Int

    package init(
        estateName: String,
        marking: String,
        organisation: Organisation?,
        organisations: [Organisation],
        register: Register,
        references: [RiskKey: String],
        headline: Headline,
        coverage: Coverage,
        provenance: Provenance,
        matrix: RiskMatrix? = nil,
        horizonMonths: Int = 24
    ) {
        self.estateName = estateName
        self.marking = marking
        self.organisation = organisation
        self.organisations = organisations
        self.register = register
        self.references = references
        self.headline = headline
        self.coverage = coverage
        self.provenance = provenance
        self.matrix = matrix
        self.horizonMonths = horizonMonths
    }

    package var asOf: CalendarDay { register.asOf }

    /// The risks that the report shows: one organisation's, or all.
    package var risks: [RegisterRow] { rows(register.risks) }
    package var approaching: [RegisterRow] { rows(register.approaching) }
    package var unknowns: [RegisterRow] { rows(register.unknowns) }
    package var deviations: [RegisterRow] { rows(register.deviations) }

    package func reference(of row: RegisterRow) -> String { references[row.key] ?? "—" }

    package func organisationName(_ id: String?) -> String {
        guard let id else { return "no organisation" }
        return organisations.first { $0.id == id }?.name ?? id
    }

    private func rows(_ rows: [RegisterRow]) -> [RegisterRow] {
        guard let organisation else { return rows }
        return rows.filter { $0.key.organisation == organisation.id }
    }
}

extension SupportStatus {
    /// For people: `Free extended support`.
    package var label: String {
        switch self {
        case .supported: "Supported"
        case .securityOnly: "Security fixes only"
        case .extendedFree: "Free extended support"
        case .extendedPaid: "Paid extended support"
        case .unsupported: "Unsupported"
        case .unknown: "Unknown"
        case .unknownNewer: "Newer than the rules"
        case .component: "Component"
        }
    }
}
