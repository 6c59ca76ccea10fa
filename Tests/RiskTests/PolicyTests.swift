import EstateModel
import Risk
import StrictYAML
import Testing

struct PolicyTests {
    @Test func anEmptySectionGivesTheDefaults() throws {
        let (scoring, said) = try reading("{}", as: ScoringPolicy.read)
        #expect(scoring == .standard && said.isEmpty)
        let bands = scoring.matrix.bands
        let (plans, plansSaid) = try reading("{}") { PlanPolicy.read($0, bands: bands) }
        #expect(plans == PlanPolicy() && plansSaid.isEmpty)
        let (approvals, approvalsSaid) = try reading("{}") { ApprovalPolicy.read($0, bands: bands) }
        #expect(approvals == ApprovalPolicy() && approvalsSaid.isEmpty)
    }

    @Test(arguments: ScoringPolicy.presets)
    func aPresetIsSoundAndEveryBandHasARoute(policy: ScoringPolicy) throws {
        #expect(policy.faults().isEmpty && policy.matrix.faults().isEmpty)
        #expect(PlanPolicy().faults(bands: policy.matrix.bands).isEmpty)
        #expect(ApprovalPolicy().faults(bands: policy.matrix.bands).isEmpty)
        let (read, said) = try reading("preset: \(policy.preset)", as: ScoringPolicy.read)
        #expect(read == policy && said.isEmpty)
    }

    /// Likelihood times impact of all cells of the default matrix.
    @Test(arguments: [
        (1, "Low"), (2, "Low"), (3, "Low"), (4, "Low"), (5, "Medium"), (6, "Medium"), (8, "Medium"), (9, "High"),
        (10, "High"), (12, "High"), (15, "Very high"), (16, "Very high"), (20, "Critical"), (25, "Critical"),
    ])
    func theDefaultMatrixBandsByPoints(points: Int, label: String) {
        let matrix = ScoringPolicy.standard.matrix
        var seen = 0
        for likelihood in 1...5 {
            for impact in 1...5 where likelihood * impact == points {
                #expect(matrix.cell(likelihood: likelihood, impact: impact).band.label == label)
                seen += 1
            }
        }
        #expect(seen > 0)
    }

    @Test func everyKeyOfScoringIsRead() throws {
        let (policy, said) = try reading(
            """
            preset: default-5x5
            matrix:
              likelihood: [E, D, C, B, A]
              impact: [one, two, three]
              impact-steps: [1, 1, 2, 3, 3]
              bands: [{id: green, label: Green}, {id: red}]
              grid:
                - [green, green, green]
                - [green, green, green]
                - [green, green, red]
                - [green, red, red]
                - [green, red, red]
            likelihood: {support-days: [730, 180, 0, -30], patch-days: [7, 14, 60]}
            impact: {scale-hosts: 10, assumed: 4}
            evidence: {max-age-days: 30}
            floors: {internet: 5, other: 4, air-gapped: 3}
            caps: {likelihood-credit: 2, impact-credit: 0}
            """,
            as: ScoringPolicy.read
        )
        #expect(said.isEmpty)
        #expect(policy.supportDays == [730, 180, 0, -30] && policy.patchDays == [7, 14, 60])
        #expect(policy.scaleHosts == 10 && policy.assumedRating == 4 && policy.evidenceMaxAgeDays == 30)
        #expect(policy.floors == ScoringPolicy.Floors(internet: 5, other: 4, airGapped: 3))
        #expect(policy.likelihoodCreditCap == 2 && policy.impactCreditCap == 0)
        let cell = policy.matrix.cell(likelihood: 5, impact: 4)
        #expect(cell.likelihoodLabel == "A" && cell.impactLabel == "three" && cell.band.label == "red")
        #expect(cell.points == 15 && cell.bandRank == 1)
    }

    @Test func bandsWithoutAGridFollowFromTheirThresholds() throws {
        let yaml = "matrix: {bands: [{id: low, from: 1}, {id: high, from: 10}]}"
        let (policy, said) = try reading(yaml, as: ScoringPolicy.read)
        #expect(said.isEmpty)
        #expect(policy.matrix.cell(likelihood: 3, impact: 3).band.id == "low")
        #expect(policy.matrix.cell(likelihood: 5, impact: 2).band.id == "high")
    }

    @Test(arguments: [
        (
            "preset: default-5x6",
            "policy.yaml:1:9: error: there is no preset 'default-5x6'; did you mean 'default-5x5'?"
        ),
        ("likelihood: {support-days: [90, 365, 0, -365]}", "strictly falling"),
        ("likelihood: {support-days: [365, 90, 1, -365]}", "the third 0"),
        ("likelihood: {support-days: [365, 90]}", "four strictly falling"),
        ("likelihood: {support-days: [365, many, 0, -365]}", "whole numbers"),
        ("likelihood: {patch-days: [30, 14, 90]}", "strictly rising"),
        ("floors: {internet: 2}", "floors must rise"),
        ("floors: {internet: 6}", "a whole number from 1 to 5"),
        ("evidence: {max-age: 90}", "it can be: max-age-days"),
        ("flors: {}", "did you mean 'floors'?"),
        ("matrix: {likelihood: [a, b]}", "the grid has 5 lines for 2 likelihoods"),
        ("matrix: {grid: [[low]]}", "the grid has 1 lines"),
        ("matrix: {bands: [{id: low, from: 1}, {id: high, from: 1}]}", "strictly rising"),
        ("matrix: {bands: [{id: low}, {id: high, from: 9}]}", "every band needs 'from'"),
        ("matrix: {bands: [{label: Low, from: 1}]}", "a band needs 'id'"),
        ("matrix: {impact: [a, b], likelihood: [a, b], bands: [{id: x, from: 1}, {id: x, from: 2}]}", "the same id"),
        ("matrix: {likelihood-steps: [1, 2, 3, 2, 5]}", "none lower than the one before"),
        ("matrix: {impact: [a, b], likelihood: [a, b], grid: [[low, medium], [low, low]]}", "the grid falls at"),
        ("matrix: {impact: [a, b], likelihood: [a, b], grid: [[low, lw], [low, low]]}", "uses the band 'lw'"),
    ])
    func aScoringMistakeIsNamedWithItsPlace(yaml: String, expected: String) throws {
        let (_, said) = try reading(yaml, as: ScoringPolicy.read)
        #expect(said.contains { $0.contains(expected) }, "said: \(said)")
        #expect(said.allSatisfy { $0.hasPrefix("policy.yaml:") })
    }

    @Test func everyKeyOfPlansIsRead() throws {
        let (policy, said) = try reading(
            """
            band-days: {critical: 30, high: 60}
            contain-days: {critical: 7}
            next-refresh: 2028-06-30
            lead-days: 60
            contract-notice-days: 180
            horizon-months: 36
            no-fix-caps: {internet: 30, psn: 60, pci: 60, other: 180}
            patches: {days: 10, advice-internet-days: 3, advice-days: 5, pci-months: 2}
            """
        ) { PlanPolicy.read($0, bands: ScoringPolicy.standard.matrix.bands) }
        #expect(said.isEmpty)
        #expect(policy.bandDays == ["critical": 30, "high": 60] && policy.containDays == ["critical": 7])
        #expect(policy.nextRefresh == day("2028-06-30"))
        #expect(policy.leadDays == 60 && policy.contractNoticeDays == 180)
        #expect(policy.horizonMonths == 36)
        #expect(policy.noFixCaps == PlanPolicy.NoFixCaps(internet: 30, psn: 60, pci: 60, other: 180))
        #expect(policy.patchDays == 10 && policy.pciPatchMonths == 2)
    }

    @Test(arguments: [
        ("band-days: {hihg: 60}", "the matrix has no band 'hihg'; did you mean 'high'?"),
        ("band-days: {critical: 90, high: 30}", "must not give a higher band more time"),
        ("band-days: {critical: 0}", "a whole number from 1"),
        ("next-refresh: 30/06/2028", "a day as YYYY-MM-DD"),
        ("no-fix-caps: {internet: 400}", "more time than the rest"),
        ("caps: {}", "has no key 'caps'"),
    ])
    func aPlanMistakeIsNamedWithItsPlace(yaml: String, expected: String) throws {
        let (_, said) = try reading(yaml) { PlanPolicy.read($0, bands: ScoringPolicy.standard.matrix.bands) }
        #expect(said.contains { $0.contains(expected) }, "said: \(said)")
    }
}

struct CalendarPolicyTests {
    @Test func everyKeyOfCalendarIsRead() throws {
        let (policy, said) = try reading(
            """
            known-until: 2029
            extra-holidays: [2026-12-24]
            freezes:
              - {from: 2027-03-22, until: 2027-05-07, reason: local elections}
            """,
            as: CalendarPolicy.read
        )
        #expect(said.isEmpty)
        #expect(policy.knownUntil == 2029)
        #expect(policy.calendar.obstacle(on: day("2027-04-07")) == "in the freeze for local elections")
        #expect(policy.calendar.obstacle(on: day("2026-12-24")) != nil)
    }

    @Test(arguments: [
        ("freezes: [{from: 2027-05-07, until: 2027-03-22, reason: x}]", "ends before it begins"),
        ("freezes: [{from: 2027-05-07, reason: x}]", "a freeze needs 'until'"),
        ("extra-holidays: [Christmas]", "a list of days"),
        ("known-until: 1999", "from 2026 to 2100"),
        ("freeze: []", "did you mean 'freezes'?"),
    ])
    func aCalendarMistakeIsNamedWithItsPlace(yaml: String, expected: String) throws {
        let (_, said) = try reading(yaml, as: CalendarPolicy.read)
        #expect(said.contains { $0.contains(expected) }, "said: \(said)")
    }
}

struct ApprovalPolicyTests {
    private let bands = ScoringPolicy.standard.matrix.bands

    @Test(arguments: [
        ("low", "Asset owner", "SIRO, with Asset owner"),
        ("medium", "Head of ICT, with Architecture Group", "SIRO, with Head of ICT and Architecture Group"),
        ("high", "SIRO or named deputy", "SIRO"),
        ("very-high", "SIRO", "SIRO"),
        (
            "critical", "SIRO, with Management team or Executive Board",
            "SIRO, with Management team or Executive Board"
        ),
    ])
    func aBandHasItsRouteAndNoFixesAlwaysGoToTheSIRO(id: String, usual: String, noFix: String) {
        let band = Band(id: id, label: id)
        #expect(ApprovalPolicy().route(band: band, lacksFixes: false).summary == usual)
        #expect(ApprovalPolicy().route(band: band, lacksFixes: true).summary == noFix)
    }

    @Test func aSharedEstateNeedsEachCouncil() {
        let route = ApprovalPolicy().route(
            band: Band(id: "high", label: "High"),
            lacksFixes: true,
            sharedWith: ["Stockton", "Darlington"]
        )
        #expect(route.summary == "SIRO (each council decides; also Darlington and Stockton)")
        #expect(route.reasons.count == 3)
    }

    @Test(arguments: [
        (1, false, "ICT manager"), (25_000, true, "ICT manager"), (25_001, true, "ICT Executive Board"),
        (25_001, false, "ICT manager"),
    ])
    func spendingGoesToItsApprover(pounds: Int, isShared: Bool, expected: String) {
        #expect(ApprovalPolicy().spendApprover(pounds: pounds, isShared: isShared) == expected)
    }

    @Test func everyKeyOfApprovalsIsRead() throws {
        let (policy, said) = try reading(
            """
            decisions:
              low: {by: Owner}
              medium: {by: Owner, with: Group, report-to: [Board], register: service}
              high: {by: SIRO}
              very-high: {by: SIRO}
              critical: {by: SIRO}
            no-fix: Senior Information Risk Owner
            spend: [{over-pounds: 100, shared: true, by: Board}]
            """
        ) { ApprovalPolicy.read($0, bands: bands) }
        #expect(said.isEmpty)
        let medium = ApprovalPolicy.Step(by: "Owner", with: ["Group"], reportTo: ["Board"], register: "service")
        #expect(policy.decisions["medium"] == medium)
        #expect(policy.noFix == "Senior Information Risk Owner")
        #expect(policy.spendApprover(pounds: 101, isShared: true) == "Board")
        #expect(policy.spendApprover(pounds: 101, isShared: false) == nil)
    }

    @Test(arguments: [
        ("decisions: {low: {by: Owner}}", "nobody decides about the band 'critical'"),
        ("decisions: {lows: {by: Owner}}", "did you mean 'low'?"),
        ("decisions: {low: {}}", "'low' needs 'by'"),
        ("spend: [{by: Board}]", "a spending step needs 'over-pounds'"),
        ("no-fixes: SIRO", "did you mean 'no-fix'?"),
    ])
    func anApprovalMistakeIsNamedWithItsPlace(yaml: String, expected: String) throws {
        let (_, said) = try reading(yaml) { ApprovalPolicy.read($0, bands: bands) }
        #expect(said.contains { $0.contains(expected) }, "said: \(said)")
    }
}
