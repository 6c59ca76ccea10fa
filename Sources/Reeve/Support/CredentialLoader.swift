import EstateFiles
import EstateModel
import Foundation
import SSH
import Scanning

/// Makes credentials ready before a scan, each secret asked for once.
struct CredentialLoader {
    private let resolver: SecretResolver

    init(directory: EstateDirectory) {
        resolver = SecretResolver(directory: directory)
    }

    func load(
        _ references: [CredentialReference]
    ) async -> [String: Result<SSHCredential, ScanRun.CredentialProblem>] {
        var loaded: [String: Result<SSHCredential, ScanRun.CredentialProblem>] = [:]
        for reference in references {
            do throws(SecretError) {
                loaded[reference.id] = try await load(reference)
            } catch {
                loaded[reference.id] = .failure(
                    ScanRun.CredentialProblem(credential: reference.id, message: error.message)
                )
            }
        }
        return loaded
    }

    private func load(
        _ reference: CredentialReference
    ) async throws(SecretError) -> Result<SSHCredential, ScanRun.CredentialProblem> {
        switch reference.method {
        case .keyFile(let path, let passphrase):
            var secret: Secret?
            if let passphrase { secret = try await resolver.resolve(passphrase) }
            return .success(.keyFile(path: resolver.path(of: path), passphrase: secret))
        case .password(let password):
            return .success(.password(try await resolver.resolve(password)))
        case .agent(let identity):
            guard let socket = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"], !socket.isEmpty else {
                return .failure(
                    ScanRun.CredentialProblem(
                        credential: reference.id,
                        message: "SSH_AUTH_SOCK is not set, so no agent can be asked; start one"
                    )
                )
            }
            return .success(.agent(identity: identity, socketPath: socket))
        }
    }
}
