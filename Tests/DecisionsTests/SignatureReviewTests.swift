import DecisionSamples
import Decisions
import EstateModel
import Testing

struct SignatureReviewTests {
    /// A log with one signed decision; the exception's text names its product and assets as people do.
    private func story(_ change: (inout ExceptionDecision) -> Void = { _ in }) throws -> Story {
        var story = try Sample.submitted(terms: Sample.terms(signed: true))
        var decision = try Sample.decision(story)
        let subject = DecisionText.Subject(
            exception: story.exception(),
            decision: decision,
            actor: People.siroD,
            plan: story.book.plan("P-0001"),
            before: [],
            assetNames: [11: "fs1), 12 (fs9", 12: "fs2"],
            productLabel: "Windows Server 2012 R2",
            log: story.book.head
        )
        let armoured = SignatureCheckTests.armoured()
        let key = try #require(SignatureEnvelope(armoured)).keyFingerprint
        decision.signature = SignatureRecord(
            text: DecisionText.text(subject),
            armoured: armoured,
            principal: "dora@example.org",
            keyFingerprint: key
        )
        change(&decision)
        try story.log(.decide(exception: "E-0001", decision: decision), by: People.siroD)
        return story
    }

    private func review(_ entries: [AuditEntry]) -> SignatureReview {
        var review = SignatureReview()
        for entry in entries where !review.read(sequence: entry.sequence, body: entry.body, digest: entry.digest) {
            break
        }
        return review
    }

    @Test func aDecisionIsWhatWasSigned() throws {
        let found = review(try story().entries)
        #expect(found.fault == nil)
        #expect(found.signed.map(\.exception) == ["E-0001"] && found.signed.first?.actor == People.siroD)
    }

    /// A signature that nobody gave fits every text: it is named, and whether anything rests on it.
    @Test func aDecisionThatNobodySignedIsNamed() throws {
        #expect(review(try story().entries).unsigned.isEmpty)
        var story = try Sample.approved()
        let found = review(story.entries)
        #expect(found.fault == nil && found.signed.isEmpty)
        #expect(found.unsigned.map(\.exception) == ["E-0001"] && found.unsigned.first?.actor == People.siroD)
        #expect(found.unsignedInForce == found.unsigned)
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        let after = review(story.entries)
        #expect(after.unsigned == found.unsigned && after.unsignedInForce.isEmpty)
    }

    /// What whoever may write to the log could put beside a signature that stays as it was.
    @Test(arguments: ["Last day: 20 May 2027", "Statement: "])
    func anotherDecisionThanTheSignedOneIsNamed(line: String) throws {
        let changed = try story { decision in
            if line.hasPrefix("Last day") {
                decision.until = day("2027-05-19")
            } else {
                decision.statement = "Keep it for ever."
            }
        }
        let fault = try #require(review(changed.entries).fault)
        #expect(fault.contains("what was signed says '\(line)"), "\(fault)")
    }

    @Test func aSignatureUnderAnotherLogIsNamed() throws {
        let head = AuditHead(sequence: 2, digest: String(repeating: "a", count: 64))
        let fault = review(
            try story { decision in
                guard let signature = decision.signature, let log = DecisionText.log(of: signature.text) else { return }
                let text = signature.text.replacing(
                    "entry \(log.sequence) sha256:\(log.digest)",
                    with: "entry \(head.sequence) sha256:\(head.digest)"
                )
                decision.signature?.text = text
            }.entries
        ).fault
        #expect(fault?.contains("names entry 2 of another log") == true)
    }

    @Test func anotherKeyThanTheSignaturesIsNamed() throws {
        let fault = review(try story { $0.signature?.keyFingerprint = "SHA256:other" }.entries).fault
        #expect(fault?.contains("the key is not the one that the log names") == true)
    }

    /// A decision whose signature was cut out does not follow from terms that ask for one.
    @Test func aSignatureThatWasCutOutIsMissed() throws {
        let entries = try story().entries
        var book = DecisionBook()
        for entry in entries.dropLast() { try book.apply(entry) }
        guard case .exception(.decide(let id, var decision)) = entries[entries.count - 1].act else {
            Issue.record("the last entry is no decision")
            return
        }
        decision.signature = nil
        let content = AuditContent(
            at: entries[entries.count - 1].at,
            actor: People.siroD,
            reason: "because",
            act: .exception(.decide(exception: id, decision: decision))
        )
        let forged = try AuditEntry(content, after: book.head)
        let fault = review(entries.dropLast() + [forged]).fault
        #expect(fault?.contains("the decision is not signed") == true, "\(fault ?? "accepted")")
    }
}
