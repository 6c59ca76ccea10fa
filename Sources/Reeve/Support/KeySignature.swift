import EstateModel
import Foundation
import Subprocess
import SystemPackage

/// SSH signatures by the system's `ssh-keygen`: the keys, agents and hardware tokens that people have work here too.
enum KeySignature {
    /// Signs bytes. A key with a passphrase asks for it at the terminal; a public key is looked for in the agent.
    ///
    /// - Returns: the armoured signature.
    static func make(over bytes: [UInt8], key: String, namespace: String) async throws -> [UInt8] {
        guard access(key, R_OK) == 0 else {
            throw Failure("the signing key \(visible(key)) does not exist or may not be read")
        }
        let outcome = try await run(["-Y", "sign", "-f", key, "-n", namespace], input: bytes)
        guard outcome.succeeded, !outcome.output.isEmpty else {
            throw Failure("ssh-keygen cannot sign with \(visible(key))\(outcome.complaint)")
        }
        return outcome.output
    }

    /// What became of a check.
    enum Verdict {
        case valid(principal: String)
        /// No line of the file of allowed signers admits the key now; what ssh-keygen said, in brackets.
        case notAllowed(complaint: String)
        /// The file knows the key, but it signed something else, or for something else.
        case refused(principal: String)
    }

    /// - Parameter time: for which moment the key must be allowed; nil for now.
    static func verify(
        _ signature: [UInt8],
        over bytes: [UInt8],
        namespace: String,
        allowedSigners: String,
        at time: Instant? = nil
    ) async throws -> Verdict {
        guard access(allowedSigners, R_OK) == 0 else {
            throw Failure("the file of allowed signers \(visible(allowedSigners)) does not exist or may not be read")
        }
        var status = stat()
        guard stat(allowedSigners, &status) == 0, status.st_mode & 0o022 == 0 else {
            throw Failure(
                "others may write the file of allowed signers \(visible(allowedSigners)), so it proves nothing; "
                    + "check its lines, then run: chmod go-w \(visible(allowedSigners))"
            )
        }
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/signature"
        try NewFile.write(signature, to: file, mode: 0o600)
        // OpenSSH reads the time as UTC only with the letter, which 9.1 and newer know.
        let moment = time.map { ["-O", "verify-time=\(stamp($0))Z"] } ?? []
        let common = ["-s", file, "-f", allowedSigners] + moment
        let found = try await run(["-Y", "find-principals"] + common, input: [])
        let names = String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init)
        guard found.succeeded, !names.isEmpty else { return .notAllowed(complaint: found.complaint) }
        for name in names.prefix(20) {
            let arguments = ["-Y", "verify", "-I", name, "-n", namespace] + common
            if try await run(arguments, input: bytes).succeeded { return .valid(principal: name) }
        }
        return .refused(principal: names[0])
    }

    /// `20261120093000`.
    private static func stamp(_ instant: Instant) -> String {
        String(instant.description.filter(\.isNumber).prefix(14))
    }

    private struct Outcome {
        var succeeded: Bool
        var output: [UInt8]
        var error: [UInt8]

        /// `: what it said`, or nothing.
        var complaint: String {
            let line = error.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).last ?? []
            return line.isEmpty ? "" : " (\(visible(bytes: line, limit: 200)))"
        }
    }

    private static func run(_ arguments: [String], input: [UInt8]) async throws -> Outcome {
        do {
            let result = try await Subprocess.run(
                .name("ssh-keygen"),
                arguments: Arguments(arguments),
                input: .array(input),
                output: .bytes(limit: 1 << 20),
                error: .bytes(limit: 1 << 16)
            )
            return Outcome(
                succeeded: result.terminationStatus.isSuccess,
                output: result.standardOutput,
                error: result.standardError
            )
        } catch let error as SubprocessError where error.code == .executableNotFound {
            throw Failure("ssh-keygen is not found; it comes with OpenSSH and makes and checks the signatures")
        } catch let error as SubprocessError {
            throw Failure("ssh-keygen could not be run (\(visible(error.description)))")
        }
    }

    private static func temporaryFolder() throws -> String {
        var template = Array((NSTemporaryDirectory() + "/reeve-signature-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("no temporary folder can be made (\(String(cString: strerror(errno))))")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
