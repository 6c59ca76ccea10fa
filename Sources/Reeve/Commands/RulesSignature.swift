import EstateModel
import Foundation
import RuleExchange
import Subprocess
import SystemPackage

/// SSH signatures by the system's `ssh-keygen`: the keys, agents and hardware tokens that people have work here too.
enum BundleSignature {
    /// Signs a manifest. A key with a passphrase asks for it at the terminal; a public key is looked for in the agent.
    static func make(over manifest: [UInt8], key: String) async throws -> [UInt8] {
        guard access(key, R_OK) == 0 else {
            throw Failure("the signing key \(visible(key)) does not exist or may not be read")
        }
        let outcome = try await run(["-Y", "sign", "-f", key, "-n", RuleBundle.signatureNamespace], input: manifest)
        guard outcome.succeeded, !outcome.output.isEmpty else {
            throw Failure("ssh-keygen cannot sign with \(visible(key))\(outcome.complaint)")
        }
        return outcome.output
    }

    /// Who signed a manifest, as the file of allowed signers names them.
    ///
    /// - Throws: ``Failure`` unless a signer that the file allows signed exactly this manifest as a rule bundle.
    static func verify(_ sealed: RuleBundle.Sealed, bundle: String, allowedSigners: String) async throws -> String {
        guard access(allowedSigners, R_OK) == 0 else {
            throw Failure("the file of allowed signers \(visible(allowedSigners)) does not exist or may not be read")
        }
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let signature = folder + "/MANIFEST.sig"
        try NewFile.write(sealed.signature, to: signature)
        let found = try await run(["-Y", "find-principals", "-s", signature, "-f", allowedSigners], input: [])
        let names = String(decoding: found.output, as: UTF8.self).split(separator: "\n").map(String.init)
        guard found.succeeded, !names.isEmpty else {
            throw Failure(
                "the bundle \(visible(bundle)) is refused: no key in \(visible(allowedSigners)) signed it"
                    + found.complaint
            )
        }
        for name in names.prefix(20) {
            let arguments = [
                "-Y", "verify", "-f", allowedSigners, "-I", name, "-n", RuleBundle.signatureNamespace, "-s", signature,
            ]
            if try await run(arguments, input: sealed.manifestBytes).succeeded { return name }
        }
        throw Failure(
            "the bundle \(visible(bundle)) is refused: its signature by \(visible(names[0], limit: 80)) does not fit its"
                + " manifest, was made for something else, or is not valid today"
        )
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
        var template = Array((NSTemporaryDirectory() + "/reeve-bundle-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure("no temporary folder can be made (\(String(cString: strerror(errno))))")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
