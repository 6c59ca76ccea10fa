extension ScoringPolicy {
    /// Everything that scores are made by, line by line: equal texts are the same method. For hashing, not for reading.
    package var methodText: String {
        var lines = ["support-days \(list(supportDays))", "patch-days \(list(patchDays))"]
        lines += ["scale-hosts \(scaleHosts)", "assumed \(assumedRating)", "evidence-days \(evidenceMaxAgeDays)"]
        lines += ["floors \(floors.internet) \(floors.other) \(floors.airGapped)"]
        lines += ["caps \(likelihoodCreditCap) \(impactCreditCap)"]
        lines += ["likelihood \(matrix.likelihoodLabels.joined(separator: "|")) \(list(matrix.likelihoodSteps))"]
        lines += ["impact \(matrix.impactLabels.joined(separator: "|")) \(list(matrix.impactSteps))"]
        lines += matrix.bands.map { "band \($0.id) \($0.label)" }
        lines += matrix.grid.map { "row \($0.joined(separator: "|"))" }
        return lines.joined(separator: "\n")
    }

    private func list(_ numbers: [Int]) -> String {
        numbers.map { String($0) }.joined(separator: " ")
    }
}
