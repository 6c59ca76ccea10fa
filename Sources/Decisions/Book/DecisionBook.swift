package import EstateModel
package import Planning

/// Everything that was ever decided, as it stands: the sum of the log and of nothing else.
///
/// ``apply(_:)`` is the only way to change it. It refuses whatever the rules forbid, so the same function checks a new
/// act and replays an old log. It needs nothing but the log: limits and facts that an act rested on are in the act.
package struct DecisionBook: Hashable, Sendable {
    package internal(set) var head = AuditHead.empty
    /// When the last entry was made; nil before the first.
    package internal(set) var lastAt: Instant?
    package internal(set) var numbers = RecordNumbers()
    /// Those that somebody decided about, by the inventory's number.
    package internal(set) var assets: [Int64: AssetRecord] = [:]
    /// By id.
    package internal(set) var controls: [String: ControlRecord] = [:]
    /// By id.
    package internal(set) var exceptions: [String: ExceptionRecord] = [:]
    /// By reference.
    package internal(set) var risks: [String: RiskRecord] = [:]
    package internal(set) var plans = PlanBook()

    package init() {}

    /// Rebuilds the state from a log.
    package init(replaying entries: some Sequence<AuditEntry>) throws(DecisionFault) {
        for entry in entries { try apply(entry) }
    }

    /// Takes the next entry of the log.
    ///
    /// - Throws: ``DecisionFault`` with everything that is wrong with it; the book is as before then.
    package mutating func apply(_ entry: AuditEntry) throws(DecisionFault) {
        guard entry.sequence == head.sequence + 1, entry.previous == head.digest else {
            throw DecisionFault(
                "entry \(entry.sequence)",
                .log,
                "it does not follow entry \(head.sequence), the last of the log",
                "read the log again: somebody else wrote to it"
            )
        }
        try take(entry.content, as: entry.sequence)
        head = entry.head
    }

    /// Takes what the next entry says; where the log ends is the caller's to set.
    mutating func take(_ content: AuditContent, as sequence: Int64) throws(DecisionFault) {
        try checkOccasion(content, sequence)
        let occasion = Occasion(content, sequence)
        switch content.act {
        case .asset(let act): try apply(act, occasion)
        case .control(let act): try apply(act, occasion)
        case .exception(let act): try apply(act, occasion)
        case .plan(let act): try apply(act, by: content.actor, at: content.at)
        case .risk(let act): try apply(act, occasion)
        }
        lastAt = content.at
    }

    /// The moment to put on a new entry: now, or the last entry's when the clock is a little behind it.
    ///
    /// - Throws: ``DecisionFault`` when the clock is more than five minutes behind.
    package func moment(now: Instant) throws(DecisionFault) -> Instant {
        guard let lastAt, now < lastAt else { return now }
        if now.adding(seconds: 300) >= lastAt { return lastAt }
        throw Self.clockFault(now, last: lastAt)
    }

    private func checkOccasion(_ content: AuditContent, _ sequence: Int64) throws(DecisionFault) {
        if let lastAt, content.at < lastAt { throw Self.clockFault(content.at, last: lastAt) }
        if isBlank(content.reason) {
            throw DecisionFault("entry \(sequence)", .missing, "it gives no reason", "say why, with --reason")
        }
    }

    private static func clockFault(_ at: Instant, last: Instant) -> DecisionFault {
        let text = "this machine's clock says \(at), but the log's last entry was made at \(last)"
        return DecisionFault("the log", .log, text, "set the clock; time in the log only goes forward")
    }
}

/// When and by whom something is done.
struct Occasion {
    let sequence: Int64
    let day: CalendarDay
    let actor: Actor
    let reason: String

    init(_ content: AuditContent, _ sequence: Int64) {
        self.sequence = sequence
        day = content.at.londonDay
        actor = content.actor
        reason = content.reason
    }
}

/// The last number that was given in each family; none is ever given again.
package struct RecordNumbers: Hashable, Sendable, Codable {
    package internal(set) var control = 0
    package internal(set) var exception = 0

    package init() {}

    /// The id of the next new control.
    package var nextControl: String { Self.id("C", control + 1) }
    /// The id of the next new exception.
    package var nextException: String { Self.id("E", exception + 1) }

    /// `E-0007`.
    static func id(_ prefix: String, _ number: Int) -> String { "\(prefix)-\(padded(number, to: 4))" }

    static func check(_ id: String, isNext next: String) throws(DecisionFault) {
        guard id == next else {
            let text = "the number \(visible(id, limit: 40)) is not free: the next is \(next)"
            throw DecisionFault(id, .number, text, "try again: somebody else was first")
        }
    }
}
