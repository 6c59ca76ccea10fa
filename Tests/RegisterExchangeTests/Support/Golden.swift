import Foundation
import Testing

/// A file of expected output beside the tests; `RECORD_GOLDENS=1` writes it anew.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static func text(of name: String) throws -> String {
        try String(decoding: Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }

    /// Fails at the first line that differs.
    static func expect(_ text: String, isFile name: String, at location: SourceLocation = #_sourceLocation) throws {
        let file = folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: file, options: .atomic)
        }
        let expected = try Self.text(of: name).split(separator: "\n", omittingEmptySubsequences: false)
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        if expected == found { return }
        let line = zip(expected, found).prefix { $0 == $1 }.count
        let lines = [expected, found].map { $0.indices.contains(line) ? String($0[line].prefix(300)) : "(end)" }
        let advice = "review the change, then record it with RECORD_GOLDENS=1"
        Issue.record(
            "\(name), line \(line + 1): expected «\(lines[0])», found «\(lines[1])»; \(advice)",
            sourceLocation: location
        )
    }
}
