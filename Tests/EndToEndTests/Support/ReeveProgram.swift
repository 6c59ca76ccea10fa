import Glibc
import Subprocess
import SystemPackage

/// The real `reeve`, as it was built beside these tests.
enum ReeveProgram {
    /// What one run printed and how it ended.
    struct Outcome: Sendable, CustomStringConvertible {
        /// Nil when a signal ended it.
        var status: Int32?
        var signal: Int32?
        /// stdout
        var output: String
        /// stderr
        var messages: String

        var description: String {
            let ending = signal.map { "signal \($0)" } ?? "status \(status ?? -1)"
            return "\(ending)\n--- stdout\n\(output)\n--- stderr\n\(messages)"
        }
    }

    /// Beside the test runner: `.build/…/debug`.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let runner = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(runner[..<(runner.lastIndex(of: "/") ?? runner.startIndex)]) + "/reeve"
    }()

    static var isBuilt: Bool { access(path, X_OK) == 0 }

    /// The checkout that these tests belong to.
    static let packageRoot: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/")
    }()

    static let rules = packageRoot + "/rules"

    private static let largestOutput = 64 << 20
    /// More at once would only make each one late.
    private static let places = Places(4)

    /// Runs `reeve`, or another program with the same surroundings, to its end.
    ///
    /// - Parameter environment: on top of the tests' own; nil removes a variable.
    static func run(
        _ arguments: [String],
        program: String = path,
        environment: [String: String?] = [:]
    ) async throws -> Outcome {
        var overrides: [Environment.Key: String?] = ["SSH_AUTH_SOCK": nil, "REEVE_RULES": nil]
        for (name, value) in environment { overrides.updateValue(value, forKey: Environment.Key(stringLiteral: name)) }
        let settings = Environment.inherit.updating(overrides)
        return try await places.occupying {
            let result = try await Subprocess.run(
                .path(FilePath(program)),
                arguments: Arguments(arguments),
                environment: settings,
                output: .string(limit: largestOutput),
                error: .string(limit: largestOutput)
            )
            var outcome = Outcome(output: result.standardOutput, messages: result.standardError)
            switch result.terminationStatus {
            case .exited(let code): outcome.status = code
            case .signaled(let number): outcome.signal = number
            }
            return outcome
        }
    }
}
