/// The first place at which a log does not hold together.
package struct AuditBreak: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// What was decided is not what is written now.
        case bodyChanged = "body-changed"
        /// The proof of an entry was altered.
        case digestChanged = "digest-changed"
        case entryMissing = "entry-missing"
        /// An entry stands at another's place.
        case order
        /// Both an entry and what follows were altered, or the log was written anew from here.
        case rewritten
    }

    package var sequence: Int64
    package var kind: Kind
    /// One sentence for whoever runs the check.
    package var explanation: String
}

/// What a check of the whole log found.
package enum AuditVerdict: Hashable, Sendable {
    case intact(AuditHead)
    case broken(AuditBreak)
}

/// Checks a log entry by entry from its stored text, without understanding any of it.
///
/// A chain alone cannot show that its end was cut off or that all of it was written anew: for that, ``anchors`` are
/// heads that are known from elsewhere, such as a signed decision or a report.
package struct AuditVerifier {
    private var head = AuditHead.empty
    private var headDigest: [UInt8]
    /// An entry whose digest does not fit; what comes next tells what was altered.
    private var suspect: (sequence: Int64, stored: [UInt8], computed: [UInt8])?
    private var found: AuditBreak?
    /// By sequence. Two that differ cannot both be the log's.
    private let anchors: [Int64: Set<[UInt8]>]
    private let lastAnchor: Int64

    /// - Parameter anchors: heads that the log is known to have had, in any order.
    package init(anchors: [AuditHead] = []) {
        headDigest = Array(head.digest.utf8)
        self.anchors = Dictionary(anchors.map { ($0.sequence, [Array($0.digest.utf8)]) }) { $0.union($1) }
        lastAnchor = anchors.map(\.sequence).max() ?? 0
    }

    /// Whether a break was found: what follows need not be read.
    package var isFinished: Bool { found != nil }

    /// Takes the next entry in the order of the sequence.
    package mutating func read(sequence: Int64, body: UnsafeRawBufferPointer, digest: UnsafeRawBufferPointer) {
        guard found == nil else { return }
        if let suspect {
            found = judge(suspect, next: sequence, body: body, digest: digest)
            return
        }
        let expected = head.sequence + 1
        guard sequence == expected else {
            found = misplaced(sequence, expected: expected)
            return
        }
        if let own = Self.sequence(in: body), own != sequence {
            found = AuditBreak(
                sequence: sequence,
                kind: .order,
                explanation: "the entry at place \(sequence) says that it is entry \(own)"
            )
            return
        }
        let computed = headDigest.withUnsafeBytes { AuditChain.digest(previous: $0, body: body) }
        let stored = Array(digest)
        if computed != stored {
            suspect = (sequence, stored, computed)
        } else if let known = anchors[sequence], known != [stored] {
            let text = "entry \(sequence) is not the one that was known: the log was written anew"
            found = AuditBreak(sequence: sequence, kind: .rewritten, explanation: text)
        }
        head.sequence = sequence
        headDigest = stored
    }

    /// The result, once every entry was read.
    package func verdict() -> AuditVerdict {
        if let found { return .broken(found) }
        if let suspect {
            let text = "the last entry, \(suspect.sequence), does not fit its digest: one of the two was changed"
            return .broken(AuditBreak(sequence: suspect.sequence, kind: .bodyChanged, explanation: text))
        }
        if head.sequence < lastAnchor {
            let text = "the log ends after entry \(head.sequence), but entry \(lastAnchor) was known"
            return .broken(AuditBreak(sequence: head.sequence + 1, kind: .entryMissing, explanation: text))
        }
        return .intact(AuditHead(sequence: head.sequence, digest: String(decoding: headDigest, as: UTF8.self)))
    }
}

extension AuditVerifier {
    private func misplaced(_ sequence: Int64, expected: Int64) -> AuditBreak {
        if sequence > expected {
            let gap = sequence - expected == 1 ? "entry \(expected) is" : "entries \(expected) to \(sequence - 1) are"
            return AuditBreak(sequence: expected, kind: .entryMissing, explanation: "\(gap) missing")
        }
        let text = "entry \(sequence) comes where entry \(expected) is due"
        return AuditBreak(sequence: sequence, kind: .order, explanation: text)
    }

    /// The entry after a suspect was chained to the digest that was right when it was made.
    private func judge(
        _ suspect: (sequence: Int64, stored: [UInt8], computed: [UInt8]),
        next sequence: Int64,
        body: UnsafeRawBufferPointer,
        digest: UnsafeRawBufferPointer
    ) -> AuditBreak {
        let entry = "entry \(suspect.sequence)"
        func follows(_ previous: [UInt8]) -> Bool {
            sequence == suspect.sequence + 1
                && previous.withUnsafeBytes { AuditChain.digest(previous: $0, body: body) } == Array(digest)
        }
        if follows(suspect.stored) {
            let text = "\(entry) was changed: its text does not fit its digest, to which entry \(sequence) is chained"
            return AuditBreak(sequence: suspect.sequence, kind: .bodyChanged, explanation: text)
        }
        if follows(suspect.computed) {
            let text = "the digest of \(entry) was changed: entry \(sequence) is chained to the one that its text gives"
            return AuditBreak(sequence: suspect.sequence, kind: .digestChanged, explanation: text)
        }
        let text = "\(entry) does not fit its digest, and what follows fits neither"
        return AuditBreak(sequence: suspect.sequence, kind: .rewritten, explanation: text)
    }

    /// The number behind the key `sequence`, which only the state may follow. Nil when the body does not end so.
    private static func sequence(in body: UnsafeRawBufferPointer) -> Int64? {
        guard body.last == UInt8(ascii: "}") else { return nil }
        var index = (StateMark.start(in: body) ?? body.count - 1) - 1
        var value: Int64 = 0
        var scale: Int64 = 1
        while index >= 0, scale < 1_000_000_000_000_000_000, (0x30...0x39).contains(body[index]) {
            let (product, overflow) = Int64(body[index] - 0x30).multipliedReportingOverflow(by: scale)
            if overflow { return nil }
            value += product
            scale *= 10
            index -= 1
        }
        let key = Array("\"sequence\":".utf8)
        guard scale > 1, index + 1 >= key.count else { return nil }
        return body[(index + 1 - key.count)...index].elementsEqual(key) ? value : nil
    }
}

extension AuditVerifier {
    /// Checks entries that are in memory.
    package static func verify(
        _ entries: some Sequence<(sequence: Int64, body: String, digest: String)>,
        anchors: [AuditHead] = []
    ) -> AuditVerdict {
        var verifier = AuditVerifier(anchors: anchors)
        for entry in entries where !verifier.isFinished {
            var (body, digest) = (entry.body, entry.digest)
            body.withUTF8 { body in
                digest.withUTF8 { digest in
                    verifier.read(
                        sequence: entry.sequence,
                        body: UnsafeRawBufferPointer(body),
                        digest: UnsafeRawBufferPointer(digest)
                    )
                }
            }
        }
        return verifier.verdict()
    }
}
