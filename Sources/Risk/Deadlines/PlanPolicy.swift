package import EstateModel

/// By when risks are dealt with: everything that a council may set, with the defaults of docs/scoring.md.
package struct PlanPolicy: Hashable, Sendable {
    /// The longest time that a product without fixes may stay, in days from its detection.
    package struct NoFixCaps: Hashable, Sendable {
        package var internet: Int
        package var psn: Int
        package var pci: Int
        package var other: Int

        package init(internet: Int, psn: Int, pci: Int, other: Int) {
            self.internet = internet
            self.psn = psn
            self.pci = pci
            self.other = other
        }
    }

    /// Days from detection by the id of the residual band; a band without waits for ``nextRefresh``.
    package var bandDays: [String: Int]
    /// The council's next planned refresh; nil when none is set.
    package var nextRefresh: CalendarDay?
    /// Days from detection within which a product without fixes is contained, by the id of the residual band.
    package var containDays: [String: Int]
    package var noFixCaps: NoFixCaps
    /// How long before support, paid cover or a PSN submission a plan must end, in days.
    package var leadDays: Int
    /// Days after its release within which a security fix is installed.
    package var patchDays: Int
    /// Advice, not a deadline: days for what faces the internet.
    package var patchAdviceInternetDays: Int
    /// Advice, not a deadline: days for everything else.
    package var patchAdviceDays: Int
    /// Months within which a critical fix is installed in PCI scope.
    package var pciPatchMonths: Int
    /// How long before a contract's end it must be dealt with, unless the contract says otherwise, in days.
    package var contractNoticeDays: Int
    /// How far ahead endings are forecast, in months.
    package var horizonMonths: Int

    package init() {
        bandDays = ["critical": 90, "very-high": 180, "high": 365, "medium": 730]
        containDays = ["critical": 14, "very-high": 30, "high": 60, "medium": 90]
        noFixCaps = NoFixCaps(internet: 90, psn: 180, pci: 180, other: 365)
        leadDays = 30
        patchDays = 14
        patchAdviceInternetDays = 5
        patchAdviceDays = 7
        pciPatchMonths = 1
        contractNoticeDays = 90
        horizonMonths = 24
    }

    /// What is wrong for a matrix with these bands; keys are those of policy.yaml's `plan` section.
    package func faults(bands: [Band]) -> [PolicyFault] {
        var faults: [PolicyFault] = []
        for (key, days) in [("band-days", bandDays), ("contain-days", containDays)] {
            let given = bands.compactMap { days[$0.id] }
            if zip(given, given.dropFirst()).contains(where: { $0 < $1 }) {
                faults.append(PolicyFault(key, "'\(key)' must not give a higher band more time than a lower one"))
            }
        }
        if noFixCaps.internet > noFixCaps.other {
            let message = "'no-fix-caps' must not give what faces the internet more time than the rest"
            faults.append(PolicyFault("no-fix-caps", message))
        }
        return faults
    }
}
