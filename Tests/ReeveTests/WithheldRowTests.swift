import EstateModel
import RegisterExchange
import Testing

@testable import Reeve

/// What committees and the public get of a row of the council's own.
struct WithheldRowTests {
    private let today = CalendarDay("2026-11-21")!

    /// Every field that takes words names a host.
    private func row() -> RegisterTableRow {
        var row = RegisterTableRow(reference: "FS1-risk", title: "secret FS1")
        row.subject.organisations = ["darlbrook", "FS1 team"]
        row.subject.service = "FS1"
        row.subject.product = "FS1"
        row.subject.assets = ["FS1"]
        row.subject.scopes = ["psn", "FS1"]
        row.subject.dataCategory = "FS1"
        row.support.status = "runs on FS1"
        row.support.end = PlanDate(reading: "when FS1 is gone")
        row.support.missingFixSince = PlanDate(reading: "FS1")
        row.support.rule = "FS1"
        row.inherent = .init(likelihood: 5, impact: 5, points: 25, band: "FS1 is bad")
        row.residual = .init(likelihood: 4, impact: 5, points: 20, band: "Very high")
        row.treatment.kind = "tolerate"
        row.treatment.exception = "FS1"
        row.treatment.exceptionExpires = PlanDate(reading: "once FS1 is off")
        row.treatment.riskOwner = "FS1"
        row.treatment.controls = ["FS1"]
        row.treatment.segregatedBy = "FS1"
        row.plan.byWhen = PlanDate(reading: "after FS1")
        row.plan.action = "FS1"
        row.plan.reference = "FS1"
        row.history.status = "FS1"
        row.history.closed = PlanDate(reading: "FS1?")
        row.history.foundBy = "FS1"
        row.history.recordedIn = "the council's own register (FS1.csv, line 3)"
        row.linkedTo = ["R-0007", "FS1", "R-FS1", "P-0001"]
        return row
    }

    @Test func nothingThatSomebodyWroteIsLeft() {
        let withheld = row().withheld(as: 3, known: ["darlbrook", "very high"], asOf: today)
        let table = RegisterTable(name: "Darlbrook", marking: "OFFICIAL", asOf: today, rows: [withheld])
        #expect(!table.json.contains("FS1"), "\(table.json)")
        #expect(
            !table.table.csv.contains("FS1") && !table.calendar(stamp: Instant(secondsSinceEpoch: 0)).contains("FS1")
        )
        #expect(withheld.reference == "own-3" && withheld.linkedTo == ["R-0007", "P-0001"])
        #expect(withheld.subject.organisations == ["darlbrook"] && withheld.subject.scopes == ["psn"])
        #expect(withheld.inherent.points == 25 && withheld.inherent.band == nil)
        #expect(withheld.residual.band == "Very high" && withheld.support.end?.text == "not clear")
    }

    @Test func thatItsSupportIsOverIsNotLostWithTheDay() {
        var row = row()
        row.subject.scopes = ["cyber-essentials"]
        row.support.end = PlanDate(reading: "11/04/2023")
        let withheld = row.withheld(as: 1, known: [], asOf: today)
        #expect(withheld.support.end == nil && withheld.support.lacksFixes == true)
        let lines = ComplianceView.cyberEssentials.result([withheld], asOf: today).table.rows
        #expect(lines.map { $0[1] } == ["Unsupported (A6.7)"])
    }

    @Test func whoeverHandsItOnLearnsWhichRowIsMeant() {
        let rows = [row(), row()]
        let shown = rows.enumerated().map { $1.withheld(as: $0 + 1, known: [], asOf: today) }
        let key = OwnReference.key(to: rows.map { OwnReference($0) }, shown: shown.suffix(1))
        #expect(
            key == "Their references are left out: own-2 is FS1-risk of the council's own register (FS1.csv, line 3)."
        )
        #expect(OwnReference.key(to: [], shown: []) == nil)
    }
}
