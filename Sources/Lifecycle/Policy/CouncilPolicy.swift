import EstateModel
package import StrictYAML

/// The council's own demands on top of the vendors' support: how many generations back, how old, how early to warn.
package struct CouncilPolicy: Hashable, Sendable {
    /// Generations behind the newest that are allowed on a ladder without its own number; 1 is N-1.
    package var allowedBehind: Int
    /// By ladder.
    package var ladders: [String: Int]
    /// How long after its release a generation becomes N.
    package var settle: Span
    /// By device class.
    package var lifeSpans: [String: Span]
    package var defaultLifeSpan: Span
    /// Days before an end at which a verdict is flagged, ascending.
    package var warnDays: [Int]

    package init(
        allowedBehind: Int = 1,
        ladders: [String: Int] = [:],
        settle: Span = Span(),
        lifeSpans: [String: Span] = [:],
        defaultLifeSpan: Span = Span(months: 60),
        warnDays: [Int] = [90, 365, 730]
    ) {
        self.allowedBehind = allowedBehind
        self.ladders = ladders
        self.settle = settle
        self.lifeSpans = lifeSpans
        self.defaultLifeSpan = defaultLifeSpan
        self.warnDays = warnDays
    }

    package func allowedBehind(onLadder ladder: String) -> Int { ladders[ladder] ?? allowedBehind }

    package func lifeSpan(of deviceClass: String?) -> Span {
        deviceClass.flatMap { lifeSpans[$0] } ?? defaultLifeSpan
    }

    /// Reads `n-minus: {default, ladders, settle}`, `life-span: {default, server, …}` and `warn: [90d, 365d]`.
    ///
    /// Keys that are missing keep their defaults; the caller finishes the reader.
    package static func read(_ reader: MappingReader) -> CouncilPolicy {
        var policy = CouncilPolicy()
        if let generations = reader.mapping("n-minus", subject: "'n-minus'") {
            policy.allowedBehind = generations.integer("default", in: 0...20) ?? policy.allowedBehind
            policy.settle = span("settle", of: generations) ?? policy.settle
            if let ladders = generations.mapping("ladders", subject: "'ladders'") {
                for entry in ladders.allEntries() {
                    policy.ladders[entry.key] = ladders.integer(entry.key, in: 0...20)
                }
            }
            generations.finish()
        }
        if let lives = reader.mapping("life-span", subject: "'life-span'") {
            for entry in lives.allEntries() {
                guard let length = span(entry.key, of: lives) else { continue }
                if entry.key == "default" {
                    policy.defaultLifeSpan = length
                } else {
                    policy.lifeSpans[entry.key] = length
                }
            }
        }
        let horizons = reader.strings("warn").compactMap { text -> Int? in
            if let span = Span(text) { return span.days + span.months * 30 + span.months / 12 * 5 }
            reader.error("warn", "'warn' must be a list of lengths such as 90d, not '\(visible(text, limit: 40))'")
            return nil
        }
        if !horizons.isEmpty { policy.warnDays = horizons.sorted() }
        return policy
    }
}

/// A key with a length of time: `45d`, `6m`, `5y`.
func span(_ key: String, of reader: MappingReader) -> Span? {
    guard let text = reader.string(key) else { return nil }
    guard let span = Span(text) else {
        reader.error(key, "'\(key)' must be a length such as 45d, 6m or 5y, not '\(visible(text, limit: 40))'")
        return nil
    }
    return span
}
