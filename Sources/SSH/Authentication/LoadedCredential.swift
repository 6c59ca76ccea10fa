import EstateModel

/// A credential with its key file read.
enum LoadedCredential: Sendable {
    case agent(hint: String?, path: String)
    case key(PrivateKeyFile, path: String, passphrase: Secret?)
    case password(Secret)

    /// Reads what the credential names, before the host is bothered.
    ///
    /// - Parameter known: key files that need not be read again.
    static func load(
        _ credential: SSHCredential,
        for endpoint: SSHEndpoint,
        workers: BlockingWorkers,
        known: PrivateKeyFiles = PrivateKeyFiles(),
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> LoadedCredential {
        switch credential {
        case .agent(let identity, let path): return .agent(hint: identity, path: path)
        case .password(let password):
            guard password.withUTF8({ (1...1024).contains($0.count) }) else {
                throw .credentialMalformed(endpoint, "the password is empty or longer than 1,024 bytes")
            }
            return .password(password)
        case .keyFile(let path, let passphrase):
            let key: PrivateKeyFile
            if let loaded = known.key(at: path) {
                key = loaded
            } else {
                key = try await loadKey(path, for: endpoint, workers: workers, until: deadline)
                known.remember(key, at: path)
            }
            guard !key.isEncrypted || passphrase?.isEmpty == false else {
                throw .keyFileUnusable(
                    endpoint,
                    path: path,
                    because: "it has a passphrase and none is given",
                    remedy: "give the credential a passphrase source, or load the key into an agent"
                )
            }
            return .key(key, path: path, passphrase: key.isEncrypted ? passphrase : nil)
        }
    }

    private static func loadKey(
        _ path: String,
        for endpoint: SSHEndpoint,
        workers: BlockingWorkers,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) -> PrivateKeyFile {
        switch await workers.run(until: deadline, { PrivateKeyFile.load(path) }) {
        case .value(.success(let key)): return key
        case .value(.failure(let failure)):
            throw .keyFileUnusable(endpoint, path: path, because: failure.reason, remedy: failure.remedy)
        case .deadline: throw .connectTimeout(endpoint, during: "reading the key file")
        case .cancelled: throw .interrupted(endpoint)
        }
    }
}
