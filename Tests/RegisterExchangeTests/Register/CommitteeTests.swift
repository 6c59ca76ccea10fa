import RegisterExchange
import Testing

struct CommitteeTests {
    @Test func theSentenceIsThatOfTheTemplate() {
        let one = CommitteeRisk.sentence([.init(reference: "R-0007", inherent: 15, residual: 8)])
        let words = "Material risks exist and these are recorded at Risk Register Reference"
        #expect(one == words + " R-0007 - inherent risk score 15 - residual risk score 8 -")
        let three = CommitteeRisk.sentence([
            .init(reference: "R-0007", inherent: 15, residual: 8),
            .init(reference: "R-0003", inherent: 25, residual: 16),
            .init(reference: "R-0009", inherent: nil, residual: nil),
        ])
        #expect(
            three == words + " R-0009 - inherent risk score not scored - residual risk score not scored -; "
                + "R-0003 - inherent risk score 25 - residual risk score 16 -; "
                + "R-0007 - inherent risk score 15 - residual risk score 8 -"
        )
        #expect(CommitteeRisk.sentence([]) == "An assessment has been carried out and there are no material risks")
    }

    @Test func aBlockOfWhichNothingIsKnownTicksNothing() throws {
        let text = CommitteeImplications().text
        #expect(!text.contains("[x]") && !text.contains("[ ]"))
        try Golden.expect(text, isFile: "implications-open.txt")
    }

    @Test func aWholeBlock() throws {
        var block = CommitteeImplications()
        block.needsFullCouncil = false
        block.financial = .init(paragraph: "4.2: £12,000 one-off in 2027/28, bid")
        block.financial?.mayCostLater = true
        block.risks = try Samples.register().rows.prefix(2).map(CommitteeRisk.Entry.init)
        block.staff = CommitteeImplications.Statement.none
        block.equalities = CommitteeImplications.Statement.none
        block.legalPower = "sections 101 and 111, Local Government Act 1972"
        block.backgroundPapers = ["Risk register as of 21 November 2026"]
        block.originator = "Head of ICT Services\nx"
        block.signOffs[0].signature = "signed 20 November 2026"
        try Golden.expect(block.text, isFile: "implications.txt")
        block.risks = []
        #expect(block.text.contains("[x] An assessment has been carried out and there are no material risks"))
    }
}
