package import EstateModel

/// Everything that one connection to a host brought back, hashed.
///
/// Two sets with the same digest, read by the same version of the parsers, give the same collection: the second need
/// not be parsed. How long each command took is left out, since it is never the same twice.
package struct AnswerSet: Hashable, Sendable {
    package let answers: [Answer]
    /// Changes when any answer does, or anything of the context.
    package let digest: ContentDigest
    let stdoutDigests: [ContentDigest]
    let stderrDigests: [ContentDigest]

    /// - Parameter context: whatever else the collection is made of, such as the host key's fingerprint and the
    ///   server's banner, in a fixed order.
    package init(_ answers: [Answer], context: [String] = []) {
        self.answers = answers
        stdoutDigests = answers.map { ContentDigest(of: $0.stdout) }
        stderrDigests = answers.map { ContentDigest(of: $0.stderr) }
        var summary: [UInt8] = []
        for text in context { Self.append(text, to: &summary) }
        for (index, answer) in answers.enumerated() {
            Self.append(answer.probe, to: &summary)
            Self.append("\(answer.status.map(String.init) ?? "none") \(answer.truncated)", to: &summary)
            summary += stdoutDigests[index].bytes
            summary += stderrDigests[index].bytes
        }
        digest = ContentDigest(of: summary)
    }

    /// With its length in front, so that two lists of texts never look the same.
    private static func append(_ text: String, to summary: inout [UInt8]) {
        summary += Array("\(text.utf8.count):".utf8)
        summary += Array(text.utf8)
    }
}
