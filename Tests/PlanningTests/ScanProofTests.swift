import EstateModel
import Planning
import Testing

struct ScanProofTests {
    private let plan = reference(1)

    private func refused(_ proof: ScanProof) throws -> [String] {
        refusal(try Sample.book(.claimedDone), .verify(plan: plan, proof: proof), by: program, at: "2027-06-03")
    }

    @Test func everyAssetThatIsNotClearIsNamed() throws {
        var content = Sample.replacement()
        content.assets = [11, 12, 13, 14]
        let book = try Sample.book(.claimedDone, content: content)
        let found = assets([11]) + assets([12], .seen) + assets([13], .unreached)
        let proof = ScanProof(scan: 88, startedAt: noon("2027-06-02"), isComplete: false, assets: found)
        #expect(
            refusal(book, .verify(plan: plan, proof: proof), by: program, at: "2027-06-03") == [
                "scan 88 did not come to its end; scan again",
                "asset 12: scan 88 still sees Windows Server 2012 R2; finish the work there",
                "asset 13: scan 88 did not look at it; scan it, or retire it",
                "asset 14: scan 88 did not look at it; scan it, or retire it",
            ]
        )
    }

    @Test func aScanFromBeforeTheEndOfTheWorkProvesNothing() throws {
        #expect(
            try refused(Sample.proof(started: "2027-05-31")) == ["scan 88 began before the work ended; scan again"]
        )
        // The same day and hour as the claim: not later.
        #expect(try !refused(Sample.proof(started: "2027-06-01")).isEmpty)
        #expect(try refused(Sample.proof(started: "2027-06-02")).isEmpty)
    }

    @Test func aScanAfterTheClaimOnTheSameDayProvesIt() throws {
        var proof = Sample.proof()
        proof.startedAt = noon("2027-06-01").adding(seconds: 1)
        #expect(try refused(proof).isEmpty)
    }

    @Test func oneGoodSightingDoesNotHideABadOne() throws {
        var proof = Sample.proof()
        proof.assets += assets([11], .seen)
        #expect(try refused(proof).count == 1)
    }

    @Test func aRetiredMachineCountsBecauseItsDisposalIsShown() throws {
        var proof = Sample.proof()
        proof.assets = assets([11]) + assets([12], .retired)
        #expect(try refused(proof).isEmpty)
    }

    @Test func aRefutedClaimOpensTheLastSteps() throws {
        var book = try Sample.book(.claimedDone)
        try book.apply(.refuteClaim(plan: plan, scan: 89, reason: "seen on 12"), by: program, at: noon("2027-06-03"))
        let record = try #require(book[plan])
        #expect(record.state == .inProgress && record.claimedAt == nil)
        #expect(record.content.milestones.filter { !$0.isDone }.map(\.code) == [.switchOff, .dispose])
        // What an earlier scan showed is not used again: the claim comes first.
        let again = refusal(book, .verify(plan: plan, proof: Sample.proof()), by: program, at: "2027-06-04")
        #expect(again.last == "P-0001 is in progress; to verify it, it must be claimed to be done")
    }

    @Test func assetsFoundLaterHaveToBeClearToo() throws {
        var book = try Sample.book(.claimedDone)
        try book.apply(.extendScope(plan: plan, assets: [13], reason: "found"), by: program, at: noon("2027-06-02"))
        #expect(
            refusal(book, .verify(plan: plan, proof: Sample.proof()), by: program, at: "2027-06-03") == [
                "asset 13: scan 88 did not look at it; scan it, or retire it"
            ]
        )
    }
}
