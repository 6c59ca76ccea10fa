import EstateModel
package import Risk
package import StrictYAML

extension ExceptionPolicy {
    /// Reads policy.yaml's `exceptions` section; what it does not say is as in the default.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column.
    ///
    /// - Parameters:
    ///   - bands: those of the scoring policy, lowest first.
    ///   - evidenceDays: how old the evidence may be that scores count.
    package static func read(_ reader: MappingReader, bands: [Band], evidenceDays: Int) -> ExceptionPolicy {
        var policy = ExceptionPolicy()
        policy.evidenceMaximumAgeDays = evidenceDays
        policy.readDays(reader, bands: bands)
        if let section = reader.mapping("renewals", subject: "exceptions.renewals") {
            section.read(&policy.renewalOpensDays, from: "opens-days", in: 1...365)
            section.read(&policy.renewalClosesDays, from: "closes-days", in: 0...365)
            section.read(&policy.maximumRenewals, from: "most", in: 0...10)
            section.read(&policy.maximumMonths, from: "months", in: 1...60)
            if policy.renewalClosesDays >= policy.renewalOpensDays {
                section.error("closes-days", "'closes-days' must be less than 'opens-days': the window would be empty")
            }
            section.finish()
        }
        reader.read(&policy.evidenceMaximumAgeDays, from: "evidence-max-age-days", in: 1...366)
        if let signed = reader.boolean("signed") { policy.requiresSignature = signed }
        reader.finish()
        return policy
    }

    private mutating func readDays(_ reader: MappingReader, bands: [Band]) {
        guard let section = reader.mapping("max-days", subject: "exceptions.max-days") else { return }
        let known = bands.map(\.id)
        for entry in section.allEntries() {
            guard known.contains(entry.key) else {
                let band = visible(entry.key, limit: 60)
                section.error(entry.key, "the matrix has no band '\(band)'; \(hint(entry.key, known))")
                continue
            }
            if let days = section.integer(entry.key, in: 1...730) { maximumDays[entry.key] = days }
        }
        let given = known.map { maximumDays(band: $0) }
        if zip(given, given.dropFirst()).contains(where: { $0 < $1 }) {
            reader.error("max-days", "'max-days' must not give a higher band more time than a lower one")
        }
    }
}

extension MappingReader {
    fileprivate func read(_ value: inout Int, from key: String, in range: ClosedRange<Int>) {
        if let number = integer(key, in: range) { value = number }
    }
}
