import EstateModel

extension ScanTally {
    /// At most four lines for a terminal.
    mutating func lines(columns: Int, at now: Duration) -> [String] {
        var lines = [headline(columns: columns, at: now), counts.joined(separator: ", ")]
        if !failures.isEmpty { lines.append(reasons(columns: columns)) }
        let slow = longest(2, at: now).filter { $0.elapsed >= .seconds(5) }
        if !slow.isEmpty {
            let names = slow.map { "\(visible($0.target, limit: 40)) (\(Self.rough($0.elapsed)))" }
            lines.append("longest in flight: " + names.joined(separator: ", "))
        }
        return lines
    }

    /// One line for a log.
    mutating func sentence(at now: Duration) -> String {
        let left = timeLeft(at: now).map { ", about \(Self.rough($0)) left" } ?? ""
        return "\(Self.grouped(done)) of \(Self.grouped(targets)) done after \(Self.rough(now)): "
            + counts.joined(separator: ", ") + left
    }

    private mutating func headline(columns: Int, at now: Duration) -> String {
        let width = columns >= 100 ? 30 : 20
        let filled = targets == 0 ? 0 : min(width, width * done / targets)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let percent = targets == 0 ? 0 : 100 * done / targets
        let perSecond = rate(at: now)
        let speed = perSecond >= 10 ? String(Int(perSecond)) : Self.tenths(perSecond)
        let left = timeLeft(at: now).map { "  about \(Self.rough($0)) left" } ?? ""
        return "\(bar) \(Self.grouped(done)) of \(Self.grouped(targets)) (\(percent) %)  \(speed) a second\(left)"
    }

    private var counts: [String] {
        let parts: [(Int, String)] = [
            (read, "read"), (inFlightCount, "in flight"), (waitingCount, "to be tried again"), (failed, "failed"),
            (deferred, "deferred"), (loginsSetAside, loginsSetAside == 1 ? "login set aside" : "logins set aside"),
        ]
        return parts.filter { $0.0 > 0 || $0.1 == "read" }.map { "\(Self.grouped($0.0)) \($0.1)" }
    }

    private func reasons(columns: Int) -> String {
        var text = "failed by reason: "
        let sorted = failures.sorted { (-$0.value, $0.key.rawValue) < (-$1.value, $1.key.rawValue) }
        for (index, reason) in sorted.enumerated() {
            let part = (index > 0 ? ", " : "") + "\(reason.key.rawValue) \(Self.grouped(reason.value))"
            guard displayWidth(text + part) < columns - 3 else { return text + ", …" }
            text += part
        }
        return text
    }

    /// `17 s`, `4 min`, `1 h 5 min`
    static func rough(_ duration: Duration) -> String {
        let seconds = max(0, Int(duration.inSeconds.rounded()))
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }

    /// `12,345`
    static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return digits
    }

    static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
