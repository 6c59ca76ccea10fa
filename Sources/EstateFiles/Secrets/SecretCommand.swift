import EstateModel
import Subprocess
import SystemPackage

/// Runs a program for the secret it prints: no shell, no input, bounded in time and output.
struct SecretCommand {
    let words: [String]
    let directory: String
    let limit: Duration

    private static let largestError = 64 << 10

    /// The standard output of a program that ended well.
    func run() async throws(SecretError) -> [UInt8] {
        let outcome: Outcome
        do {
            outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask { try await self.start() }
                group.addTask {
                    try await Task.sleep(for: self.limit)
                    return .late
                }
                defer { group.cancelAll() }
                return try await group.next() ?? .late
            }
        } catch let error as SubprocessError {
            throw failure(error)
        } catch {
            throw SecretError(code: .failed, message: "\(name) was interrupted")
        }
        return try output(of: outcome)
    }

    private enum Outcome: Sendable {
        case ended(TerminationStatus, output: [UInt8], error: [UInt8])
        case late
    }

    private func start() async throws -> Outcome {
        var options = PlatformOptions()
        // A session of its own, so that stopping it stops what it started as well.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500)),
        ]
        let program = words.first ?? ""
        let result = try await Subprocess.run(
            program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(Array(words.dropFirst())),
            workingDirectory: directory.isEmpty ? nil : FilePath(directory),
            platformOptions: options,
            output: .bytes(limit: SecretResolver.largestSecret + 2),
            error: .bytes(limit: Self.largestError)
        )
        return .ended(result.terminationStatus, output: result.standardOutput, error: result.standardError)
    }

    private func output(of outcome: Outcome) throws(SecretError) -> [UInt8] {
        guard case .ended(let status, let output, let error) = outcome else {
            throw SecretError(code: .timeout, message: "\(name) did not end within \(limit); does it wait for input?")
        }
        guard status.isSuccess else {
            throw SecretError(
                code: .failed,
                message: "\(name) \(ending(status))\(firstLine(of: error, hiding: output))"
            )
        }
        return output
    }

    private var name: String { "command \(visible(words.first ?? "", limit: 100))" }

    private func ending(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "failed with status \(code)"
        case .signaled(let signal): "was ended by signal \(signal)"
        }
    }

    /// What the program complained about, unless it repeats what it printed.
    private func firstLine(of error: [UInt8], hiding output: [UInt8]) -> String {
        let line = error.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let printed = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let text = String(decoding: line, as: UTF8.self)
        if text.isEmpty || printed.contains(where: { $0.count >= 3 && text.contains($0) }) { return "" }
        return ": " + visible(text, limit: 200)
    }

    private func failure(_ error: SubprocessError) -> SecretError {
        switch error.code {
        case .executableNotFound:
            SecretError(code: .absent, message: "\(name) is not found or may not be run")
        case .outputLimitExceeded:
            SecretError(code: .unusable, message: "\(name) gave more than \(SecretResolver.largestSecret) bytes")
        case .failedToChangeWorkingDirectory:
            SecretError(code: .failed, message: "\(name) could not start in \(visible(directory))")
        default:
            SecretError(code: .failed, message: "\(name) could not be run")
        }
    }
}
