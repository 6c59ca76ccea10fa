import EstateModel
package import StrictYAML

extension PlanPolicy {
    /// Reads policy.yaml's `plan` section; what it does not say is as in the default.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column. `bands` are those of the scoring policy.
    package static func read(_ reader: MappingReader, bands: [Band]) -> PlanPolicy {
        var policy = PlanPolicy()
        policy.bandDays = reader.daysByBand("band-days", bands: bands) ?? policy.bandDays
        policy.containDays = reader.daysByBand("contain-days", bands: bands) ?? policy.containDays
        policy.nextRefresh = reader.day("next-refresh")
        reader.set(&policy.leadDays, from: "lead-days", in: 0...365)
        reader.set(&policy.contractNoticeDays, from: "contract-notice-days", in: 0...730)
        reader.set(&policy.horizonMonths, from: "horizon-months", in: 1...120)
        policy.readCaps(reader)
        policy.readPatches(reader)
        reader.report(policy.faults(bands: bands))
        reader.finish()
        return policy
    }

    private mutating func readCaps(_ reader: MappingReader) {
        guard let section = reader.mapping("no-fix-caps", subject: "plan.no-fix-caps") else { return }
        section.set(&noFixCaps.internet, from: "internet", in: 1...3650)
        section.set(&noFixCaps.psn, from: "psn", in: 1...3650)
        section.set(&noFixCaps.pci, from: "pci", in: 1...3650)
        section.set(&noFixCaps.other, from: "other", in: 1...3650)
        section.finish()
    }

    private mutating func readPatches(_ reader: MappingReader) {
        guard let section = reader.mapping("patches", subject: "plan.patches") else { return }
        section.set(&patchDays, from: "days", in: 1...365)
        section.set(&patchAdviceInternetDays, from: "advice-internet-days", in: 1...365)
        section.set(&patchAdviceDays, from: "advice-days", in: 1...365)
        section.set(&pciPatchMonths, from: "pci-months", in: 1...12)
        section.finish()
    }
}
