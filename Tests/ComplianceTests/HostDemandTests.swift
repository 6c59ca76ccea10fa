import EstateModel
import Lifecycle
import Risk
import TestSupport
import Testing

@testable import Compliance

/// Generations, hardware, patches and ends: what is asked of every host.
struct HostDemandTests {
    private static func verdicts(
        _ demand: PolicyVerdict.Demand,
        _ findings: [Finding] = [],
        asset: PolicyAsset = Samples.asset(),
        demands: CouncilDemands = Samples.demands()
    ) -> [PolicyVerdict] {
        demands.verdicts(on: asset, findings: findings).filter { $0.demand == demand }
    }

    // MARK: Generations

    private static func release(_ cycle: String, behind: Int, allowed: Int = 1) -> Finding {
        Samples.finding("stonedb", cycle) {
            $0.generation = GenerationVerdict(ladder: "stonedb", behind: behind, allowedBehind: allowed, current: "3")
        }
    }

    @Test func aReleaseIsInBreachFromTheDayOnWhichOneTooManySettled() throws {
        let verdict = try #require(Self.verdicts(.generations, [Self.release("1", behind: 2)]).first)
        // The third generation came out on 1 January 2023 and settled 180 days later.
        #expect(verdict.outcome == .breached(since: Samples.day("2023-06-30")))
        #expect(verdict.reason == "It is N-2, and the policy allows N-1; N on the ladder stonedb is 3.")
        #expect(verdict.policyKey == "lifecycle.n-minus.default")
    }

    @Test func aReleaseIsDueWhenTheRulesKnowWhatWillPushItOut() throws {
        let verdict = try #require(Self.verdicts(.generations, [Self.release("2", behind: 1)]).first)
        #expect(verdict.outcome == .dueSoon(until: Samples.day("2027-03-29")))
        #expect(verdict.horizonDays == 365)
        #expect(verdict.reason.contains("when StoneDB 4 becomes N on 30 March 2027"))
        #expect(Self.verdicts(.generations, [Self.release("3", behind: 0)]).first?.outcome == .met(until: nil))
    }

    @Test func theKeyOfALadderOfItsOwnIsNamed() {
        let policy = CouncilPolicy(ladders: ["stonedb": 0], settle: Span(days: 180))
        let finding = Self.release("2", behind: 1, allowed: 0)
        let verdict = Self.verdicts(.generations, [finding], demands: Samples.demands(lifecycle: policy)).first
        #expect(verdict?.policyKey == "lifecycle.n-minus.ladders.stonedb")
        #expect(verdict?.outcome == .breached(since: Samples.day("2023-06-30")))
    }

    @Test func aReleaseThatIsNotKnownIsUnknownOnlyWhereItsProductStandsOnALadder() {
        #expect(Self.verdicts(.generations, [Samples.finding("stonedb", nil)]).map(\.standing) == [.unknown])
        let newer = Samples.finding("stonedb", "9", status: .unknownNewer)
        #expect(Self.verdicts(.generations, [newer]).map(\.standing) == [.unknown])
        #expect(Self.verdicts(.generations, [Samples.finding("sandbox", nil)]).isEmpty)
        #expect(Self.verdicts(.generations, [Samples.finding("stonedb", "3-current")]).isEmpty)
    }

    // MARK: Hardware

    private static func device(_ due: String?) -> Finding {
        var finding = Samples.finding("proliant", "gen8", kind: "hardware", status: .unknown) {
            $0.ageDue = due.map(Samples.day)
        }
        finding.subject = Fact(kind: "hardware", fields: ["model": "ProLiant", "biosDate": "2014-03-11"])
        return finding
    }

    @Test(arguments: [
        ("2027-11-22", "met"), ("2027-11-21", "due-soon"), ("2026-11-21", "due-soon"), ("2026-11-20", "breached"),
    ])
    func aDeviceIsDueAYearBeforeItsLifeSpanIsOver(due: String, standing: String) {
        let verdict = Self.verdicts(.hardwareLife, [Self.device(due)], asset: Samples.asset { $0.isDevice = true })
            .first
        #expect(verdict?.standing.rawValue == standing)
        #expect(verdict?.reason.hasPrefix("Its life span of 5 years") == true)
    }

    @Test func anAgeThatNobodyKnowsIsUnknownAndAGuestHasNone() {
        let device = Samples.asset { $0.isDevice = true }
        #expect(Self.verdicts(.hardwareLife, [Self.device(nil)], asset: device).map(\.standing) == [.unknown])
        #expect(Self.verdicts(.hardwareLife, asset: device).map(\.standing) == [.unknown])
        #expect(Self.verdicts(.hardwareLife, asset: Samples.asset { $0.isDevice = nil }).map(\.standing) == [.unknown])
        #expect(Self.verdicts(.hardwareLife).isEmpty)
    }

    // MARK: Patches

    private static func patched(
        oldest: Int?,
        refreshed: Int? = 0,
        installed: Int? = nil,
        internetFacing: Bool? = false
    ) -> PolicyAsset {
        Samples.asset { asset in
            var updates = UpdateState()
            updates.pending =
                oldest.map { days in
                    [.init(name: "openssl", security: true, released: Samples.today.adding(days: -days))]
                } ?? (installed == nil ? [] : [.init(name: "openssl")])
            updates.listsRefreshed = refreshed.map { Samples.today.adding(days: -$0) }
            updates.lastInstalled = installed.map { Samples.today.adding(days: -$0) }
            asset.updates = updates
            asset.internetFacing = internetFacing
        }
    }

    @Test(arguments: [(14, "due-soon"), (15, "breached")])
    func theOldestFixThatWaitsDecides(days: Int, standing: String) {
        let verdict = Self.verdicts(.patchAge, asset: Self.patched(oldest: days)).first
        #expect(verdict?.standing.rawValue == standing)
        #expect(verdict?.policyKey == "plan.patches.days")
        if standing == "breached" { #expect(verdict?.outcome == .breached(since: Samples.today)) }
    }

    @Test func theLastInstallationStandsInForReleaseDaysAndTheSentenceSaysSo() {
        let verdict = Self.verdicts(.patchAge, asset: Self.patched(oldest: nil, installed: 40)).first
        #expect(verdict?.standing == .breached)
        #expect(verdict?.reason.contains("updates were last installed on 12 October 2026, 40 days before") == true)
    }

    @Test func nothingThatWaitsIsMetOnlyByFreshLists() {
        #expect(Self.verdicts(.patchAge, asset: Self.patched(oldest: nil)).map(\.standing) == [.met])
        #expect(Self.verdicts(.patchAge, asset: Self.patched(oldest: nil, refreshed: 14)).map(\.standing) == [.met])
        #expect(Self.verdicts(.patchAge, asset: Self.patched(oldest: nil, refreshed: 15)).map(\.standing) == [.unknown])
        #expect(
            Self.verdicts(.patchAge, asset: Self.patched(oldest: nil, refreshed: nil)).map(\.standing) == [.unknown]
        )
        #expect(Self.verdicts(.patchAge, asset: Samples.asset { $0.updates = nil }).map(\.standing) == [.unknown])
    }

    @Test(arguments: [
        (5, Bool?.some(true), "due-soon"), (6, true, "breached"), (7, false, "due-soon"), (8, false, "breached"),
        (5, nil, "due-soon"), (6, nil, "unknown"), (8, nil, "breached"),
    ])
    func adviceDependsOnWhetherItFacesTheInternet(days: Int, internetFacing: Bool?, standing: String) {
        let asset = Self.patched(oldest: days, internetFacing: internetFacing)
        #expect(Self.verdicts(.advisedPatchAge, asset: asset).first?.standing.rawValue == standing)
    }

    /// No way of not knowing is ever taken for having done it.
    @Test(arguments: UInt64(1)...100)
    func withoutUpdateDataNothingIsEverMet(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var updates = UpdateState()
        updates.listsRefreshed = Bool.random(using: &random) ? Samples.today : nil
        updates.lastInstalled = Bool.random(using: &random) ? Samples.today : nil
        updates.rebootNeeded = Bool.random(using: &random) ? false : nil
        let asset = Samples.asset {
            $0.updates = Bool.random(using: &random) ? updates : nil
            $0.internetFacing = [true, false, nil].randomElement(using: &random) ?? nil
        }
        let verdicts = Self.verdicts(.patchAge, asset: asset) + Self.verdicts(.advisedPatchAge, asset: asset)
        #expect(verdicts.map(\.standing) == [.unknown, .unknown], "seed \(seed)")
    }

    // MARK: Ends

    private static func ending(_ day: String?, status: SupportStatus = .supported) -> Finding {
        Samples.finding("stonedb", "2", status: status) { $0.supportEnd = day.map(Samples.day) }
    }

    @Test func anEndIsSeenThroughEveryHorizon() {
        let days: [(String, PolicyVerdict.Outcome, Int?)] = [
            ("2028-11-21", .met(until: Samples.day("2028-11-21")), nil),
            ("2028-11-20", .dueSoon(until: Samples.day("2028-11-20")), 730),
            ("2027-02-19", .dueSoon(until: Samples.day("2027-02-19")), 90),
            ("2026-11-21", .dueSoon(until: Samples.day("2026-11-21")), 90),
            ("2026-11-20", .breached(since: Samples.day("2026-11-21")), nil),
        ]
        for (day, outcome, horizon) in days {
            let verdict = Self.verdicts(.warningHorizon, [Self.ending(day), Samples.system]).first
            #expect(verdict?.outcome == outcome)
            #expect(verdict?.horizonDays == horizon)
        }
    }

    @Test func unknownSupportIsUnknownAndASystemThatNoRuleKnowsIsNamed() {
        let verdicts = Self.verdicts(.warningHorizon, [Self.ending(nil, status: .unknown)])
        #expect(verdicts.map(\.standing) == [.unknown, .unknown])
        #expect(verdicts.map(\.what) == ["stonedb 2", "operating system"])
    }

    @Test func whatEndsWithItsSystemIsNotListedBesideIt() {
        let system = Samples.finding("debian", "12", kind: "os") { $0.supportEnd = Samples.day("2028-06-30") }
        let packages = Samples.finding("debian", nil, kind: "os") {
            $0.role = .distributionPackage
            $0.supportEnd = Samples.day("2028-06-30")
        }
        #expect(Self.verdicts(.warningHorizon, [system, packages]).map(\.what) == ["debian 12"])
    }

    // MARK: Tally

    @Test func adviceThatIsNotFollowedBreaksNoRule() {
        var tally = PolicyTally(warnDays: [90, 365])
        tally.add(PolicyVerdict(.advisedPatchAge, on: nil, what: "w", .breached(since: nil), reason: "", policyKey: ""))
        #expect(!tally.isBreached)
        tally.add(PolicyVerdict(.patchAge, on: nil, what: "w", .breached(since: nil), reason: "", policyKey: ""))
        #expect(tally.isBreached)
        #expect(tally.rows.map(\.total) == [0, 0, 0, 1, 1, 0, 0, 0])
    }
}
