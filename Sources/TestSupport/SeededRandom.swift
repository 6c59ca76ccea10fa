/// SplitMix64: the same seed gives the same numbers on every machine.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// - Parameter elements: not empty.
    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// One line with what breaks careless writers: quotes, colons, `#`, umlauts, formulas, YAML's words.
    package mutating func line() -> String {
        let pieces = [
            "Head", "of", "ICT", ": ", "#", " #", "'", "\"", "\\", "{", "[", "]", "é", "日本", "=1+1", "-", "&x", "*a",
            "!x", "%", "@", "`", "yes", "null", "~", "|", ">", ",", "?", "…", " ", "\u{00A0}",
        ]
        return (0..<number(1...8)).map { _ in pick(pieces) }.joined()
    }
}
