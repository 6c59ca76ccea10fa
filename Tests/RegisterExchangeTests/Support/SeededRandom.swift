/// SplitMix64: the same seed gives the same tables on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// One line with what breaks careless writers: quotes, colons, `#`, umlauts, formulas, YAML's words.
    mutating func line() -> String {
        let pieces = [
            "Head", "of", "ICT", ": ", "#", " #", "'", "\"", "\\", "{", "[", "]", "é", "日本", "=1+1", "-", "&x", "*a",
            "!x", "%", "@", "`", "yes", "null", "~", "|", ">", ",", "?", "…", " ", "\u{00A0}",
        ]
        return (0..<number(1...8)).map { _ in pick(pieces) }.joined()
    }
}
