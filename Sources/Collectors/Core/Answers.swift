package import EstateModel

/// The answers of one host, by probe.
package struct Answers: Sendable {
    private let byProbe: [String: Answer]
    /// In the order in which they came.
    package let all: [Answer]

    package init(_ answers: [Answer]) {
        all = answers
        byProbe = Dictionary(answers.map { ($0.probe, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(probe: String) -> Answer? { byProbe[probe] }

    /// The bytes a probe printed; empty when it was never answered.
    package func bytes(_ probe: String) -> [UInt8] { byProbe[probe]?.stdout ?? [] }

    /// Whether a probe ran to its end and all that it printed is there, so that what it does not name is not there.
    package func isWhole(_ probe: String) -> Bool {
        guard let answer = byProbe[probe] else { return false }
        return answer.status == 0 && !answer.truncated && !answer.timedOut
    }

    /// The first line a probe printed, without blanks around it; nil when there is none.
    package func firstLine(_ probe: String) -> String? {
        var result: String?
        forEachLine(of: bytes(probe)) { line in
            guard result == nil else { return }
            let text = line.trimmed.text
            if !text.isEmpty { result = text }
        }
        return result
    }
}
