import Foundation
import TestSupport

/// Python's own readers of HTML, CSV and JSON: they share no code with the writers under test.
enum Python {
    static let isPresent = (try? run(["-c", "pass"])) != nil
    static let hasJSONSchema = (try? run(["-c", "import jsonschema"])) != nil

    /// Runs a script of `Fixtures` and returns what it printed.
    ///
    /// - Throws: what it printed, when it does not exit with 0.
    @discardableResult
    static func script(_ name: String, _ arguments: [String]) throws -> String {
        try run([Golden.folder.appendingPathComponent(name).path] + arguments)
    }

    private static func run(_ arguments: [String]) throws -> String {
        try ChildProcess.run(["/usr/bin/env", "python3"] + arguments, in: TemporaryFolder())
    }
}
