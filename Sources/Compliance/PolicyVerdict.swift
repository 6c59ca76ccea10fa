package import EstateModel

/// How one demand of the council stands on one thing on one day; never mixed with the vendor's verdict.
package struct PolicyVerdict: Hashable, Sendable {
    /// In the order in which they are shown.
    package enum Demand: String, Sendable, Codable, CaseIterable {
        /// Only what the council agreed to run.
        case approvedProducts = "approved-products"
        /// N/N-1 on each ladder.
        case generations
        /// Devices within their life span.
        case hardwareLife = "hardware-life"
        /// Security fixes installed within the policy's days (Cyber Essentials: 14).
        case patchAge = "patch-age"
        /// Fixes installed within the days that NCSC advises (5 for what faces the internet, 7 for the rest).
        case advisedPatchAge = "advised-patch-age"
        /// Nothing out of support, and every end seen coming.
        case warningHorizon = "warning-horizon"
        case contractEnd = "contract-end"
        case licenceEnd = "licence-end"

        /// Advice is reported like a demand, but missing it breaks no rule of the council.
        package var isAdvice: Bool { self == .advisedPatchAge }
    }

    package enum Outcome: Hashable, Sendable {
        /// Met, and as far as is known until the end of this day; nil when no end is in sight.
        case met(until: CalendarDay?)
        /// Met today; the last day on which it will be lies within a warning horizon.
        case dueSoon(until: CalendarDay)
        /// Not met; the first day on which it was not, nil when nobody knows.
        case breached(since: CalendarDay?)
        /// Nothing tells. Never counted as met.
        case unknown
    }

    /// ``Outcome`` without its days, for counting and choosing.
    package enum Standing: String, Sendable, Codable, CaseIterable {
        case breached
        case dueSoon = "due-soon"
        case unknown
        case met
    }

    package var demand: Demand
    /// The store's id; nil for a contract.
    package var assetID: Int64?
    package var assetName: String?
    /// Ids of the organisations that have a share in it, sorted; empty when nobody said.
    package var organisations: [String]
    /// What is judged, for people: a release, a device, a contract.
    package var what: String
    package var product: String?
    package var release: String?
    /// The id of the contract; nil for everything else.
    package var contract: String?
    package var outcome: Outcome
    /// The narrowest warning horizon, in days, that a due day lies in; nil unless due soon.
    package var horizonDays: Int?
    /// The last day on which something can still be done, where it is earlier than the end: a contract's notice.
    package var actBy: CalendarDay?
    /// One sentence that names the fact which decided.
    package var reason: String
    /// The key that asked: of policy.yaml, or of estate.yaml for `contracts` and `entitlements`.
    package var policyKey: String

    package init(
        _ demand: Demand,
        on asset: PolicyAsset?,
        what: String,
        _ outcome: Outcome,
        reason: String,
        policyKey: String
    ) {
        self.demand = demand
        assetID = asset?.id
        assetName = asset?.name
        organisations = asset?.organisations ?? []
        self.what = what
        self.outcome = outcome
        self.reason = reason
        self.policyKey = policyKey
    }

    package var standing: Standing {
        switch outcome {
        case .met: .met
        case .dueSoon: .dueSoon
        case .breached: .breached
        case .unknown: .unknown
        }
    }

    /// The day that ``outcome`` speaks of: the last good one, or since when it is breached.
    package var day: CalendarDay? {
        switch outcome {
        case .met(let day), .breached(let day): day
        case .dueSoon(let day): day
        case .unknown: nil
        }
    }
}

extension PolicyVerdict {
    /// The same about a product.
    func about(_ verdict: Verdict) -> PolicyVerdict {
        var result = self
        result.product = verdict.product
        result.release = verdict.release
        return result
    }
}
