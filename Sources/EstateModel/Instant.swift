/// A moment in UTC, to the second.
///
/// Foundation-free, so that the model and the parsers need no Foundation; the clock is read in one place, at the top.
package struct Instant: Hashable, Comparable, Sendable {
    package let secondsSinceEpoch: Int64

    /// The first and the last second that `YYYY-MM-DDTHH:MM:SSZ` can write.
    private static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// Years 1 to 9999: what lies outside becomes the first or the last second, so that every moment can be read back.
    package init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = min(max(secondsSinceEpoch, Self.seconds.lowerBound), Self.seconds.upperBound)
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = Int(String(decoding: bytes[11..<13], as: UTF8.self)), (0...23).contains(hour),
            let minute = Int(String(decoding: bytes[14..<16], as: UTF8.self)), (0...59).contains(minute),
            let second = Int(String(decoding: bytes[17..<19], as: UTF8.self)), (0...59).contains(second)
        else { return nil }
        secondsSinceEpoch = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// The day in UTC.
    package var day: CalendarDay {
        CalendarDay(daysSinceEpoch: Int32(clamping: floorDivide(secondsSinceEpoch, 86_400)))
    }

    package func adding(seconds: Int64) -> Instant {
        let sum = secondsSinceEpoch.addingReportingOverflow(seconds)
        return Instant(secondsSinceEpoch: sum.overflow ? (seconds < 0 ? .min : .max) : sum.partialValue)
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }
}

extension Instant: CustomStringConvertible {
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    package var description: String {
        let secondOfDay = Int(secondsSinceEpoch - Int64(day.daysSinceEpoch) * 86_400)
        let time = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map { padded($0, to: 2) }
        return "\(day)T\(time.joined(separator: ":"))Z"
    }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an instant: \(text)")
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
