package import EstateModel

/// Where the log ends: what the next entry is chained to.
package struct AuditHead: Hashable, Sendable, Codable {
    /// 0 before the first entry.
    package var sequence: Int64
    /// SHA-256 in hexadecimal, 64 zeros before the first entry.
    package var digest: String

    package init(sequence: Int64, digest: String) {
        self.sequence = sequence
        self.digest = digest
    }

    package static let empty = AuditHead(sequence: 0, digest: String(repeating: "0", count: 64))

    /// The number of the next entry.
    func next() throws(DecisionFault) -> Int64 {
        guard sequence >= 0, sequence < .max else {
            throw DecisionFault("the log", .log, "it ends at no number that was given", "run `reeve audit verify`")
        }
        return sequence + 1
    }
}

/// What is to be logged, before it has its place in the log.
package struct AuditContent: Hashable, Sendable {
    package var at: Instant
    package var actor: Actor
    /// Why, in the actor's words.
    package var reason: String
    package var seen: Seen
    package var act: Act

    package init(at: Instant, actor: Actor, reason: String, seen: Seen = Seen(), act: Act) {
        self.at = at
        self.actor = actor
        self.reason = reason
        self.seen = seen
        self.act = act
    }
}

/// One line of the audit log.
package struct AuditEntry: Hashable, Sendable {
    /// From 1, without gaps.
    package let sequence: Int64
    package let content: AuditContent
    /// The digest of the entry before, or of nothing.
    package let previous: String
    /// SHA-256 of ``previous``, a line feed and ``body``, in hexadecimal.
    package let digest: String
    /// Canonical JSON of the sequence and the content: exactly what is stored and hashed.
    package let body: String
    /// What it says of the state that it leaves; nil when nobody asked it to.
    package let state: StateMark?

    package var at: Instant { content.at }
    package var actor: Actor { content.actor }
    package var act: Act { content.act }
    package var head: AuditHead { AuditHead(sequence: sequence, digest: digest) }

    /// Seals content to the end of a log.
    package init(
        _ content: AuditContent,
        leaving state: StateMark? = nil,
        after head: AuditHead
    ) throws(DecisionFault) {
        sequence = try head.next()
        self.content = content
        self.state = state
        previous = head.digest
        body = try CanonicalJSON.encode(StoredBody(sequence: sequence, content: content, state: state))
        digest = AuditChain.digest(previous: previous, body: body)
    }

    /// Reads what is stored. The digest is taken as it stands: ``AuditVerifier`` proves it.
    ///
    /// - Throws: ``DecisionFault`` with `log` when it is no entry or stands at another place than it says.
    package init(sequence: Int64, body: String, digest: String, previous: String) throws(DecisionFault) {
        let stored = try CanonicalJSON.decode(StoredBody.self, from: body, subject: "entry \(sequence)")
        guard stored.sequence == sequence else {
            throw DecisionFault(
                "entry \(sequence)",
                .log,
                "it says that it is entry \(stored.sequence)",
                "run `reeve audit verify`"
            )
        }
        self.sequence = sequence
        self.content = stored.content
        state = stored.state
        self.previous = previous
        self.digest = digest
        self.body = body
    }
}

/// The shape of a stored entry. Its keys sort so that `sequence` and `state` come last, where they are looked for
/// without reading the rest.
private struct StoredBody: Codable {
    var act: Act
    var actor: Actor
    var at: Instant
    var reason: String
    var seen: Seen
    var sequence: Int64
    var state: StateMark?

    init(sequence: Int64, content: AuditContent, state: StateMark?) {
        act = content.act
        actor = content.actor
        at = content.at
        reason = content.reason
        seen = content.seen
        self.sequence = sequence
        self.state = state
    }

    var content: AuditContent { AuditContent(at: at, actor: actor, reason: reason, seen: seen, act: act) }
}
