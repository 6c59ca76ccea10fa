package import EstateModel

/// Whether security fixes that exist are missing on a host.
package enum PatchState: Hashable, Sendable {
    case current
    case missing(MissingFixes)
    /// Nothing tells; the sentence says why.
    case notLearnt(String)
}

/// Security fixes that exist and are not installed.
package struct MissingFixes: Hashable, Sendable {
    /// How many; nil when the host cannot see them.
    package var count: Int?
    /// The release day of the oldest; nil when nothing tells.
    package var oldest: CalendarDay?
    /// Set when ``oldest`` is worked out from something else: from what, as a sentence.
    package var estimatedFrom: String?

    package init(count: Int?, oldest: CalendarDay?, estimatedFrom: String? = nil) {
        self.count = count
        self.oldest = oldest
        self.estimatedFrom = estimatedFrom
    }
}

extension PatchState {
    /// Reads a host's own list of updates.
    ///
    /// An update whose source does not say whether it mends security counts as if it did, as Cyber Essentials does
    /// where a vendor gives no detail. Lists older than `staleAfterDays` cannot show that nothing is missing.
    package init(_ updates: UpdateState?, asOf: CalendarDay, staleAfterDays: Int) {
        guard let updates, let pending = updates.pending else {
            self = .notLearnt("The host's list of updates was not learnt.")
            return
        }
        let fixes = pending.filter { $0.security != false }
        if let oldest = fixes.compactMap(\.released).min() {
            self = .missing(MissingFixes(count: fixes.count, oldest: oldest))
        } else if !fixes.isEmpty {
            self = .missing(Self.undated(fixes.count, updates: updates))
        } else if let refreshed = updates.listsRefreshed, refreshed.days(until: asOf) > staleAfterDays {
            let basis = "The host last looked for updates on \(refreshed.longDescription)."
            self = .missing(MissingFixes(count: nil, oldest: refreshed, estimatedFrom: basis))
        } else {
            self = .current
        }
    }

    /// The last update run stands in for release days that the source does not give: what it left was not out before.
    private static func undated(_ count: Int, updates: UpdateState) -> MissingFixes {
        guard let installed = updates.lastInstalled else { return MissingFixes(count: count, oldest: nil) }
        let basis = "Updates were last installed on \(installed.longDescription)."
        return MissingFixes(count: count, oldest: installed, estimatedFrom: basis)
    }
}
