import EstateModel
package import StrictYAML

extension PlanPolicy {
    /// Reads policy.yaml's `plans` section; what it does not say is as in the default.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column. `bands` are those of the scoring policy.
    package static func read(_ reader: MappingReader, bands: [Band]) -> PlanPolicy {
        var policy = PlanPolicy()
        policy.bandDays = reader.daysByBand("band_days", bands: bands) ?? policy.bandDays
        policy.containDays = reader.daysByBand("contain_days", bands: bands) ?? policy.containDays
        policy.nextRefresh = reader.day("next_refresh")
        policy.psnSubmission = reader.day("psn_submission")
        reader.set(&policy.leadDays, from: "lead_days", in: 0...365)
        reader.set(&policy.contractNoticeDays, from: "contract_notice_days", in: 0...730)
        reader.set(&policy.hardwareLifeYears, from: "hardware_life_years", in: 1...20)
        reader.set(&policy.horizonMonths, from: "horizon_months", in: 1...120)
        reader.set(&policy.holidaysKnownUntil, from: "holidays_known_until", in: 2026...2100)
        policy.extraHolidays = readDays("extra_holidays", reader)
        policy.readCaps(reader)
        policy.readPatches(reader)
        policy.freezes = reader.mappings("freezes", subject: "a freeze").compactMap(readFreeze)
        reader.report(policy.faults(bands: bands))
        reader.finish()
        return policy
    }

    private mutating func readCaps(_ reader: MappingReader) {
        guard let section = reader.mapping("no_fix_caps", subject: "plans.no_fix_caps") else { return }
        section.set(&noFixCaps.internet, from: "internet", in: 1...3650)
        section.set(&noFixCaps.psn, from: "psn", in: 1...3650)
        section.set(&noFixCaps.pci, from: "pci", in: 1...3650)
        section.set(&noFixCaps.other, from: "other", in: 1...3650)
        section.finish()
    }

    private mutating func readPatches(_ reader: MappingReader) {
        guard let section = reader.mapping("patches", subject: "plans.patches") else { return }
        section.set(&patchDays, from: "days", in: 1...365)
        section.set(&patchAdviceInternetDays, from: "advice_internet_days", in: 1...365)
        section.set(&patchAdviceDays, from: "advice_days", in: 1...365)
        section.set(&pciPatchMonths, from: "pci_months", in: 1...12)
        section.finish()
    }

    private static func readFreeze(_ reader: MappingReader) -> Freeze? {
        for key in ["from", "until", "reason"] where !reader.has(key) { reader.missing(key) }
        let (from, until, reason) = (reader.day("from"), reader.day("until"), reader.string("reason"))
        reader.finish()
        guard let from, let until, let reason else { return nil }
        return Freeze(from: from, until: until, reason: visible(reason, limit: 100))
    }

    private static func readDays(_ key: String, _ reader: MappingReader) -> [CalendarDay] {
        reader.list(key).compactMap { item in
            if case .scalar(let text) = item.content, let day = CalendarDay(text) { return day }
            reader.sink.error(at: item.location, "'\(key)' must be a list of days as YYYY-MM-DD")
            return nil
        }
    }
}
