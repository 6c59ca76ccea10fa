package import EstateModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Fetches secrets at the moment of use.
package struct SecretResolver: Sendable {
    /// The largest secret, from a file or a program.
    package static let largestSecret = 64 << 10

    private let directory: EstateDirectory
    private let environment: @Sendable (String) -> String?
    private let commandLimit: Duration

    /// - Parameters:
    ///   - directory: where relative paths start and programs run.
    ///   - environment: looks up a variable; the process' own by default.
    ///   - commandLimit: how long a program may take.
    package init(
        directory: EstateDirectory,
        environment: @escaping @Sendable (String) -> String? = SecretResolver.processEnvironment,
        commandLimit: Duration = .seconds(30)
    ) {
        self.directory = directory
        self.environment = environment
        self.commandLimit = commandLimit
    }

    /// The path of a key file or identity as the credential names it, made absolute or relative to the process.
    package func path(of name: String) -> String {
        directory.file(name, home: environment("HOME"))
    }

    /// Fetches one secret; one trailing line break is dropped.
    package func resolve(_ reference: SecretReference) async throws(SecretError) -> Secret {
        switch reference {
        case .environment(let name):
            guard let value = environment(name) else {
                throw SecretError(code: .absent, message: "environment variable \(name) is not set; export it first")
            }
            return try secret(Array(value.utf8), from: reference)
        case .file(let name):
            return try secret(try bytes(ofFile: path(of: name)), from: reference)
        case .command(let words):
            let command = SecretCommand(words: words, directory: directory.path, limit: commandLimit)
            return try secret(try await command.run(), from: reference)
        }
    }

    /// Fetches each distinct secret once, for a caller that keeps them in memory for one run.
    ///
    /// One after the other: a program may ask a person for a PIN. Failures are kept too, so that nothing is asked
    /// twice.
    package func resolve(
        all references: some Sequence<SecretReference>
    ) async -> [SecretReference: Result<Secret, SecretError>] {
        var results: [SecretReference: Result<Secret, SecretError>] = [:]
        for reference in references where results[reference] == nil {
            do throws(SecretError) {
                results[reference] = .success(try await resolve(reference))
            } catch {
                results[reference] = .failure(error)
            }
        }
        return results
    }

    private func bytes(ofFile path: String) throws(SecretError) -> [UInt8] {
        let shown = visible(path)
        let contents: BoundedFile.Contents
        do throws(BoundedFile.Fault) {
            // One more for the line break that is dropped.
            contents = try BoundedFile.read(path, limit: Self.largestSecret + 2)
        } catch {
            let code: SecretError.Code = error.kind == .absent ? .absent : .failed
            throw SecretError(code: code, message: "secret file \(shown) \(error.message)")
        }
        guard contents.mode & 0o077 == 0 else {
            let mode = String(contents.mode, radix: 8)
            throw SecretError(
                code: .exposed,
                message: "secret file \(shown) is open to other users (mode \(mode)); run: chmod 600 '\(shown)'"
            )
        }
        return contents.bytes
    }

    private func secret(_ bytes: [UInt8], from reference: SecretReference) throws(SecretError) -> Secret {
        var bytes = bytes[...]
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        let source = visible(reference.description)
        guard !bytes.isEmpty else { throw SecretError(code: .unusable, message: "\(source) gave an empty secret") }
        guard bytes.count <= Self.largestSecret else {
            throw SecretError(code: .unusable, message: "\(source) gave more than \(Self.largestSecret) bytes")
        }
        // A second line would be sent to every host as part of the password and lock the account.
        guard !bytes.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") || $0 == 0 }) else {
            throw SecretError(code: .unusable, message: "\(source) gave more than one line; a secret is a single line")
        }
        return Secret(Array(bytes))
    }

    /// The variable of this process; nothing in Reeve changes the environment after the start.
    package static let processEnvironment: @Sendable (String) -> String? = { name in
        getenv(name).map { String(cString: $0) }
    }
}
