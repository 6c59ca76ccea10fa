import EstateModel
import Foundation
import Reporting
import Risk
import TestSupport
import Testing

struct HTMLReportTests {
    private func text(_ estate: SampleEstate, of organisation: String? = nil) -> String {
        HTMLReport(estate.model(of: organisation)).text
    }

    /// The text of an element with an id, without its tags.
    private func section(_ id: String, _ page: String) -> String {
        let parts = page.components(separatedBy: "<section id=\"\(id)\"")
        guard parts.count == 2 else { return "" }
        let inside = parts[1].components(separatedBy: "</section>")[0]
        return inside.split(separator: "<", omittingEmptySubsequences: false).map { part in
            part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init) ?? ""
        }.joined()
    }

    @Test(
        .enabled(if: Python.isPresent, "python3 is not installed"),
        arguments: ["report.html", "westmere.html", "empty.html"]
    )
    func thePageIsAccessibleAndInert(name: String) throws {
        try Python.script("page_reader.py", ["check", Golden.folder.appendingPathComponent(name).path])
    }

    @Test func thePageLeadsWithTheUnmanagedRisks() {
        let page = text(SharedService.estate)
        #expect(
            section("headline", page).contains("3 risks are unmanaged: the product gets no security fixes any more")
        )
        #expect(page.range(of: "id=\"headline\"")!.lowerBound < page.range(of: "id=\"register\"")!.lowerBound)
    }

    @Test func anEstateInOrderSaysSoOnlyOfWhatCouldBeJudged() {
        var estate = SampleEstate()
        estate.judge(estate.add("a"), verdict("debian", "Debian", "13", .supported, until: "2030-06-30"))
        #expect(
            section("headline", text(estate)).contains("Of what could be judged, nothing runs without security fixes")
        )
        #expect(section("blind-spots", text(estate)).contains("Nothing: every asset was read"))
        #expect(section("decisions", text(estate)).contains("Nothing waits for a decision"))
    }

    @Test func anEstateOfWhichNothingWasReadIsNotCalledInOrder() {
        var estate = SampleEstate()
        #expect(section("headline", text(estate)).contains("holds no asset yet, so nothing can be said"))
        estate.add("a")
        #expect(section("headline", text(estate)).contains("No asset has been read yet"))
    }

    @Test func whatTheInternetReachesIsDecidedFirst() {
        let decisions = section("decisions", text(SharedService.estate))
        let order = ["Debian 11, Planning portal", "ESXi 7.0", "MySQL 5.7, Revenues"].map {
            decisions.range(of: $0)?.lowerBound
        }
        #expect(order.allSatisfy { $0 != nil } && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
        #expect(decisions.contains("tell the SIRO today"))
    }

    @Test func aSharedRiskIsOneDecisionForAllItsCouncils() {
        let decisions = section("decisions", text(SharedService.estate))
        #expect(decisions.components(separatedBy: "ESXi 7.0").count == 3, "once in the heading, once in the sentence")
        #expect(decisions.contains("R-0002, Northbrook Borough CouncilR-0006, Westmere District Council"))
        #expect(decisions.contains("in each council"))
        let own = section("decisions", text(SharedService.estate, of: "westmere"))
        #expect(own.contains("also Northbrook Borough Council") && !own.contains("Debian 11"))
    }

    @Test func aSharedRiskIsCountedOnceAndTheRegisterSaysSo() {
        let page = text(SharedService.estate)
        #expect(section("register", page).contains("9 entries for 6 risks"), "\(section("register", page).prefix(300))")
        #expect(section("register", text(SharedService.estate, of: "westmere")).contains("4 risks, worst first"))
    }

    @Test func aDecisionNamesWhatItIsAboutAndWhoAnswers() {
        let decisions = section("decisions", text(SharedService.estate))
        for words in ["Onsh-sql01", "Answers for itHead of Revenues", "contained: shielded"] {
            #expect(decisions.contains(words), "\(words)")
        }
    }

    @Test func theImpactSaysThatItsStepsAreNotAddedUp() {
        let register = section("register", text(SharedService.estate))
        #expect(register.contains("The highest of data, outage and privilege counts"))
        #expect(register.contains("Impact 3 of 5, step by step"))
    }

    @Test(arguments: [
        ("maintenance ended.", "Maintenance ended."), ("openSUSE ends first.", "openSUSE ends first."),
        ("The host says so.", "The host says so."), ("7 facts.", "7 facts."), ("", ""),
    ])
    func aReasonBeginsLikeASentence(reason: String, shown: String) {
        #expect(reason.asSentence == shown)
    }

    @Test func thePostOfTheSIROIsNamedWhereItDecides() {
        var model = SharedService.estate.model(of: "westmere")
        for index in model.organisations.indices { model.organisations[index].siroPost = "Director of \(index)" }
        #expect(
            section("register", HTMLReport(model).text).contains(
                "SIRO (each council decides; also Northbrook Borough Council): Director of 1"
            )
        )
    }

    @Test func unknownSoftwareIsCountedWithTheAssetsThatHaveIt() {
        var estate = SampleEstate()
        estate.judge(estate.add("a"), verdict("debian", "Debian", "13", .supported, until: "2030-06-30"))
        estate.unidentifiedSoftware = 7
        for organisation in [nil, "northbrook"] {
            let headline = section("headline", text(estate, of: organisation))
            #expect(headline.contains("12.5 %") && headline.contains("Unknown71"), "\(headline)")
        }
    }

    @Test func whomToAskStandsBesideWhatIsNotKnown() {
        var estate = SampleEstate()
        var ledger = verdict("parish-ledger", "Parish Ledger", nil, .unknown, kind: "line-of-business")
        ledger.action = "Ask Example Ltd: Until when is it fixed?"
        estate.judge(estate.add("a"), ledger)
        let unknowns = section("unknowns", text(estate))
        #expect(unknowns.contains("Ask Example Ltd: Until when is it fixed?"), "\(unknowns)")
    }

    @Test func aRiskUnderAnExceptionWaitsForNoDecision() {
        let page = text(SharedService.estate)
        #expect(!section("decisions", page).contains("Windows Server 2012 R2"))
        #expect(section("register", page).contains("accepted until 31 January 2027 (EX-0004)"))
    }

    @Test func anExceptionThatRanOutIsADecisionAgain() {
        var estate = SharedService.estate
        for key in estate.exceptions.keys {
            estate.exceptions[key] = .expired(reference: "EX-0004", on: day("2026-10-31"))
        }
        #expect(section("decisions", text(estate)).contains("Windows Server 2012 R2, File shares"))
        #expect(section("register", text(estate)).contains("exception ran out after 31 October 2026"))
    }

    @Test func whatCouldNotBeJudgedIsCountedAndNamed() {
        var estate = SharedService.estate
        estate.rulesAreComplete = false
        let spots = section("blind-spots", text(estate))
        for sentence in [
            "2 assets have never been read. Nothing is known about nb-badge-reader, wm-old-unix.",
            "The last scan could not read 3 of 82 hosts.",
            "1 host was read only in part. Something about it is missing.",
            "38 installed pieces of software are unknown.", "1 known product could not be placed.",
            "1 score rests partly on an assumption.", "Some rule files could not be read.",
        ] {
            #expect(spots.contains(sentence), "\(sentence)")
        }
    }

    @Test func theMatrixHoldsEveryRiskOnce() throws {
        let model = SharedService.estate.model()
        let page = HTMLReport(model).text
        let counts = page.components(separatedBy: "<span class=\"count\">").dropFirst()
            .compactMap { Int($0.components(separatedBy: "<")[0]) }
        #expect(counts.count == 25)
        #expect(counts.reduce(0, +) == model.headline.risks)
    }

    @Test func withoutAMatrixThereIsNoPictureAndNoLinkToIt() {
        var model = SharedService.estate.model()
        model.matrix = nil
        #expect(!HTMLReport(model).text.contains("matrix\""))
    }

    @Test(
        .enabled(if: Python.isPresent, "python3 is not installed"),
        arguments: ["", "R 1", "r-0001", "Ref/7", "<b>", "\u{202E}"]
    )
    func everyRiskHasAFragmentOfItsOwn(reference: String) throws {
        var model = SharedService.estate.model()
        for key in model.references.keys { model.references[key] = reference }
        let folder = try TemporaryFolder()
        try Python.script("page_reader.py", ["check", folder.write(HTMLReport(model).text, to: "page.html")])
        model.references = [:]
        try Python.script("page_reader.py", ["check", folder.write(HTMLReport(model).text, to: "none.html")])
    }

    @Test(arguments: [("OFFICIAL-SENSITIVE", 1), ("OFFICIAL", 1), ("</style>SECRET", 0)])
    func aKnownMarkingIsPrintedOnEveryPage(marking: String, rules: Int) {
        var model = SharedService.estate.model()
        model.marking = marking
        let page = HTMLReport(model).text
        #expect(page.components(separatedBy: "@top-center { content: \"\(marking)\"").count - 1 == rules)
        #expect(page.components(separatedBy: "</style>").count - 1 == 1 + rules)
    }

    @Test func thePageAsksForNothingFromAnywhere() {
        let page = text(SharedService.estate)
        #expect(page.contains("default-src &#39;none&#39;"))
        for word in ["url(", "@import", "src=", "<script", "<link", " style=\"", "expression("] {
            #expect(!page.contains(word), "\(word)")
        }
    }
}
