package import EstateModel
import Risk

/// As much of a risk's record as a list needs, in a form that is read a hundred times faster than the record.
package struct RiskOutline: Hashable, Sendable {
    package var id: String
    /// A ``Risk/RiskKey`` in its stored form.
    package var key: String
    package var label: String
    package var isOpen: Bool
    /// Closed, and its product is still there: no risk any more by what is known of it.
    package var isOver: Bool
    package var firstSeen: Sighting
    package var lastSeen: Sighting
    /// The complete scan that no longer saw it as a risk; nil while it is open.
    package var closed: Sighting?
    package var assetCount: Int
    /// Tells whether the assets are the same, without naming them.
    package var assetsDigest: String
    /// Without the day on which it came about, which is ``changedOn``.
    package var score: ScoreEntry
    /// The residual points of the score before; nil for the first.
    package var residualBefore: Int?
    package var regressions: Int
    package var treatment: String?
    /// When the treatment is looked at again; nil when nobody said.
    package var reviewOn: CalendarDay?
    /// The day of its last change: of its score, or on which it was proven gone.
    package var changedOn: CalendarDay

    package init(_ record: RiskRecord) {
        id = record.id
        key = record.key
        label = record.label
        isOpen = record.isOpen
        isOver = record.isOver
        firstSeen = record.firstSeen
        lastSeen = record.lastSeen
        closed = record.isOpen ? nil : record.closures.last?.proof
        assetCount = record.assets.count
        assetsDigest = Self.digest(of: record.assets)
        var score = record.scores.last ?? Self.none(record.lastSeen)
        changedOn = closed?.on ?? score.scoredOn ?? record.lastSeen.on
        score.scoredOn = nil
        self.score = score
        residualBefore = record.scores.dropLast().last?.residual.points
        regressions = record.regressions
        treatment = record.treatment?.choice.rawValue
        reviewOn = record.treatment?.reviewOn
    }

    private static func none(_ seen: Sighting) -> ScoreEntry {
        let level = ScoreEntry.Level(likelihood: 0, impact: 0, points: 0, band: "")
        return ScoreEntry(seen: seen, inherent: level, residual: level)
    }

    /// Sixteen hexadecimal digits over ids in ascending order.
    package static func digest(of assets: [Int64]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for asset in assets {
            for shift in stride(from: 0, to: 64, by: 8) {
                hash = (hash ^ (UInt64(bitPattern: asset) >> UInt64(shift) & 0xff)) &* 0x100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

// MARK: - Stored form

extension RiskOutline {
    /// Fields between tabs, the key and the label last; read by ``init(id:text:)`` of the same release.
    package var text: String {
        var fields = [isOpen ? "open" : isOver ? "over" : "gone", Self.text(firstSeen), Self.text(lastSeen)]
        fields += [closed.map(Self.text) ?? "-"]
        fields += [String(assetCount), assetsDigest, Self.text(score.seen)]
        fields += [Self.text(score.inherent), Self.text(score.residual), score.target.map(Self.text) ?? "-"]
        fields += [
            score.method ?? "-", residualBefore.map { String($0) } ?? "-", String(regressions), treatmentText,
            String(changedOn.daysSinceEpoch),
        ]
        return (fields + [Self.flat(key), Self.flat(label)]).joined(separator: "\t")
    }

    /// Nil for anything that ``text`` did not write.
    package init?(id: String, text: String) {
        // By bytes: a list of a hundred thousand is read in each command, and characters cost ten times as much.
        let fields = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false).map(Substring.init)
        guard fields.count == 17, let first = Self.sighting(fields[1]), let last = Self.sighting(fields[2]),
            let count = Int(fields[4]), let seen = Self.sighting(fields[6]), let inherent = Self.level(fields[7]),
            let residual = Self.level(fields[8]), let regressions = Int(fields[12]),
            let changed = Int32(fields[14])
        else { return nil }
        self.id = id
        isOpen = fields[0] == "open"
        isOver = fields[0] == "over"
        firstSeen = first
        lastSeen = last
        closed = Self.sighting(fields[3])
        assetCount = count
        assetsDigest = String(fields[5])
        score = ScoreEntry(
            seen: seen,
            inherent: inherent,
            residual: residual,
            target: fields[9] == "-" ? nil : Self.level(fields[9]),
            method: fields[10] == "-" ? nil : String(fields[10])
        )
        residualBefore = Int(fields[11])
        self.regressions = regressions
        let decided = fields[13].split(separator: " ", maxSplits: 1)
        treatment = decided.first.flatMap { $0 == "-" ? nil : String($0) }
        reviewOn = decided.count == 2 ? Int32(decided[1]).map(CalendarDay.init(daysSinceEpoch:)) : nil
        changedOn = CalendarDay(daysSinceEpoch: changed)
        key = String(fields[15])
        label = String(fields[16])
    }

    /// `tolerate`, or with the day of its review `tolerate 20847`.
    private var treatmentText: String {
        guard let treatment else { return "-" }
        return treatment + (reviewOn.map { " \($0.daysSinceEpoch)" } ?? "")
    }

    private static func text(_ sighting: Sighting) -> String { "\(sighting.scan) \(sighting.on.daysSinceEpoch)" }

    private static func text(_ level: ScoreEntry.Level) -> String {
        "\(level.likelihood) \(level.impact) \(level.points) \(flat(level.band))"
    }

    private static func sighting(_ text: Substring) -> Sighting? {
        let words = text.utf8.split(separator: 0x20)
        guard words.count == 2, let scan = Int64(Substring(words[0])), let days = Int32(Substring(words[1])) else {
            return nil
        }
        return Sighting(scan: scan, on: CalendarDay(daysSinceEpoch: days))
    }

    private static func level(_ text: Substring) -> ScoreEntry.Level? {
        let words = text.utf8.split(separator: 0x20, maxSplits: 3, omittingEmptySubsequences: false).map(Substring.init)
        guard words.count == 4, let likelihood = Int(words[0]), let impact = Int(words[1]), let points = Int(words[2])
        else { return nil }
        return ScoreEntry.Level(likelihood: likelihood, impact: impact, points: points, band: String(words[3]))
    }

    /// No field may hold what separates fields.
    private static func flat(_ text: String) -> String {
        guard text.utf8.contains(0x09) else { return text }
        return text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: " ")
    }
}
