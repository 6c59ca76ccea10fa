import EstateModel

/// Gathers what ends within a horizon, by quarter of the financial year.
struct Timeline {
    private struct Ending: Hashable {
        var day: CalendarDay
        var ending: TimelineEntry.Ending
        var product: String
        var release: String?
        var label: String
    }

    let asOf: CalendarDay
    let horizonMonths: Int
    let findings: [Finding]
    let assets: [AssetContext]
    /// Tells what ends together with its asset's system, and so is mended with it.
    let classifier: FindingClassifier

    init(asOf: CalendarDay, horizonMonths: Int, findings: [Finding], assets: [AssetContext]) {
        self.asOf = asOf
        self.horizonMonths = horizonMonths
        self.findings = findings
        self.assets = assets
        classifier = FindingClassifier(asOf: asOf, horizonMonths: horizonMonths, findings: findings)
    }

    /// Every quarter from the day of the report to the horizon, in order.
    func quarters() -> [TimelineQuarter] {
        let horizon = asOf.adding(months: horizonMonths)
        var byQuarter: [FinancialQuarter: [TimelineEntry]] = [:]
        for entry in entries(until: horizon) {
            byQuarter[FinancialQuarter(of: entry.day), default: []].append(entry)
        }
        var quarters: [TimelineQuarter] = []
        var quarter = FinancialQuarter(of: asOf)
        while quarter <= FinancialQuarter(of: horizon) {
            quarters.append(TimelineQuarter(quarter: quarter, entries: byQuarter[quarter] ?? []))
            quarter = quarter.next
        }
        return quarters
    }

    private func entries(until horizon: CalendarDay) -> [TimelineEntry] {
        let known = Dictionary(assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Ending: Set<Int64>] = [:]
        for finding in findings where !classifier.isPartOfSystem(finding) {
            for ending in endings(of: finding.verdict) where asOf <= ending.day && ending.day <= horizon {
                found[ending, default: []].insert(finding.assetID)
            }
        }
        return found.map { ending, ids in
            let concerned = ids.compactMap { known[$0] }
            return TimelineEntry(
                day: ending.day,
                ending: ending.ending,
                product: ending.product,
                release: ending.release,
                label: ending.label,
                assets: ids.count,
                services: Set(concerned.compactMap { $0.service.map { visible($0.name, limit: 80) } }).sorted(),
                organisations: Set(concerned.flatMap(\.organisations.keys)).sorted()
            )
        }.sorted(by: Self.isEarlier)
    }

    private func endings(of verdict: Verdict) -> [Ending] {
        guard let product = verdict.product, ![.component, .leftover, .distributionPackage].contains(verdict.role)
        else { return [] }
        let label = verdict.label(product: product, release: verdict.release)
        func ending(_ day: CalendarDay?, _ kind: TimelineEntry.Ending) -> Ending? {
            day.map { Ending(day: $0, ending: kind, product: product, release: verdict.release, label: label) }
        }
        var endings: [Ending?] = [ending(verdict.ageDue, .hardwareLife)]
        let clock = SupportClock(verdict)
        let end = clock.coverEnd(on: asOf)
        if case .paid = clock {
            endings.append(ending(end, .paidCover))
        } else {
            endings.append(ending(end, .securityFixes))
            if let mainstream = verdict.mainstreamEnd, let end, mainstream < end {
                endings.append(ending(mainstream, .mainstream))
            }
        }
        return endings.compactMap { $0 }
    }

    private static func isEarlier(_ left: TimelineEntry, _ right: TimelineEntry) -> Bool {
        if left.day != right.day { return left.day < right.day }
        let texts = [left, right].map { [$0.product, $0.release ?? "", $0.ending.rawValue, $0.label] }
        return texts[0].lexicographicallyPrecedes(texts[1])
    }
}
