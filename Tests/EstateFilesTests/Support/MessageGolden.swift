import Foundation
import Testing

/// The reviewed messages, kept as one text file that reads like a manual: a title, the input, and what is said of it.
///
/// `RECORD_GOLDENS=1` writes the file again; the difference is reviewed like code.
struct MessageGolden {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var input: String

        init(_ description: String, _ input: String) {
            testDescription = description
            self.input = input
        }
    }

    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" }

    let name: String

    private var url: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/Messages/\(name).txt")
    }

    /// What the file says of a case; nil when it does not know it.
    func expected(_ example: Case) throws -> String? {
        let text = try String(contentsOf: url, encoding: .utf8)
        let start = Self.heading(example)
        guard let range = text.range(of: start) else { return nil }
        let rest = text[range.upperBound...]
        return String(rest.range(of: "\n\n=== ").map { rest[..<$0.lowerBound] } ?? rest.dropLast())
    }

    func record(_ cases: [Case], messages: (Case) -> String) throws {
        let text = cases.map { Self.heading($0) + messages($0) + "\n" }.joined(separator: "\n")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    private static func heading(_ example: Case) -> String {
        let input = example.input.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = input.map { $0.count > 160 ? $0.prefix(60) + "… (\($0.count) characters)" : $0 }
        return "=== \(example.testDescription)\n" + shown.map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined() + "---\n"
    }
}
