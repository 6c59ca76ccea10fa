import EstateModel
package import StrictYAML

extension ApprovalPolicy {
    /// Reads policy.yaml's `approval` section; what it does not say is as in the default.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column. `bands` are those of the scoring policy.
    package static func read(_ reader: MappingReader, bands: [Band]) -> ApprovalPolicy {
        var policy = ApprovalPolicy()
        if let section = reader.mapping("decisions", subject: "approval.decisions") {
            policy.decisions = readDecisions(section, bands: bands)
        }
        if let noFix = reader.string("no-fix") { policy.noFix = visible(noFix, limit: 100) }
        if reader.node("spend") != nil {
            policy.spend = reader.mappings("spend", subject: "a spending step").compactMap(readSpend)
        }
        reader.report(policy.faults(bands: bands))
        reader.finish()
        return policy
    }

    private static func readDecisions(_ section: MappingReader, bands: [Band]) -> [String: Step] {
        var steps: [String: Step] = [:]
        for entry in section.allEntries() {
            guard bands.contains(where: { $0.id == entry.key }) else {
                let band = visible(entry.key, limit: 60)
                let choice = hint(entry.key, bands.map(\.id))
                section.sink.error(at: entry.keyLocation, "the matrix has no band '\(band)'; \(choice)")
                continue
            }
            guard let reader = MappingReader(entry.value, subject: "'\(entry.key)'", sink: section.sink) else {
                continue
            }
            let by = reader.requiredString("by")
            let step = Step(
                by: visible(by ?? "", limit: 100),
                with: reader.strings("with").map { visible($0, limit: 100) },
                reportTo: reader.strings("report-to").map { visible($0, limit: 100) },
                register: reader.string("register").map { visible($0, limit: 100) }
            )
            reader.finish()
            if by != nil { steps[entry.key] = step }
        }
        return steps
    }

    private static func readSpend(_ reader: MappingReader) -> SpendStep? {
        let over = reader.integer("over-pounds", in: 0...1_000_000_000)
        let shared = reader.boolean("shared") ?? false
        let by = reader.requiredString("by")
        if !reader.has("over-pounds") { reader.missing("over-pounds") }
        reader.finish()
        guard let over, let by else { return nil }
        return SpendStep(overPounds: over, sharedOnly: shared, by: visible(by, limit: 100))
    }
}
