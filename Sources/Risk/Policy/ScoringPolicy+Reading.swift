import EstateModel
package import StrictYAML

extension ScoringPolicy {
    /// Reads policy.yaml's `scoring` section; what it does not say is as in its preset.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column; the value then only serves to read on.
    package static func read(_ reader: MappingReader) -> ScoringPolicy {
        var policy = readPreset(reader)
        if let matrix = reader.mapping("matrix", subject: "the matrix") {
            policy.matrix.update(from: matrix)
        }
        policy.readLikelihood(reader)
        policy.readImpact(reader)
        policy.readLimits(reader)
        reader.finish()
        return policy
    }

    private static func readPreset(_ reader: MappingReader) -> ScoringPolicy {
        guard let name = reader.string("preset") else { return .standard }
        if let preset = presets.first(where: { $0.preset == name }) { return preset }
        let choice = hint(name, presets.map(\.preset))
        reader.error("preset", "there is no preset '\(visible(name, limit: 40))'; \(choice)")
        return .standard
    }

    private mutating func readLikelihood(_ reader: MappingReader) {
        guard let section = reader.mapping("likelihood", subject: "scoring.likelihood") else { return }
        supportDays = section.integers("support-days", in: -36_500...36_500) ?? supportDays
        patchDays = section.integers("patch-days", in: 0...3650) ?? patchDays
        section.report(faults().filter { $0.key != "floors" })
        section.finish()
    }

    private mutating func readImpact(_ reader: MappingReader) {
        guard let section = reader.mapping("impact", subject: "scoring.impact") else { return }
        section.set(&scaleHosts, from: "scale-hosts", in: 2...1_000_000)
        section.set(&assumedRating, from: "assumed", in: 1...5)
        section.finish()
    }

    private mutating func readLimits(_ reader: MappingReader) {
        if let section = reader.mapping("evidence", subject: "scoring.evidence") {
            section.set(&evidenceMaxAgeDays, from: "max-age-days", in: 1...366)
            section.finish()
        }
        if let section = reader.mapping("floors", subject: "scoring.floors") {
            section.set(&floors.internet, from: "internet", in: 1...5)
            section.set(&floors.other, from: "other", in: 1...5)
            section.set(&floors.airGapped, from: "air-gapped", in: 1...5)
            reader.report(faults().filter { $0.key == "floors" })
            section.finish()
        }
        if let section = reader.mapping("caps", subject: "scoring.caps") {
            section.set(&likelihoodCreditCap, from: "likelihood-credit", in: 0...4)
            section.set(&impactCreditCap, from: "impact-credit", in: 0...4)
            section.finish()
        }
    }
}

extension RiskMatrix {
    /// Replaces what the `matrix` mapping gives; a grid that is not given follows from the bands' `from`.
    mutating func update(from reader: MappingReader) {
        let likelihood = reader.strings("likelihood")
        let impact = reader.strings("impact")
        if !likelihood.isEmpty {
            likelihoodLabels = likelihood
            likelihoodSteps = Self.defaultSteps(levels: likelihood.count)
        }
        if !impact.isEmpty {
            impactLabels = impact
            impactSteps = Self.defaultSteps(levels: impact.count)
        }
        likelihoodSteps = reader.integers("likelihood-steps", in: 1...10) ?? likelihoodSteps
        impactSteps = reader.integers("impact-steps", in: 1...10) ?? impactSteps
        let lowest = readBands(reader)
        readGrid(reader, lowest: lowest)
        reader.report(faults())
        reader.finish()
    }

    /// Each band's lowest product, nil where it gives none.
    private mutating func readBands(_ reader: MappingReader) -> [Int?] {
        let sections = reader.mappings("bands", subject: "a band")
        guard !sections.isEmpty else { return [] }
        var read: [Band] = []
        var lowest: [Int?] = []
        for section in sections {
            let id = section.requiredString("id")
            let from = section.integer("from", in: 1...100)
            let label = section.string("label")
            section.finish()
            guard let id else { continue }
            read.append(Band(id: id, label: label ?? id))
            lowest.append(from)
        }
        bands = read
        return lowest
    }

    private mutating func readGrid(_ reader: MappingReader, lowest: [Int?]) {
        if reader.node("grid") != nil {
            grid = reader.list("grid").map { line in
                guard case .sequence(let items) = line.content else { return [] }
                return items.map { item in
                    if case .scalar(let text) = item.content { text } else { "" }
                }
            }
            return
        }
        guard !lowest.isEmpty else { return }
        let thresholds = lowest.compactMap { $0 }
        let rising = zip(thresholds, thresholds.dropFirst()).allSatisfy { $0 < $1 }
        guard thresholds.count == lowest.count, thresholds.first == 1, rising else {
            let message = "without a 'grid' every band needs 'from', strictly rising and starting at 1"
            reader.error("bands", message)
            return
        }
        grid = Self.grid(rows: likelihoodLabels.count, columns: impactLabels.count, bands: bands, from: thresholds)
    }
}
