package import EstateModel

/// What judging one fact needs to know of the host it was found on. Nil means not learnt.
package struct HostContext: Hashable, Sendable {
    /// `pro status` of Ubuntu.
    package struct Pro: Hashable, Sendable {
        package var attached: Bool
        /// Enabled services: `esm-infra`, `esm-apps`.
        package var services: [String]
        /// The last day of the contract; nil when it has none or it is not known.
        package var expires: CalendarDay?

        package init(attached: Bool, services: [String] = [], expires: CalendarDay? = nil) {
            self.attached = attached
            self.services = services
            self.expires = expires
        }
    }

    /// A SoftwareLicensingProduct row.
    package struct Licence: Hashable, Sendable {
        package var id: String
        /// 1 is licensed.
        package var status: Int

        package init(id: String, status: Int) {
            self.id = id
            self.status = status
        }
    }

    /// A date that somebody gives for this question only.
    package struct LocalRule: Hashable, Sendable {
        package var product: String
        package var cycle: String
        package var supportEnd: CalendarDay
        package var source: String?

        package init(product: String, cycle: String, supportEnd: CalendarDay, source: String? = nil) {
            self.product = product
            self.cycle = cycle
            self.supportEnd = supportEnd
            self.source = source
        }
    }

    /// The operating system as `product/cycle` (`debian/12`) or a label (`Windows Server 2022 Datacenter`).
    package var system: String?
    /// Facts about the operating system itself, tried when ``system`` decides nothing.
    package var systemFacts: [Fact] = []
    package var edition: String?
    /// Windows build, `10.0.17763` or `17763`.
    package var build: String?
    /// Update build revision of Windows.
    package var updateRevision: Int?
    package var installationType: String?
    /// The release that the host is locked to. Source: `subscription-manager release --show`.
    package var subscriptionRelease: String?
    /// Ids of enabled repositories.
    package var repositories: [String]?
    /// Some source files could not be read: that a repository is not among the known ones proves nothing then.
    package var someRepositoriesAreUnread = false
    /// Product identifiers. Source: `SUSEConnect --status`.
    package var suseProducts: [String]?
    package var pro: Pro?
    package var licences: [Licence]?
    package var localRules: [LocalRule] = []
    /// Names, tags, groups, site and owners of the asset, for the scope of records.
    package var names: [String] = []
    package var tags: [String] = []
    package var groups: [String] = []
    package var site: String?
    package var organisations: [String] = []
    /// `server`, `desktop`, `laptop`, …, for the life span; nil lets the rule or the policy's default decide.
    package var deviceClass: String?

    package init(system: String? = nil) {
        self.system = system
    }
}
