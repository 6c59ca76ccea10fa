package import Foundation

/// Files of expected output beside some tests; `RECORD_GOLDENS=1` writes them anew.
package struct GoldenFolder: Sendable {
    package let url: URL

    /// The `Fixtures` of the test target that a file of its `Support` folder lies in.
    package init(besideSupport file: String) {
        url = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures")
    }

    package func text(of name: String) throws -> String {
        try String(decoding: Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }

    /// What differs in the first line that does; nil when the texts are the same.
    package func difference(of text: String, from name: String) throws -> String? {
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: url.appendingPathComponent(name), options: .atomic)
        }
        let expected = try self.text(of: name).split(separator: "\n", omittingEmptySubsequences: false)
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        if expected == found { return nil }
        let line = zip(expected, found).prefix { $0 == $1 }.count
        let lines = [expected, found].map { $0.indices.contains(line) ? String($0[line].prefix(300)) : "(end)" }
        let advice = "review the change, then record it with RECORD_GOLDENS=1"
        return "\(name), line \(line + 1): expected «\(lines[0])», found «\(lines[1])»; \(advice)"
    }
}
