/// The stable reference of a plan: `P-0001`. Numbers are given once and never reused.
package struct PlanReference: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 1.
    package let number: Int

    /// Nil below 1 and from a thousand million on.
    package init?(number: Int) {
        guard (1..<1_000_000_000).contains(number) else { return nil }
        self.number = number
    }

    /// Reads what ``description`` writes and nothing else.
    package init?(_ text: String) {
        guard text.hasPrefix("P-"), let number = Int(text.dropFirst(2)) else { return nil }
        self.init(number: number)
        guard description == text else { return nil }
    }

    package var description: String {
        let digits = String(number)
        return "P-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

extension PlanReference: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let reference = PlanReference(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a plan reference: \(text)")
        }
        self = reference
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
