/// A version as a list of numbers and words: `10.50.6000`, `1.1.1w`, `2.0-rc1`.
///
/// Numbers compare as numbers (3.10 > 3.9) and a missing field is not zero: 3 and 3.0 are two versions, 3 before 3.0.
/// Words that announce a release (`rc`, `beta`) come before the release itself, others (`1.1.1w`) after it.
/// The order is total. At most ``fieldLimit`` fields are read.
package struct VersionNumber: Sendable {
    package enum Field: Hashable, Sendable {
        case number(UInt64)
        /// Lower case.
        case word(String)
    }

    package let fields: [Field]
    /// The text as it was given.
    package let text: String

    static let fieldLimit = 24
    static let byteLimit = 200

    /// Nil when the text has no digit or is longer than 200 bytes.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        guard bytes.count <= Self.byteLimit else { return nil }
        while bytes.first == 0x20 { bytes.removeFirst() }
        if bytes.count > 1, bytes[0] | 0x20 == UInt8(ascii: "v"), isDigit(bytes[1]) { bytes.removeFirst() }
        let fields = Self.fields(of: bytes)
        guard fields.contains(where: { if case .number = $0 { true } else { false } }) else { return nil }
        self.fields = fields
        self.text = String(text)
    }

    init(fields: [Field], text: String) {
        self.fields = fields
        self.text = text
    }

    /// The first fields only, written with dots where the text had any separator.
    package func prefix(_ count: Int) -> VersionNumber {
        guard fields.count > count else { return self }
        let kept = Array(fields.prefix(count))
        return VersionNumber(fields: kept, text: kept.map(\.description).joined(separator: "."))
    }

    private static func fields(of bytes: [UInt8]) -> [Field] {
        var fields: [Field] = []
        var index = 0
        while index < bytes.count, fields.count < fieldLimit {
            let start = index
            if isDigit(bytes[index]) {
                var number: UInt64 = 0
                while index < bytes.count, isDigit(bytes[index]) {
                    // Nineteen digits are no version that anybody compares; larger ones count as equally large.
                    number = min(number, 999_999_999_999_999_999) * 10 + UInt64(bytes[index] - 0x30)
                    index += 1
                }
                fields.append(.number(number))
            } else if isLetter(bytes[index]) {
                while index < bytes.count, isLetter(bytes[index]) { index += 1 }
                fields.append(.word(String(decoding: bytes[start..<index], as: UTF8.self).lowercased()))
            } else {
                index += 1
            }
        }
        return fields
    }
}

extension VersionNumber: Hashable, Comparable, CustomStringConvertible {
    package static func == (left: Self, right: Self) -> Bool { left.fields == right.fields }

    package func hash(into hasher: inout Hasher) { hasher.combine(fields) }

    package static func < (left: Self, right: Self) -> Bool {
        order(left.fields[...], right.fields[...]) < 0
    }

    package var description: String { text }

    /// Negative when left comes first, 0 when equal.
    static func order(_ left: ArraySlice<Field>, _ right: ArraySlice<Field>) -> Int {
        var (first, second) = (left.makeIterator(), right.makeIterator())
        while true {
            let (one, other) = (first.next(), second.next())
            if one == nil, other == nil { return 0 }
            let difference = Field.order(one, other)
            if difference != 0 { return difference }
        }
    }
}

extension VersionNumber.Field: CustomStringConvertible {
    package var description: String {
        switch self {
        case .number(let number): String(number)
        case .word(let word): word
        }
    }

    private static let announcing: Set<String> = [
        "alpha", "beta", "cr", "dev", "ea", "milestone", "pre", "preview", "rc", "snapshot",
    ]

    /// Announcing word < end of the version < other word < number.
    private static func rank(_ field: Self?) -> Int {
        switch field {
        case .word(let word): announcing.contains(word) ? 0 : 2
        case nil: 1
        case .number: 3
        }
    }

    static func order(_ left: Self?, _ right: Self?) -> Int {
        let (one, other) = (rank(left), rank(right))
        if one != other { return one < other ? -1 : 1 }
        switch (left, right) {
        case (.number(let first), .number(let second)): return first < second ? -1 : first > second ? 1 : 0
        case (.word(let first), .word(let second)): return first < second ? -1 : first > second ? 1 : 0
        default: return 0
        }
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
