import EstateModel
import Lifecycle
import StrictYAML
import Testing

@testable import RuleExchange

struct RuleUpdaterTests {
    @Test func aDateIsChangedInItsPlaceAndEverythingElseStays() throws {
        let proposal = try SmallPack.propose(
            SmallPack.catalogue(SmallPack.same.replacing("2027-03-01", with: "2027-01-31"))
        )
        let expected = SmallPack.rule.replacing("until: 2027-03-01    # two", with: "until: 2027-01-31    # two")
            .replacing("verified: 2026-01-01}  # looked", with: "verified: 2026-08-22}  # looked")
        #expect(proposal.files.map(\.newText) == [expected])
        #expect(proposal.changes.map(\.kind) == [.date, .source])
        // The test beside the date no longer holds: a person has to look at it.
        #expect(proposal.brokenTests.map(\.title) == ["the last day"])
    }

    @Test func datesThatAgreeOnlyGetTheDayOfLooking() throws {
        let proposal = try SmallPack.propose(SmallPack.catalogue(SmallPack.same))
        #expect(proposal.changes.map(\.text) == ["source 'page' looked at 2026-01-01 → 2026-08-22"])
    }

    @Test func aSourceIsNotCalledLookedAtWhenOneOfItsDatesWasNot() throws {
        let withoutOldest = SmallPack.same.split(separator: "\n").dropLast().joined().dropLast()
        let proposal = try SmallPack.propose(SmallPack.catalogue(String(withoutOldest)))
        #expect(proposal.files.isEmpty)
        #expect(proposal.rejections.map(\.release) == ["1.0"])
        let changed = String(withoutOldest).replacing("2028-03-01", with: "2028-02-01")
        let text = try #require(SmallPack.propose(SmallPack.catalogue(changed)).files.first?.newText)
        #expect(text.contains("page: {url: \"https://endoflife.date/widget\", verified: 2026-01-01}"))
        #expect(text.contains("  endoflife: {url: \"https://endoflife.date/widget\", verified: 2026-08-22}\n  page:"))
        #expect(text.contains("        until: 2028-02-01\n        source: endoflife\n"))
    }

    @Test func aNewReleaseIsWrittenAsItsNeighboursAre() throws {
        let new = #"{"cycle": "4.0", "releaseDate": "2026-08-01", "eoas": "2028-08-01", "eol": "2029-08-01"}, "#
        let proposal = try SmallPack.propose(SmallPack.catalogue(new + SmallPack.same))
        let text = try #require(proposal.files.first?.newText)
        #expect(
            text.contains(
                """
                  # the newest first
                  - cycle: "4.0"
                    released: 2026-08-01
                    phases:
                      - {phase: full, until: 2028-08-01}
                      - {phase: security, until: 2029-08-01}
                  - cycle: "3.0"

                """
            )
        )
        #expect(RulePack(files: [SmallPack.file(text)]).isComplete)
    }

    @Test(arguments: [
        (#"{"cycle": "4.0-lts", "eol": "2030-01-01"}"#, "is no version"),
        (#"{"cycle": "0.1", "releaseDate": "2010-01-01", "eol": "2011-01-01"}"#, "over, and older"),
        (#"{"cycle": "4.0", "releaseDate": "2026-01-01", "eol": true}"#, "no end that a rule could use"),
        // 3 is what 3.0 begins with: both would hold for 3.0.1.
        (#"{"cycle": "3", "releaseDate": "2026-01-01", "eol": "2030-01-01"}"#, "fit the same version"),
    ])
    func whatOnlyAPersonCanDecideIsListedWithTheReason(_ release: String, _ reason: String) throws {
        let proposal = try SmallPack.propose(SmallPack.catalogue(SmallPack.same + ", " + release))
        #expect(proposal.rejections.contains { $0.reason.contains(reason) }, "\(proposal.rejections)")
        #expect(!proposal.changes.contains { $0.kind == .release })
    }

    @Test func aDateThatWasLookedUpLaterElsewhereStays() throws {
        let text = SmallPack.same.replacing("2026-03-01", with: "2026-02-01")
        let proposal = try SmallPack.propose(SmallPack.catalogue(text))
        #expect(!proposal.changes.contains { $0.kind == .date })
        #expect(proposal.rejections.first?.reason.contains("looked at on 2026-09-01") == true)
        // Newer data win, and the phase then cites them.
        let newer = try SmallPack.propose(SmallPack.catalogue(text, day: "2026-10-01"))
        #expect(newer.files.first?.newText?.contains("until: 2026-02-01, source: page}") == true)
    }

    @Test func windowsLineEndsAreKept() throws {
        let rule = SmallPack.rule.replacing("\n", with: "\r\n")
        let new = #"{"cycle": "4.0", "releaseDate": "2026-08-01", "eol": "2029-08-01"}, "#
        let text = try #require(
            SmallPack.propose(SmallPack.catalogue(new + SmallPack.same), rule: rule).files.first?.newText
        )
        #expect(text.replacing("\r\n", with: "").contains("\n") == false)
        #expect(text.contains("cycle: \"4.0\"\r\n"))
    }

    @Test func anUnknownProductChangesNothing() throws {
        var catalogue = try SmallPack.catalogue(SmallPack.same)
        catalogue.products["gadget"] = catalogue.products.removeValue(forKey: "widget")
        let proposal = try SmallPack.propose(catalogue)
        #expect(proposal.files.isEmpty)
        #expect(proposal.unknownSlugs == ["gadget"])
        #expect(proposal.rejections.first?.reason.contains("its link names 'widget'") == true)
    }
}
