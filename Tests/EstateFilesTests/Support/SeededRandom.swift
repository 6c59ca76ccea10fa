import TestSupport

extension SeededRandom {
    /// A name of the estate with all that is allowed in one.
    mutating func identifier(_ prefix: String) -> String {
        let letters = Array("abcxyzABC0189._-")
        return prefix + String((0..<number(0...8)).map { _ in pick(letters) })
    }
}
