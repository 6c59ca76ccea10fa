import EstateModel
import Reporting
import Risk
import Testing

struct RiskNewsTests {
    @Test func whatSinceMeansIsSaidForEachCouncil() {
        var estate = SampleEstate()
        #expect(
            estate.model().changeBasis
                == "No last submission is known (psn-submitted in estate.yaml): the last change of each risk is told."
        )
        estate.lastReports = ["northbrook": day("2026-03-31")]
        #expect(
            estate.model().changeBasis
                == "Changes are told since the last submission of each: Northbrook Borough Council 31 March 2026; "
                + "Westmere District Council not known, so the last change is told."
        )
        #expect(
            estate.model(of: "northbrook").changeBasis
                == "Changes are told since the last submission, of 31 March 2026."
        )
        estate.lastReports["westmere"] = day("2026-03-31")
        var named = estate.model()
        named.isSinceNamed = true
        #expect(named.changeBasis == "Changes are told since 31 March 2026.")
    }

    @Test func changesAreCountedByKindWithWhatIsGone() {
        #expect(
            SharedService.estate.model().changeCount
                == "1 new, 1 back, 1 with another score, 1 gone, 1 no risk any more by what is known"
        )
        #expect(SharedService.estate.model(of: "westmere").changeCount == nil, "nobody said since when")
    }

    @Test func aNarrowColumnTellsTheSame() {
        var change = RiskChange(.scored, since: nil, on: day("2026-11-03"))
        change.residual = RiskChange.Points(before: 12, now: 12)
        change.inherent = RiskChange.Points(before: 15, now: 20)
        #expect(change.short == "inherent 15 → 20 on 2026-11-03")
        #expect(change.sentence == "Inherent 15 → 20 on 3 November 2026; residual 12 as before.")
        change.residual?.now = 16
        #expect(change.short == "12 → 16 on 2026-11-03")
        #expect(change.sentence == "Residual 12 → 16 on 3 November 2026, inherent 15 → 20.")
    }

    @Test(arguments: [("2027-02-01", false), ("2027-02-02", true)])
    func aReviewThatIsOverIsNotToldAsOneToCome(date: String, isOverdue: Bool) {
        let treatment = RiskNews.Treatment(.tolerate, statement: "", reviewOn: day("2027-02-01"))
        let asOf = day(date)
        #expect(
            treatment.summary(asOf: asOf)
                == (isOverdue
                    ? "Tolerate; review overdue since 1 February 2027."
                    : "Tolerate; to be looked at again on 1 February 2027.")
        )
        #expect(
            treatment.short(asOf: asOf)
                == (isOverdue ? "tolerate, review overdue since 2027-02-01" : "tolerate decided")
        )
    }

    @Test func aDecidedTreatmentStandsInTheReport() throws {
        let text = try ReportFormat.html.render(SharedService.estate.model(of: "northbrook"))
        #expect(text.contains("Treat, by Anna Jones, Director of Resources (SIRO) on 5 November 2026"))
        #expect(text.contains("treat decided, no exception"))
    }
}
