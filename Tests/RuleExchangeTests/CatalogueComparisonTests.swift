import EstateModel
import Lifecycle
import StrictYAML
import Testing

@testable import RuleExchange

struct CatalogueComparisonTests {
    @Test func theSameDatesAgree() throws {
        let comparison = try SmallPack.compare(SmallPack.catalogue(SmallPack.same))
        #expect(comparison.disagreements.isEmpty)
        #expect(comparison.datesThatAgree == 4)
    }

    @Test func whereTheOtherIsMoreCautiousComesFirst() throws {
        let text = SmallPack.same.replacing("2026-03-01", with: "2026-06-01").replacing(
            "2028-03-01",
            with: "2028-02-01"
        )
        let found = try SmallPack.compare(SmallPack.catalogue(text)).disagreements
        #expect(found.map(\.release) == ["3.0", "2.0"])
        #expect(found.map(\.cautious) == [.theirs, .ours])
        #expect(found.first?.cautiousDay?.description == "2028-02-01")
        #expect(found.first?.days == 29)
        #expect(found.first?.location.description == "rules/server/widget.yaml:19:9")
    }

    @Test(arguments: [
        (#""eol": "2028-03-01""#, #""eol": true"#, Disagreement.Kind.overThere),
        (#""eol": "2028-03-01""#, #""eol": false"#, .undatedThere),
        (#""eol": "2028-03-01""#, #""eol": "2028-03-01", "eoes": "2030-01-01""#, .phaseNotHere),
        (#""cycle": "1.0""#, #""cycle": "0.9""#, .releaseNotThere),
    ])
    func eachWayToDisagreeIsToldApart(_ old: String, _ new: String, _ kind: Disagreement.Kind) throws {
        let comparison = try SmallPack.compare(SmallPack.catalogue(SmallPack.same.replacing(old, with: new)))
        #expect(comparison.disagreements.contains { $0.kind == kind }, "\(comparison.disagreements.map(\.kind))")
    }

    @Test func aReleaseThatOnlyTheyHaveSaysWhetherItIsOver() throws {
        let more = #", {"cycle": "4.0", "eol": "2030-01-01"}, {"cycle": "0.5-beta", "eol": "2020-01-01"}"#
        let found = try SmallPack.compare(SmallPack.catalogue(SmallPack.same + more)).disagreements
        #expect(found.map(\.theirRelease) == ["4.0", "0.5-beta"])
        #expect(found.map(\.isOver) == [false, true])
        #expect(found.map(\.isNameOnly) == [false, true])
    }

    @Test func keysAreComparedAsTextAndNeverAsVersions() throws {
        let comparison = try SmallPack.compare(
            SmallPack.catalogue(SmallPack.same.replacing(#""cycle": "3.0""#, with: #""cycle": "3.00""#))
        )
        #expect(Set(comparison.disagreements.map(\.kind)) == [.releaseNotHere, .releaseNotThere])
    }
}
