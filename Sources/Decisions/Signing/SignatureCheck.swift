package import EstateModel

/// What the program that checks signatures found.
package enum SignatureOutcome: Hashable, Sendable {
    /// The signature fits the text, and the file of allowed signers admits the key today.
    case valid(principal: String)
    /// The key was allowed once, or is not yet.
    case keyNotValidNow(principal: String)
    /// No line of the file of allowed signers names the key.
    case unknownKey
    /// It was not made over this text.
    case doesNotFit
}

/// Decides whether a signed text is the decision that it is taken for.
///
/// The arithmetic is OpenSSH's, handed in as a closure; what a signature is worth here is decided here.
package struct SignatureCheck {
    private let subject: DecisionText.Subject
    private let book: DecisionBook
    private let roles: RoleBook
    private let day: CalendarDay

    /// - Parameter subject: the decision as it would be logged now; its log is not used.
    package init(_ subject: DecisionText.Subject, book: DecisionBook, roles: RoleBook, on day: CalendarDay) {
        self.subject = subject
        self.book = book
        self.roles = roles
        self.day = day
    }

    /// The signature to keep with the decision.
    ///
    /// - Parameters:
    ///   - digest: of the entry with a sequence; nil when the log has none.
    ///   - verify: checks text, armoured signature and namespace.
    /// - Throws: ``DecisionFault`` with `signature` or `changed` and the reason.
    package func accept(
        text: String,
        armoured: String,
        digest: (Int64) -> String?,
        verify: (_ text: String, _ armoured: String, _ namespace: String) -> SignatureOutcome
    ) throws(DecisionFault) -> SignatureRecord {
        try checkText(text, digest: digest)
        guard let envelope = SignatureEnvelope(armoured) else {
            throw refusal("this is no SSH signature", "sign the text with `reeve approve`, or `ssh-keygen -Y sign`")
        }
        guard envelope.namespace == DecisionText.namespace else {
            let text = "it was made for '\(visible(envelope.namespace, limit: 60))', not for a decision"
            throw refusal(text, "sign with -n \(DecisionText.namespace)")
        }
        let principal = try principal(verify(text, armoured, DecisionText.namespace), envelope)
        try checkSigner(principal)
        return SignatureRecord(
            text: text,
            armoured: armoured,
            principal: principal,
            keyFingerprint: envelope.keyFingerprint
        )
    }

    private func checkText(_ text: String, digest: (Int64) -> String?) throws(DecisionFault) {
        guard let log = DecisionText.log(of: text) else {
            throw refusal("the signed text is not a decision of this kind", "sign the text that `reeve approve` shows")
        }
        guard log.sequence <= book.head.sequence, digest(log.sequence) == log.digest else {
            throw refusal("the text was made for another log, or for one that was written anew", "sign a new text")
        }
        guard log.sequence >= subject.exception.requestedBySequence else {
            let text = "the text was made at entry \(log.sequence), before the request was last changed"
            throw DecisionFault(subject.exception.id, .changed, text, "read the request again and sign a new text")
        }
        let used = AuditChain.digest(of: text)
        let isUsed = book.exceptions[subject.exception.id]?.decisions.contains { $0.signature?.textDigest == used }
        if isUsed == true { throw refusal("this text was signed and used already", "sign a new text") }
        var expected = subject
        expected.log = log
        guard DecisionText.text(expected) == text else { throw difference(DecisionText.text(expected), text) }
    }

    /// Names the first line that is another than it must be.
    private func difference(_ expected: String, _ text: String) -> DecisionFault {
        let (now, then) = (expected.split(separator: "\n"), text.split(separator: "\n"))
        let index = zip(now, then).prefix { $0 == $1 }.count
        let signed = index < then.count ? String(then[index]) : "nothing"
        let wanted = index < now.count ? String(now[index]) : "nothing"
        let message =
            "what was signed says '\(visible(signed, limit: 120))' where it is '\(visible(wanted, limit: 120))'"
        return DecisionFault(subject.exception.id, .changed, message, "read the request again and sign a new text")
    }

    private func principal(
        _ outcome: SignatureOutcome,
        _ envelope: SignatureEnvelope
    ) throws(DecisionFault) -> String {
        let key = envelope.keyFingerprint
        switch outcome {
        case .valid(let principal): return principal
        case .keyNotValidNow(let principal):
            let text = "the key \(key) of \(visible(principal, limit: 80)) is not valid today"
            throw refusal(text, "renew its line in the file of allowed signers, or sign with another key")
        case .unknownKey:
            throw refusal("nobody is known by the key \(key)", "add its owner to the file of allowed signers")
        case .doesNotFit:
            throw refusal("the signature by \(key) does not fit the text", "sign the text as it is, byte by byte")
        }
    }

    /// The signer must be the person who acts, and hold the post, or have been lent it, on that day.
    private func checkSigner(_ principal: String) throws(DecisionFault) {
        let actor = subject.actor
        guard let person = roles.person(actor.person), let name = person.signsAs, name == principal else {
            let text = "\(visible(principal, limit: 80)) signed, but \(visible(actor.name, limit: 80)) decides"
            throw refusal(text, "whoever decides must sign; 'signs-as' in estate.yaml names their key's owner")
        }
        guard roles.actors(actor.person, on: day).contains(actor) else {
            let title = visible(actor.title, limit: 120)
            let text = "\(visible(actor.name, limit: 80)) is not \(title) on \(day.longDescription)"
            throw refusal(text, "have the post's holder, or who it is delegated to, decide")
        }
    }

    private func refusal(_ message: String, _ remedy: String) -> DecisionFault {
        DecisionFault(subject.exception.id, .signature, message, remedy)
    }
}
