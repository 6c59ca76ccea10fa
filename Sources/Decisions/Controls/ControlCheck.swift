package import EstateModel

/// One look at whether a control holds.
package struct ControlCheck: Hashable, Sendable, Codable {
    package enum Result: String, Sendable, Codable, CaseIterable {
        case pass
        case fail
        /// Nothing could tell. It renews nothing and breaks nothing.
        case unknown
    }

    package var result: Result
    /// The day of what was looked at, not of its recording.
    package var on: CalendarDay
    /// Where the proof is kept: a document, a ticket, a scan.
    package var evidence: String
    /// The fact that decided, as a sentence.
    package var fact: String

    package init(_ result: Result, on: CalendarDay, evidence: String, fact: String) {
        self.result = result
        self.on = on
        self.evidence = evidence
        self.fact = fact
    }
}

/// What a scan can look at by itself to tell whether a control holds.
package enum ControlProbe: Hashable, Sendable, Codable {
    /// A service or feature that must be off: `smb1`, `telnet`.
    case serviceDisabled(name: String)
    /// A TCP port on which nothing may listen but to the host itself.
    case noListener(port: Int)
    case noDefaultRoute
    /// An agent that must run; for those that do not tell how current they are.
    case agentRunning(name: String)
    /// An agent that must run and whose data is at most so many days old.
    case agentCurrent(name: String, maximumAgeDays: Int)
    case airGapped
}
