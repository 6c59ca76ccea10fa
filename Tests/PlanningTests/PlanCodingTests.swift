import EstateModel
import Foundation
import Planning
import Testing

func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
}

struct PlanCodingTests {
    private let plan = reference(1)

    /// The log keeps acts for ever: what was written once must be read always.
    @Test func anActIsWrittenAsItIs() throws {
        let finish = PlanAct.finishMilestone(plan: plan, milestone: .contain, on: today, evidence: ["CHG-1"])
        #expect(
            try encoded(finish)
                == #"{"finishMilestone":{"evidence":["CHG-1"],"milestone":"M0","on":"2026-11-20","plan":"P-0001"}}"#
        )
        let later = Rebaseline(approver: "SIRO", reason: "late", days: [Rebaseline.Day(.dispose, today)])
        #expect(
            try encoded(PlanAct.baselineAgain(plan: plan, change: later))
                == #"{"baselineAgain":{"change":{"approver":"SIRO","days":[{"day":"2026-11-20","milestone":"M6"}],"#
                + #""reason":"late"},"plan":"P-0001"}}"#
        )
    }

    @Test func aDraftSurvivesTheLogAndHoldsNoFraction() throws {
        let act = PlanAct.draft(plan: plan, content: Sample.replacement())
        let json = try encoded(act)
        #expect(try decoded(PlanAct.self, json) == act)
        #expect(!json.contains("e+") && json.range(of: #"[0-9]\.[0-9]"#, options: .regularExpression) == nil)
    }

    @Test func aRecordSurvivesTheStore() throws {
        let record = try #require(try Sample.book(.verifiedDone)[plan])
        let json = try encoded(record)
        #expect(try decoded(PlanRecord.self, json) == record)
        #expect(try encoded(decoded(PlanRecord.self, json)) == json)
    }

    @Test(arguments: ["", "P-1", "P-0000", "P--001", "p-0001", "P-00001", "R-0001", "P-0001 ", "P-+001"])
    func whatIsNoReferenceIsNotRead(text: String) {
        #expect(PlanReference(text) == nil)
    }

    @Test(arguments: [(1, "P-0001"), (9_999, "P-9999"), (10_000, "P-10000")])
    func aReferenceIsReadAsItIsWritten(number: Int, text: String) {
        #expect(reference(number).description == text)
        #expect(PlanReference(text) == reference(number))
    }

    @Test(arguments: [#"{"darlington":50,"stockton":49}"#, #"{"darlington":0,"stockton":100}"#, "{}"])
    func aSplitThatDoesNotTotalIsNotRead(json: String) {
        #expect(throws: PlanFault.self) { try decoded(CostSplit.self, json) }
    }
}
