import EstateModel

/// One cause and everything that it hit. What wants another remedy is another cause, whatever its code; remedies that
/// differ in a number alone, as in the line of a file, are one.
struct ScanCause: Hashable {
    let code: Problem.Code
    /// Sorted.
    let targets: [String]
    /// One of the problems, as an example.
    let message: String
    /// With `…` for numbers that differ from host to host.
    let remedy: String

    /// Groups problems, the cause that hit most first.
    static func all(_ problems: [(target: String, problem: Problem)]) -> [ScanCause] {
        Dictionary(grouping: problems) { [$0.problem.code.rawValue, withoutNumbers($0.problem.remedy)] }
            .compactMap { key, group in
                group.min { ($0.target, $0.problem.message) < ($1.target, $1.problem.message) }.map { first in
                    let isOne = group.allSatisfy { $0.problem.remedy == first.problem.remedy }
                    return ScanCause(
                        code: first.problem.code,
                        targets: Set(group.map(\.target)).sorted(),
                        message: first.problem.message,
                        remedy: isOne ? first.problem.remedy : key[1]
                    )
                }
            }
            .sorted {
                (-$0.targets.count, $0.code.rawValue, $0.message) < (-$1.targets.count, $1.code.rawValue, $1.message)
            }
    }

    private static func withoutNumbers(_ text: String) -> String {
        guard text.utf8.contains(where: isDigit) else { return text }
        var bytes: [UInt8] = []
        var wasDigit = false
        for byte in text.utf8 {
            if !isDigit(byte) { bytes.append(byte) } else if !wasDigit { bytes += Array("…".utf8) }
            wasDigit = isDigit(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
