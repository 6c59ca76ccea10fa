/// How to log in, without any secret in it.
package struct CredentialReference: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
        /// A private key file; relative paths start at the estate directory. The passphrase is nil for a key without.
        case keyFile(path: String, passphrase: SecretReference?)
        /// A running SSH agent; `identity` picks one key by its public key file, nil takes the agent's first.
        case agent(identity: String?)
        case password(SecretReference)
    }

    package var id: String
    package var method: Method

    package init(id: String, method: Method) {
        self.id = id
        self.method = method
    }
}

/// Where a secret is to be had at the moment of use.
package enum SecretReference: Hashable, Sendable {
    case environment(String)
    /// A file that only its owner may read; relative paths start at the estate directory.
    case file(String)
    /// A program and its arguments, run without a shell; its standard output is the secret.
    case command([String])
}

extension SecretReference: CustomStringConvertible {
    /// For messages: names the place, never the secret. Arguments of a command are left out.
    package var description: String {
        switch self {
        case .environment(let name): "environment variable \(name)"
        case .file(let path): "file \(path)"
        case .command(let words): "command \(words.first ?? "")"
        }
    }
}
