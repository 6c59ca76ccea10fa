package import EstateModel

/// Looks again at every decision of a log as it was made: whether it is the one that was signed.
///
/// A signature that fits its text proves nothing while nobody compares the text with what the log says was decided:
/// whoever can write to the log could put another scope or another day beside it. The arithmetic of the signatures is
/// left to OpenSSH; what it must check is in ``signed``.
package struct SignatureReview: Sendable {
    /// A signed decision whose text is the log's.
    package struct Signed: Sendable {
        package let sequence: Int64
        package let at: Instant
        package let exception: String
        package let actor: Actor
        package let signature: SignatureRecord
    }

    /// A decision that nobody signed: policy.yaml asked for no signature when the request was handed in.
    package struct Unsigned: Hashable, Sendable {
        package let sequence: Int64
        package let exception: String
        package let organisation: String
        package let actor: Actor
    }

    package private(set) var signed: [Signed] = []
    package private(set) var unsigned: [Unsigned] = []
    /// What is wrong with the first entry that is; nil while nothing is.
    package private(set) var fault: String?
    private var book = DecisionBook()
    private var sealer = LogSealer()
    /// Of each entry in the order of the log.
    private var digests: [String] = []

    package init() {}

    /// Takes the next entry's stored text.
    ///
    /// - Returns: whether to go on.
    package mutating func read(sequence: Int64, body: String, digest: String) -> Bool {
        do throws(DecisionFault) {
            let entry = try AuditEntry(sequence: sequence, body: body, digest: digest, previous: book.head.digest)
            if case .exception(.decide(let exception, let decision)) = entry.act {
                fault = look(at: decision, about: exception, entry).map { "entry \(sequence): \($0)" }
            }
            // Made anew from what was decided it must be the same, the marks of the records that it found among it.
            let again = try sealer.seal(entry.content, into: &book).entry
            if again.body != body || again.digest != digest {
                fault = fault ?? "entry \(sequence) does not come of those before it: a record or the log was changed"
            }
        } catch {
            fault = fault ?? "entry \(sequence) does not follow from those before it: \(error)"
        }
        digests.append(digest)
        return fault == nil
    }

    /// What is wrong; nil when the text is the decision's. Whether one is needed is checked with the entry itself.
    private mutating func look(at decision: ExceptionDecision, about id: String, _ entry: AuditEntry) -> String? {
        guard let record = book.exceptions[id] else { return nil }
        guard let signature = decision.signature else {
            let organisation = decision.organisation
            unsigned.append(
                Unsigned(sequence: entry.sequence, exception: id, organisation: organisation, actor: entry.actor)
            )
            return nil
        }
        guard let log = DecisionText.log(of: signature.text) else { return "what was signed is no decision" }
        let known = log.sequence == 0 ? AuditHead.empty.digest : digest(of: log.sequence)
        guard known == log.digest else {
            return "what was signed names entry \(log.sequence) of another log: the log was written anew"
        }
        let subject = DecisionText.Subject(
            exception: record,
            decision: decision,
            actor: entry.actor,
            plan: record.request.plan.flatMap(book.plan),
            before: record.request.before(in: book, as: id),
            log: log
        )
        if let line = DecisionText.firstOtherLine(signature.text, than: subject) {
            return "what was signed says '\(visible(line, limit: 120))', and the log something else"
        }
        let envelope = SignatureEnvelope(signature.armoured)
        guard envelope?.namespace == DecisionText.namespace, envelope?.keyFingerprint == signature.keyFingerprint else {
            return "the key is not the one that the log names"
        }
        signed.append(
            Signed(
                sequence: entry.sequence,
                at: entry.at,
                exception: id,
                actor: entry.actor,
                signature: signature
            )
        )
        return nil
    }

    /// Of ``unsigned`` those on which an exception rests that is in force at the end of the log.
    package var unsignedInForce: [Unsigned] {
        unsigned.filter { book.exceptions[$0.exception]?.state == .approved }
    }

    private func digest(of sequence: Int64) -> String? {
        sequence > 0 && sequence <= Int64(digests.count) ? digests[Int(sequence) - 1] : nil
    }
}

extension DecisionText {
    /// The first line of a signed text that is not what it is for a decision; nil when all are.
    ///
    /// What products and assets were called then is in no log: of these lines only ids and numbers count, and the hash
    /// of the scope, in a line of its own, binds both.
    static func firstOtherLine(_ text: String, than subject: Subject) -> String? {
        let signed = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = self.text(subject).split(separator: "\n", omittingEmptySubsequences: false)
        for (line, wanted) in zip(signed, expected) where line != wanted {
            if wanted.hasPrefix("Product: ") {
                if line.hasPrefix("Product: "), line.hasSuffix(" (\(wanted.dropFirst(9)))") { continue }
            } else if wanted.hasPrefix("Assets ("), let count = wanted.firstIndex(of: ":") {
                if line.hasPrefix(wanted[...count]) { continue }
            }
            return String(line)
        }
        return signed.count == expected.count ? nil : "\(signed.count) lines"
    }
}
