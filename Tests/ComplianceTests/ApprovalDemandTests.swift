import EstateModel
import TestSupport
import Testing

@testable import Compliance

struct ApprovalDemandTests {
    private static let hosts = AssetScope(AssetScope.Members(hosts: ["db01"]))

    private static func list(
        _ approvals: [String: [ApprovedProducts.Approval]] = [:],
        _ deviations: [ApprovedProducts.Deviation] = []
    ) -> ApprovedProducts {
        ApprovedProducts(
            kinds: ["database"],
            approvals: approvals,
            deviations: deviations.isEmpty ? [:] : ["stonedb": deviations]
        )
    }

    private static func verdict(
        _ list: ApprovedProducts,
        _ finding: Finding = Samples.finding("stonedb", "2"),
        asset: PolicyAsset = Samples.asset(),
        asOf: CalendarDay = Samples.today
    ) -> PolicyVerdict? {
        let demands = Samples.demands(approved: list, asOf: asOf)
        return demands.verdicts(on: asset, findings: [finding, Samples.system])
            .first { $0.demand == .approvedProducts && $0.product == "stonedb" }
    }

    private static func allowed(until: String, releases: Set<String>? = nil) -> ApprovedProducts.Deviation {
        ApprovedProducts.Deviation(
            approval: ApprovedProducts.Approval(releases: releases, scope: hosts),
            until: Samples.day(until),
            allowedBy: "Architecture Group",
            reference: "AG-14"
        )
    }

    @Test func whatIsListedIsMetAndTheKeyNamesIt() throws {
        let verdict = try #require(Self.verdict(Self.list(["stonedb": [.init(releases: ["2"])]])))
        #expect(verdict.outcome == .met(until: nil))
        #expect(verdict.policyKey == "approved-products.products.stonedb")
        #expect(verdict.reason == "It is on the list of approved products.")
    }

    @Test func whatIsNotListedIsABreachSinceNobodyKnowsWhen() throws {
        let verdict = try #require(Self.verdict(Self.list()))
        #expect(verdict.outcome == .breached(since: nil))
        #expect(verdict.policyKey == "approved-products.kinds")
        #expect(
            verdict.reason
                == "It is not on the list of approved products, which covers everything of the kind database."
        )
    }

    @Test func anotherReleaseOrAnotherHostIsABreachThatSaysSo() throws {
        let other = try #require(Self.verdict(Self.list(["stonedb": [.init(releases: ["3"])]])))
        #expect(other.standing == .breached)
        #expect(other.reason == "The list of approved products has other releases of it only.")
        let elsewhere = AssetScope(AssetScope.Members(groups: ["web"]))
        let away = try #require(Self.verdict(Self.list(["stonedb": [.init(scope: elsewhere)]])))
        #expect(away.standing == .breached)
        #expect(away.reason == "The list of approved products has it for other hosts only.")
    }

    @Test func whatIsOfAnotherKindOrOnlyAPartIsNotAsked() {
        #expect(Self.verdict(Self.list(), Samples.finding("stonedb", "2", kind: "library")) == nil)
        for role in [Verdict.Role.component, .client, .leftover, .tool, .distributionPackage] {
            #expect(Self.verdict(Self.list(), Samples.finding("stonedb", "2") { $0.role = role }) == nil)
        }
    }

    @Test(arguments: [
        ("2028-11-22", "met"), ("2028-11-20", "due-soon"), ("2026-11-21", "due-soon"), ("2026-11-20", "breached"),
    ])
    func aDeviationCoversToItsLastDayAndThenTheBreachIsBack(until: String, standing: String) throws {
        let verdict = try #require(Self.verdict(Self.list([:], [Self.allowed(until: until)])))
        #expect(verdict.standing.rawValue == standing)
        #expect(verdict.policyKey == "approved-products.deviations")
        #expect(verdict.reason.contains("Architecture Group"))
        #expect(verdict.reason.contains("AG-14"))
        if standing == "breached" {
            #expect(verdict.outcome == .breached(since: Samples.day(until).adding(days: 1)))
        } else {
            #expect(verdict.day == Samples.day(until))
        }
    }

    @Test func aDeviationCoversNeitherOtherReleasesNorOtherHosts() {
        let list = Self.list([:], [Self.allowed(until: "2027-06-30", releases: ["1"])])
        #expect(Self.verdict(list)?.outcome == .breached(since: nil))
        let other = Self.list([:], [Self.allowed(until: "2027-06-30")])
        #expect(Self.verdict(other, asset: Samples.asset("db02"))?.standing == .breached)
    }

    @Test func anApprovalThatEndsIsSeenToEnd() {
        let list = Self.list(["stonedb": [.init(until: Samples.day("2027-01-31"))]])
        #expect(Self.verdict(list)?.outcome == .dueSoon(until: Samples.day("2027-01-31")))
        #expect(Self.verdict(list)?.horizonDays == 90)
        let later = Self.verdict(list, asOf: Samples.day("2027-02-01"))
        #expect(later?.outcome == .breached(since: Samples.day("2027-02-01")))
        #expect(later?.reason == "Its place on the list of approved products ended on 31 January 2027.")
    }

    @Test func aReleaseThatIsNotKnownIsOnlyApprovedWhereAllThatItMayBeAre() {
        let vague = Samples.finding("stonedb", nil) { $0.candidates = ["2", "3"] }
        let some = Self.list(["stonedb": [.init(releases: ["2"])]])
        let all = Self.list(["stonedb": [.init(releases: ["2"]), .init(releases: ["3"])]])
        #expect(Self.verdict(some, vague)?.standing == .unknown)
        #expect(Self.verdict(all, vague)?.standing == .met)
        #expect(Self.verdict(Self.list(["stonedb": [.init()]]), vague)?.standing == .met)
        #expect(Self.verdict(Self.list(["stonedb": [.init(releases: ["4"])]]), vague)?.standing == .breached)
    }

    @Test func whatCouldNotBeReadIsUnknown() {
        let asset = Samples.asset { $0.softwareIsComplete = false }
        let demands = Samples.demands(approved: ApprovedProducts(kinds: ["os"]))
        let verdicts = demands.verdicts(on: asset, findings: []).filter { $0.demand == .approvedProducts }
        #expect(verdicts.map(\.standing) == [.unknown, .unknown])
        #expect(verdicts.map(\.what) == ["operating system", "software"])
    }

    @Test func withoutAListNothingIsAsked() {
        let verdicts = Samples.demands().verdicts(on: Samples.asset(), findings: [Samples.system])
        #expect(!verdicts.contains { $0.demand == .approvedProducts })
    }

    /// Products by chance on a list by chance: taking one off never makes fewer breaches.
    @Test(arguments: UInt64(1)...200)
    func aShorterListNeverHasFewerBreaches(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let releases = ["1", "2", "3"]
        var list = ApprovedProducts(kinds: ["database", "runtime"])
        for product in ["a", "b", "c", "d"] {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let until = Bool.random(using: &random) ? Self.day(&random) : nil
                list.approvals[product, default: []].append(
                    .init(
                        releases: Bool.random(using: &random)
                            ? nil : Set(releases.filter { _ in Bool.random(using: &random) }),
                        scope: Bool.random(using: &random) ? AssetScope() : Self.hosts,
                        until: until
                    )
                )
            }
            if Bool.random(using: &random) {
                list.deviations[product] = [
                    .init(
                        approval: .init(),
                        until: Self.day(&random),
                        allowedBy: "Board",
                        reference: "R"
                    )
                ]
            }
        }
        let findings = (0..<12).map { _ in
            Samples.finding(
                ["a", "b", "c", "d"].randomElement(using: &random),
                Bool.random(using: &random) ? releases.randomElement(using: &random) : nil
            ) { $0.candidates = Bool.random(using: &random) ? ["1", "2"] : [] }
        }
        func breaches(_ list: ApprovedProducts) -> Int {
            Samples.demands(approved: list).verdicts(on: Samples.asset(), findings: findings)
                .count { $0.demand == .approvedProducts && $0.standing == .breached }
        }
        let before = breaches(list)
        for product in list.approvals.keys.sorted() {
            var shorter = list
            shorter.approvals[product] = nil
            #expect(breaches(shorter) >= before, "seed \(seed), without \(product)")
            list.approvals[product]?.removeLast()
            #expect(breaches(list) >= before, "seed \(seed), one approval of \(product) less")
        }
    }

    private static func day(_ random: inout SeededRandom) -> CalendarDay {
        Samples.today.adding(days: Int.random(in: -400...1000, using: &random))
    }
}
