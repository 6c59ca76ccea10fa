import EstateModel
import Lifecycle
import Testing

@testable import RuleExchange

struct VerdictComparisonTests {
    private let pack = RulePack(files: [SmallPack.file()])

    private func finding(
        _ status: SupportStatus,
        until end: String? = nil,
        release: String = "3.0",
        fact: String = "widget",
        asset: Int64 = 1
    ) -> Finding {
        var verdict = Verdict(status: status)
        verdict.product = "widget"
        verdict.release = release
        verdict.clock = "vendor"
        verdict.supportEnd = end.flatMap { CalendarDay($0) }
        return Finding(
            assetID: asset,
            assetName: "host\(asset)",
            subject: Fact(kind: "dpkg", fields: ["name": fact]),
            verdict: verdict
        )
    }

    private func compare(_ old: [Finding], _ new: [Finding], _ newRule: String = SmallPack.rule) -> VerdictComparison {
        let newPack = RulePack(files: [SmallPack.file(newRule)])
        return VerdictComparison(old: old, oldPack: pack, new: new, newPack: newPack)
    }

    @Test(arguments: [
        (SupportStatus.supported, SupportStatus.unsupported, true),
        (.supported, .unknown, true),
        (.securityOnly, .supported, false),
        (.unknown, .supported, false),
        (.unsupported, .supported, false),
        // A finding that is lost.
        (.unsupported, .unknown, true),
        (.unknown, .unsupported, true),
    ])
    func whatBecomesWorseIsTold(_ old: SupportStatus, _ new: SupportStatus, _ isWorse: Bool) {
        #expect(compare([finding(old)], [finding(new)]).isWorse == isWorse)
    }

    @Test func anEarlierEndIsWorseAndALaterOneIsNot() {
        let early = finding(.supported, until: "2027-01-01")
        let late = finding(.supported, until: "2028-01-01")
        #expect(compare([late], [early]).isWorse)
        #expect(!compare([early], [late]).isWorse)
        #expect(compare([late], [late]).changes.isEmpty)
        #expect(compare([late], [late]).unchanged == 1)
    }

    @Test func theRuleLinesThatChangedAreNamed() {
        let comparison = compare(
            [finding(.supported, until: "2027-03-01")],
            [finding(.supported, until: "2027-01-01")],
            SmallPack.rule.replacing("until: 2027-03-01", with: "until: 2027-01-01")
        )
        #expect(
            comparison.changes.first?.why == [
                "Full support: full 2027-03-01 at rules/server/widget.yaml:17:9 is now full 2027-01-01 at "
                    + "rules/server/widget.yaml:17:9."
            ]
        )
        #expect(comparison.products.map(\.worse) == [1])
    }

    @Test func anInstallationShownByAnotherFactIsTheSame() {
        let comparison = compare([finding(.supported, fact: "a")], [finding(.supported, fact: "b")])
        #expect(comparison.changes.isEmpty)
    }

    @Test func whatOnlyOnePackKnowsIsAChange() {
        #expect(compare([finding(.supported)], []).changes.first?.why == ["The new rules do not know it."])
        #expect(compare([finding(.supported)], []).isWorse)
        #expect(!compare([], [finding(.supported)]).isWorse)
        #expect(compare([], [finding(.unsupported)]).isWorse)
    }
}
