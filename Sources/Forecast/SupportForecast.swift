package import EstateModel
package import Risk

/// What falls out of support from a day on. Pure: the same findings, assets and day give the same forecast.
package struct SupportForecast: Sendable {
    package let asOf: CalendarDay
    /// The last day of the forecast.
    package let lastDay: CalendarDay
    /// What gets no fixes already, or is over its life span: the longest over first, then what has no known day.
    package let over: [SupportEnding]
    /// What ends from the day of the forecast on, by day.
    package let endings: [SupportEnding]
    /// Installations that end after ``lastDay``.
    package let laterCount: Int
    /// Supported installations for which no end is published.
    package let undatedCount: Int
    /// Installations of which nobody knows whether they are supported.
    package let unknownCount: Int

    /// - Parameters:
    ///   - assets: who owns what; a finding of another asset belongs to nobody.
    ///   - years: how far to look, in whole years.
    package init(findings: [Finding], assets: [AssetContext], asOf: CalendarDay, years: Int) {
        self.asOf = asOf
        let lastDay = asOf.adding(months: 12 * years)
        self.lastDay = lastDay
        var gathering = Gathering(assets, asOf: asOf)
        let systems = SystemCalendars(findings, asOf: asOf)
        for finding in findings where !systems.endsWithSystem(finding) { gathering.add(finding) }
        over = gathering.endings.filter { $0.day.map { $0 < asOf } ?? true }.sorted(by: Self.isEarlier)
        let coming = gathering.endings.filter { $0.day.map { $0 >= asOf } ?? false }
        endings = coming.filter { $0.day.map { $0 <= lastDay } ?? false }.sorted(by: Self.isEarlier)
        laterCount = coming.filter { $0.day.map { $0 > lastDay } ?? false }.reduce(0) { $0 + $1.holders.count }
        undatedCount = gathering.undatedCount
        unknownCount = gathering.unknownCount
    }

    private static func isEarlier(_ left: SupportEnding, _ right: SupportEnding) -> Bool {
        guard left.day != right.day else { return left.order.lexicographicallyPrecedes(right.order) }
        guard let first = left.day, let second = right.day else { return left.day != nil }
        return first < second
    }
}

/// Gathers findings into endings.
private struct Gathering {
    private struct Key: Hashable {
        var day: CalendarDay?
        var ending: TimelineEntry.Ending
        var product: String
        var release: String?
        var label: String
        var clock: String?
        var isApproximate: Bool
        var withoutCover: CalendarDay?
        var withCover: CalendarDay?
        var cover: String?
        var isCovered: Bool
        var replaceBy: [String]
    }

    private let asOf: CalendarDay
    private let known: [Int64: AssetContext]
    private var found: [Key: [Int64: String]] = [:]
    private(set) var undatedCount = 0
    private(set) var unknownCount = 0

    init(_ assets: [AssetContext], asOf: CalendarDay) {
        self.asOf = asOf
        known = Dictionary(assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func add(_ finding: Finding) {
        let verdict = finding.verdict
        guard ![.component, .client, .leftover, .tool].contains(verdict.role), verdict.status != .component else {
            return
        }
        if verdict.productKind == "hardware" || verdict.ageDue != nil, let due = verdict.ageDue {
            note(finding, day: due, ending: .hardwareLife)
        }
        switch SupportClock(verdict).standing(on: asOf) {
        case .ended(let day): note(finding, day: day, ending: .securityFixes)
        case .claimed(_, let freeEnd): note(finding, day: freeEnd, ending: .securityFixes)
        case .free(let day?): note(finding, day: day, ending: .securityFixes)
        case .paid(let day?, _): note(finding, day: day, ending: .paidCover)
        case .free, .paid: undatedCount += 1
        // A device without a vendor's date still has its age, and was noted by it.
        case .unknown: unknownCount += verdict.ageDue == nil ? 1 : 0
        }
    }

    private mutating func note(_ finding: Finding, day: CalendarDay?, ending: TimelineEntry.Ending) {
        let verdict = finding.verdict
        let isAge = ending == .hardwareLife
        let product = verdict.product ?? finding.subject.fields["model"] ?? finding.subject.kind
        let label = verdict.releaseLabel ?? verdict.productName ?? product
        let key = Key(
            day: day,
            ending: ending,
            product: product,
            release: verdict.release,
            label: verdict.role == .distributionPackage ? "packages of \(label)" : label,
            clock: isAge ? nil : verdict.clock,
            isApproximate: !isAge && verdict.endIsApproximate,
            withoutCover: isAge ? nil : verdict.securityEnd ?? (verdict.status == .extendedPaid ? nil : day),
            withCover: isAge || verdict.entitlement == nil ? nil : verdict.endWithEntitlement ?? paidEnd(verdict),
            cover: isAge ? nil : verdict.entitlement,
            isCovered: !isAge && verdict.status == .extendedPaid,
            replaceBy: isAge ? [] : verdict.replaceBy
        )
        found[key, default: [:]][finding.assetID] = finding.assetName
    }

    private func paidEnd(_ verdict: Verdict) -> CalendarDay? {
        verdict.status == .extendedPaid ? verdict.supportEnd : nil
    }

    var endings: [SupportEnding] {
        found.map { key, assets in
            SupportEnding(
                day: key.day,
                ending: key.ending,
                product: key.product,
                release: key.release,
                label: key.label,
                clock: key.clock,
                isApproximate: key.isApproximate,
                withoutCover: key.withoutCover,
                withCover: key.withCover,
                cover: key.cover,
                isCovered: key.isCovered,
                replaceBy: key.replaceBy,
                holders: assets.map(holder).sorted { ($0.name, $0.id) < ($1.name, $1.id) }
            )
        }
    }

    private func holder(_ id: Int64, _ name: String) -> SupportEnding.Holder {
        let asset = known[id]
        return SupportEnding.Holder(
            id: id,
            name: asset?.name ?? name,
            organisations: asset?.organisations ?? [:],
            service: asset?.service?.name
        )
    }
}
