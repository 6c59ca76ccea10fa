import EstateModel
import TestSupport
import Testing

@testable import Compliance

struct AgreementDemandTests {
    private static func agreement(
        _ ends: String = "2027-12-31",
        kind: Agreement.Kind = .support,
        _ change: (inout Agreement) -> Void = { _ in }
    ) -> Agreement {
        var agreement = Agreement(id: "c1", kind: kind, ends: Samples.day(ends), key: "contracts.c1")
        agreement.name = "Planning system"
        agreement.reference = "C-118"
        agreement.supplier = "Example Ltd"
        agreement.organisations = ["north"]
        change(&agreement)
        return agreement
    }

    private static func verdict(_ agreement: Agreement, hosts: Int = 3, asOf: String = "2026-11-21") -> PolicyVerdict? {
        Samples.demands(asOf: Samples.day(asOf)).verdicts(on: [agreement], hostCounts: [hosts]).first
    }

    @Test(arguments: [
        ("2025-12-30", "met", Int?.none), ("2025-12-31", "due-soon", 730), ("2026-12-31", "due-soon", 365),
        ("2027-10-02", "due-soon", 90), ("2027-12-31", "due-soon", 90), ("2028-01-01", "breached", nil),
    ])
    func theEndIsSeenThroughEveryHorizonAndTheLastDayCounts(asOf: String, standing: String, horizon: Int?) {
        let verdict = Self.verdict(Self.agreement(), asOf: asOf)
        #expect(verdict?.standing.rawValue == standing)
        #expect(verdict?.horizonDays == horizon)
        let day = standing == "breached" ? "2028-01-01" : "2027-12-31"
        #expect(verdict?.day == Samples.day(day))
    }

    @Test func theSentenceNamesSupplierHostsEndAndNotice() {
        let verdict = Self.verdict(Self.agreement { $0.noticeDays = 30 }, asOf: "2027-06-01")
        #expect(verdict?.what == "Planning system (C-118)")
        #expect(verdict?.actBy == Samples.day("2027-12-01"))
        #expect(
            verdict?.reason
                == "This support contract with Example Ltd, which covers 3 hosts, ends on 31 December 2027; "
                + "notice must be given by 1 December 2027."
        )
        let late = Self.verdict(Self.agreement { $0.noticeDays = 30 }, asOf: "2027-12-02")
        #expect(late?.reason.hasSuffix("; the day for notice was 1 December 2027.") == true)
    }

    @Test func aLongNoticeMakesItDueBeforeAnyHorizon() {
        let verdict = Self.verdict(Self.agreement { $0.noticeDays = 1000 }, asOf: "2025-06-01")
        #expect(verdict?.standing == .dueSoon)
        #expect(verdict?.horizonDays == nil)
        #expect(verdict?.actBy == Samples.day("2025-04-05"))
    }

    @Test func theNoticeOfThePolicyHoldsWhereTheContractHasNone() {
        #expect(Self.verdict(Self.agreement(), asOf: "2027-06-01")?.actBy == Samples.day("2027-10-02"))
        #expect(Self.verdict(Self.agreement { $0.noticeDays = 0 }, asOf: "2027-06-01")?.actBy == nil)
    }

    @Test func aLicenceIsADemandOfItsOwn() {
        #expect(Self.verdict(Self.agreement(kind: .licence))?.demand == .licenceEnd)
        for kind in Agreement.Kind.allCases where kind != .licence {
            #expect(Self.verdict(Self.agreement(kind: kind))?.demand == .contractEnd)
        }
    }

    @Test func whatIsCarriedOnIsMetWhateverTheDay() {
        let verdict = Self.verdict(Self.agreement { $0.followedBy = "c2" }, asOf: "2029-01-01")
        #expect(verdict?.outcome == .met(until: nil))
        #expect(verdict?.reason.contains("carried on by c2") == true)
    }

    @Test func whatARuleSaysOfASupplierIsOnlyHeardWhereItIsUsed() {
        let agreement = Self.agreement { $0.onlyWhereUsed = true }
        #expect(Self.verdict(agreement, hosts: 0) == nil)
        #expect(Self.verdict(agreement, hosts: 1) != nil)
    }

    @Test func itCoversHostsInScopeOfItsOrganisationsWithOneOfItsProducts() {
        let agreement = Self.agreement {
            $0.products = ["uniform"]
            $0.scope = AssetScope(AssetScope.Members(tags: ["psn"]), organisations: ["north"])
        }
        #expect(agreement.covers(Samples.asset(), products: ["uniform", "debian"]))
        #expect(!agreement.covers(Samples.asset(), products: ["debian"]))
        #expect(!agreement.covers(Samples.asset { $0.tags = [] }, products: ["uniform"]))
        #expect(!agreement.covers(Samples.asset { $0.organisations = ["south"] }, products: ["uniform"]))
    }

    /// Days, notices and kinds by chance: what is once breached stays so, and nothing becomes better by waiting.
    @Test(arguments: UInt64(1)...200)
    func waitingNeverMendsAnEnd(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let agreement = Self.agreement(kind: Agreement.Kind.allCases.randomElement(using: &random) ?? .support) {
            $0.ends = Samples.today.adding(days: Int.random(in: -300...1500, using: &random))
            $0.noticeDays = Bool.random(using: &random) ? Int.random(in: 0...1200, using: &random) : nil
            $0.followedBy = Int.random(in: 0...4, using: &random) == 0 ? "c2" : nil
        }
        var worst = 0
        for step in 0..<40 {
            let day = Samples.today.adding(days: step * 50 - 200).description
            let badness = Self.verdict(agreement, asOf: day)?.standing.badness ?? 0
            #expect(badness >= worst, "seed \(seed) on \(day)")
            worst = badness
        }
    }
}
