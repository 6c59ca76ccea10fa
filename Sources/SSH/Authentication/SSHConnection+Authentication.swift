import CLibSSH2
import EstateModel
import Glibc

extension SSHConnection {
    private static let phase = "authentication"
    private static let userLimit = 256

    /// Logs in with the one credential, once.
    func authenticate(
        with credential: LoadedCredential,
        poller: ReadinessPoller,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) {
        // libssh2 has overflowed on long login names before.
        guard (1...Self.userLimit).contains(endpoint.user.utf8.count), !endpoint.user.utf8.contains(0) else {
            throw .credentialMalformed(endpoint, "the user name is empty, too long or not text")
        }
        switch credential {
        case .agent(let hint, let path):
            try await authenticate(agentAt: path, hint: hint, poller: poller, until: deadline)
        case .key(let key, let path, let passphrase):
            try await authenticate(key: key, path: path, passphrase: passphrase, until: deadline)
        case .password(let password):
            try await authenticate(password: password, until: deadline)
        }
        guard libssh2_userauth_authenticated(handle.pointer) == 1 else {
            throw error(for: handle.lastErrorCode, during: Self.phase)
        }
    }

    // MARK: Key file

    private func authenticate(
        key: PrivateKeyFile,
        path: String,
        passphrase: Secret?,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) {
        let publicLine = key.publicKey.map { Array($0.line.utf8) } ?? []
        let code = try await driveAuthentication(until: deadline) {
            if let signer = key.signer, let publicKey = key.publicKey { return sign(with: signer, publicKey) }
            // libssh2 also looks for a NUL byte at the end of the key, whatever its length.
            return withCString(of: key.contents) { file in
                withCString(of: passphrase) { phrase in
                    publicLine.withUnsafeBytes { line in
                        libssh2_userauth_publickey_frommemory(
                            handle.pointer,
                            endpoint.user,
                            endpoint.user.utf8.count,
                            line.isEmpty ? nil : line.assumingMemoryBound(to: CChar.self).baseAddress,
                            line.count,
                            file,
                            key.contents.withUTF8 { $0.count },
                            phrase
                        )
                    }
                }
            }
        }
        switch code {
        case 0: return
        case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED where key.isEncrypted, LIBSSH2_ERROR_FILE:
            // The host took the public key, but no signature came about.
            throw .keyFileUnusable(
                endpoint,
                path: path,
                because: key.isEncrypted ? "its passphrase is wrong" : handle.lastErrorText,
                remedy: key.isEncrypted
                    ? "correct the passphrase in the credential's secret source"
                    : "convert the key with: ssh-keygen -p -f \(visible(path))"
            )
        default:
            throw refusal(code, of: "the key \(key.publicKey?.fingerprint ?? visible(path))", isRSA: key.isRSA)
        }
    }

    private func sign(with signer: Ed25519Signer, _ key: HostKey) -> Int32 {
        context.signature = .signer(signer)
        defer { context.signature = .idle }
        return libssh2_userauth_publickey(
            handle.pointer,
            endpoint.user,
            key.blob,
            key.blob.count,
            signCallback,
            libssh2_session_abstract(handle.pointer)
        )
    }

    // MARK: Agent

    private func authenticate(
        agentAt path: String,
        hint: String?,
        poller: ReadinessPoller,
        until deadline: ContinuousClock.Instant
    ) async throws(SSHError) {
        let identity: AgentIdentity
        let code: Int32
        do throws(AgentConnection.Failure) {
            let agent = try await AgentConnection(path: path, poller: poller, deadline: deadline)
            guard let held = AgentProtocol.identities(in: try await agent.ask(AgentProtocol.identitiesRequest)) else {
                throw .unavailable("it does not list its keys")
            }
            let named = hint.map { hint in held.filter { $0.isNamed(hint) } } ?? held
            guard named.count == 1, let only = named.first else {
                throw .unclear(held)
            }
            identity = only
            code = try await sign(with: agent, identity: only, until: deadline)
        } catch {
            throw agentError(error, path: path, hint: hint)
        }
        guard code == 0 else {
            let isRSA = identity.key.type == "ssh-rsa"
            throw refusal(code, of: "the key \(identity.key.fingerprint) of the SSH agent", isRSA: isRSA)
        }
    }

    /// libssh2 asks for the signature in the middle of a call; it is told to come again and the agent is asked between.
    private func sign(
        with agent: borrowing AgentConnection,
        identity: AgentIdentity,
        until deadline: ContinuousClock.Instant
    ) async throws(AgentConnection.Failure) -> Int32 {
        context.signature = .idle
        defer { context.signature = .idle }
        while true {
            let code = libssh2_userauth_publickey(
                handle.pointer,
                endpoint.user,
                identity.key.blob,
                identity.key.blob.count,
                signCallback,
                libssh2_session_abstract(handle.pointer)
            )
            guard code == LIBSSH2_ERROR_EAGAIN else { return code }
            if case .wanted(let data) = context.signature {
                let answer = try await agent.ask(AgentProtocol.signRequest(key: identity.key, data: data))
                guard let signature = AgentProtocol.signature(in: answer) else {
                    context.signature = .failed
                    throw .unavailable("it refused to sign with \(identity.key.fingerprint)")
                }
                context.signature = .signed(signature)
                continue
            }
            do throws(Stop) { try await pause(until: deadline) } catch { throw .stopped(error) }
        }
    }

    private func agentError(_ failure: AgentConnection.Failure, path: String, hint: String?) -> SSHError {
        switch failure {
        case .unavailable(let reason): .agentUnusable(endpoint, path: path, because: reason)
        case .unclear(let held): .agentIdentityUnclear(endpoint, hint: hint, identities: held)
        case .stopped(let stop): error(for: stop, during: Self.phase)
        }
    }

    // MARK: Password

    private func authenticate(password: Secret, until deadline: ContinuousClock.Instant) async throws(SSHError) {
        guard let methods = try await acceptedMethods(until: deadline) else { return }
        let names = methods.split(separator: ",")
        let code: Int32
        if names.contains("password") {
            code = try await driveAuthentication(until: deadline) {
                password.withUTF8 { bytes in
                    libssh2_userauth_password_ex(
                        handle.pointer,
                        endpoint.user,
                        UInt32(endpoint.user.utf8.count),
                        UnsafeRawBufferPointer(bytes).assumingMemoryBound(to: CChar.self).baseAddress,
                        UInt32(bytes.count),
                        nil
                    )
                }
            }
        } else if names.contains("keyboard-interactive") {
            context.password = password
            defer { context.password = nil }
            code = try await driveAuthentication(until: deadline) {
                libssh2_userauth_keyboard_interactive_ex(
                    handle.pointer,
                    endpoint.user,
                    UInt32(endpoint.user.utf8.count),
                    promptCallback
                )
            }
        } else {
            throw .authenticationRefused(endpoint, with: "passwords", offered: methods)
        }
        guard code == 0 else { throw refusal(code, of: "the password", isRSA: false) }
    }

    /// The methods that the host accepts for the user; nil when it let us in without any.
    private func acceptedMethods(until deadline: ContinuousClock.Instant) async throws(SSHError) -> String? {
        var methods: String?
        let code = try await driveAuthentication(until: deadline) {
            let list = libssh2_userauth_list(handle.pointer, endpoint.user, UInt32(endpoint.user.utf8.count))
            methods = list.map { String(cString: $0) }
            return list == nil ? handle.lastErrorCode : 0
        }
        if methods == nil, libssh2_userauth_authenticated(handle.pointer) != 1 {
            throw error(for: code, during: Self.phase)
        }
        return methods
    }

    // MARK: Shared

    private func driveAuthentication(
        until deadline: ContinuousClock.Instant,
        _ call: () -> Int32
    ) async throws(SSHError) -> Int32 {
        do throws(Stop) {
            return try await drive(until: deadline, call)
        } catch {
            throw self.error(for: error, during: Self.phase)
        }
    }

    private func refusal(_ code: Int32, of what: String, isRSA: Bool) -> SSHError {
        switch code {
        case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
            .authenticationRefused(endpoint, with: what, isRSA: isRSA)
        case LIBSSH2_ERROR_PASSWORD_EXPIRED: .passwordExpired(endpoint)
        default: error(for: code, during: Self.phase)
        }
    }
}

/// Lends a secret as a C string and wipes the copy.
private func withCString<Result>(of secret: Secret?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let secret else { return body(nil) }
    return secret.withUTF8 { bytes in
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { copy in
            defer { if let start = copy.baseAddress { explicit_bzero(start, copy.count) } }
            for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
            copy[bytes.count] = 0
            return body(copy.baseAddress)
        }
    }
}
