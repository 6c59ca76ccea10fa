/// How scores are made: everything that a council may set, with the defaults of docs/scoring.md.
package struct ScoringPolicy: Hashable, Sendable {
    /// Least residual likelihood of a product that gets no fixes: controls lower the risk, they do not remove it.
    package struct Floors: Hashable, Sendable {
        package var internet: Int
        package var other: Int
        /// No network interface up, with evidence.
        package var airGapped: Int

        package init(internet: Int, other: Int, airGapped: Int) {
            self.internet = internet
            self.other = other
            self.airGapped = airGapped
        }
    }

    /// The preset it was made from, for reports.
    package var preset: String
    package var matrix: RiskMatrix
    /// Days to the end of security fixes, strictly falling: more than the first is 1, more than the second 2, at least
    /// the third (the end day itself) 3, at least the fourth 4, less 5.
    package var supportDays: [Int]
    /// Days that the oldest missing fix has been out, strictly rising: up to the first 0, then 2, 3 and 4.
    package var patchDays: [Int]
    /// From how many hosts on the scale raises the impact by one.
    package var scaleHosts: Int
    /// What stands in for a rating that nobody gave; always marked as assumed.
    package var assumedRating: Int
    /// The oldest evidence for which a control is credited, in days.
    package var evidenceMaxAgeDays: Int
    package var floors: Floors
    /// The most that all controls together take from the likelihood.
    package var likelihoodCreditCap: Int
    /// The most that all controls together take from the impact.
    package var impactCreditCap: Int

    package init(preset: String, matrix: RiskMatrix) {
        self.preset = preset
        self.matrix = matrix
        supportDays = [365, 90, 0, -365]
        patchDays = [14, 30, 90]
        scaleHosts = 50
        assumedRating = 3
        evidenceMaxAgeDays = 90
        floors = Floors(internet: 4, other: 3, airGapped: 2)
        likelihoodCreditCap = 3
        impactCreditCap = 1
    }
}

extension ScoringPolicy {
    /// What is wrong outside the matrix; keys are those of policy.yaml's `scoring` section.
    package func faults() -> [PolicyFault] {
        var faults: [PolicyFault] = []
        let falling = zip(supportDays, supportDays.dropFirst()).allSatisfy { $0 > $1 }
        if supportDays.count != 4 || !falling || supportDays[1] <= 0 || supportDays[2] != 0 {
            let shape = "four strictly falling numbers, the first two positive, the third 0, as [365, 90, 0, -365]"
            faults.append(PolicyFault("support-days", "'support-days' must be \(shape)"))
        }
        let rising = zip(patchDays, patchDays.dropFirst()).allSatisfy { $0 < $1 }
        if patchDays.count != 3 || !rising || patchDays.contains(where: { $0 < 0 }) {
            faults.append(
                PolicyFault("patch-days", "'patch-days' must be three strictly rising numbers, as [14, 30, 90]")
            )
        }
        if floors.airGapped > floors.other || floors.other > floors.internet {
            let message = "the floors must rise from air-gapped over other to internet: more exposure, more likelihood"
            faults.append(PolicyFault("floors", message))
        }
        return faults
    }
}
