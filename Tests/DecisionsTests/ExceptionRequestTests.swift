import DecisionSamples
import Decisions
import EstateModel
import Planning
import Testing

struct ExceptionRequestTests {
    private func gaps(_ change: (inout ExceptionRequest) -> Void) throws -> [DecisionFault.Gap] {
        var request = Sample.request
        change(&request)
        return request.gaps(in: try Sample.story().book, terms: Sample.terms(), on: day("2026-11-20"))
    }

    @Test func aCompleteRequestHasNoGaps() throws {
        #expect(try gaps { _ in }.isEmpty)
    }

    @Test func everythingThatIsMissingIsListedAtOnce() throws {
        var story = try Sample.story()
        let empty = ExceptionRequest(risks: [], scope: ExceptionScope(assets: [], product: "", release: nil))
        try story.log(.draft(exception: "E-0001", request: empty))
        let terms = Sample.terms(organisations: [])
        let fault = try #require(story.refusal(.submit(exception: "E-0001", terms: terms)))
        #expect(fault.gaps.count == 10)
        for word in [
            "asset", "product", "justification", "upgraded", "owner", "organisation", "risk", "control", "plan",
        ] {
            #expect(fault.messages.contains(word), "\(word) is missing and not said to be")
        }
        #expect(fault.gaps.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test func theLongestPeriodDependsOnTheBand() throws {
        for (band, days) in [("critical", 90), ("very-high", 180), ("high", 365), ("medium", 365), ("low", 365)] {
            var request = Sample.request
            let terms = Sample.terms(band: band)
            let book = try Sample.story().book
            request.expiresOn = day("2026-11-20").adding(days: days - 1)
            #expect(request.gaps(in: book, terms: terms, on: day("2026-11-20")).isEmpty, "\(band)")
            request.expiresOn = day("2026-11-20").adding(days: days)
            let gap = request.gaps(in: book, terms: terms, on: day("2026-11-20")).first
            #expect(gap?.code == .period)
            #expect(gap?.remedy == "end it on \(day("2026-11-20").adding(days: days - 1).longDescription) or before")
        }
    }

    @Test func aPeriodThatBeginsLaterCountsFromItsBeginning() throws {
        #expect(
            try gaps {
                $0.effectiveOn = day("2026-12-01"); $0.expiresOn = day("2027-11-30")
            }.isEmpty
        )
        #expect(
            try gaps {
                $0.effectiveOn = day("2026-12-01"); $0.expiresOn = day("2027-12-01")
            }.map(\.code) == [.period]
        )
        // A first day in the past does not lengthen what is left.
        #expect(
            try gaps {
                $0.effectiveOn = day("2025-01-01"); $0.expiresOn = day("2027-11-19")
            }.isEmpty
        )
        #expect(try gaps { $0.effectiveOn = day("2027-06-01") }.map(\.code) == [.period])
        #expect(try gaps { $0.expiresOn = day("2026-11-19") }.map(\.code) == [.plan, .period])
        #expect(try gaps { $0.expiresOn = nil }.map(\.code) == [.period])
    }

    @Test func evidenceOlderThanNinetyDaysIsRefused() throws {
        let book = try Sample.story().book
        func codes(_ date: String) -> [DecisionFault.Code] {
            Sample.request.gaps(in: book, terms: Sample.terms(), on: day(date)).map(\.code)
        }
        #expect(codes("2027-02-08").isEmpty)
        #expect(codes("2027-02-09") == [.evidence])
    }

    @Test func aPlanMustRemoveOrReplaceAndSayWhen() throws {
        func codes(_ plan: PlanContent) throws -> [DecisionFault.Gap] {
            var story = Story()
            try story.log(
                .risk(.open(risk: "R-0001", key: "a|b|c|d", label: "b c", assets: [1], score: Sample.score()))
            )
            try story.log(.control(.record(control: "C-0001", description: Sample.control, check: Sample.check())))
            try story.log(.plan(.draft(plan: Sample.plan1, content: plan)))
            return Sample.request.gaps(in: story.book, terms: Sample.terms(), on: day("2026-11-20"))
        }
        #expect(try codes(Sample.plan()).isEmpty)
        #expect(
            try codes(Sample.plan(days: [(.options, "2026-12-18")])).first?.message
                == "P-0001 has no final removal date"
        )
        #expect(try codes(Sample.plan(kind: .isolate)).first?.message == "P-0001 only bridges time")
        let late = try codes(Sample.plan(days: [(.switchOff, "2027-10-29")]))
        #expect(late.first?.remedy == "add a milestone on which a renewal can be tested")
        #expect(try codes(Sample.plan(days: [(.switchOff, "2027-05-20")])).isEmpty)
        #expect(try gaps { $0.plan = "P-0009" }.map(\.code) == [.plan])
    }

    @Test func whatIsNamedMustExistAndConcernTheAssets() throws {
        #expect(try gaps { $0.risks = ["R-0009"] }.map(\.code) == [.unknown])
        #expect(try gaps { $0.controls = ["C-0009"] }.map(\.code) == [.unknown])
        let elsewhere = ExceptionScope(assets: [99], product: "windows-server", release: "2012-r2")
        #expect(try gaps { $0.scope = elsewhere }.map(\.code) == [.evidence, .plan])
    }

    @Test func aScopeIsItsAssetsAndItsRelease() {
        let hash = Sample.scope.hash
        #expect(ExceptionScope(assets: [12, 11, 12], product: "windows-server", release: "2012-r2").hash == hash)
        let others = [
            ExceptionScope(assets: [11], product: "windows-server", release: "2012-r2"),
            ExceptionScope(assets: [11, 12, 13], product: "windows-server", release: "2012-r2"),
            ExceptionScope(assets: [11, 12], product: "windows-server", release: nil),
            ExceptionScope(assets: [11, 12], product: "windows-server\n2012-r2", release: nil),
            ExceptionScope(assets: [1, 112], product: "windows-server", release: "2012-r2"),
        ]
        #expect(Set(others.map(\.hash) + [hash]).count == 6)
        for asset in Int64(9)...14 {
            let covers = Sample.scope.covers(asset: asset, product: "windows-server", release: "2012-r2")
            #expect(covers == [11, 12].contains(asset))
        }
        #expect(!Sample.scope.covers(asset: 11, product: "windows-server", release: "2016"))
    }
}
