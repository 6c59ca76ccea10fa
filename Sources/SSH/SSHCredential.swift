package import EstateModel

/// How to prove who we are: exactly one method with exactly one key or password, tried once.
package enum SSHCredential: Hashable, Sendable {
    /// A key held by an agent.
    ///
    /// `identity` is the key's fingerprint (`SHA256:…`) or comment; it may be nil when the agent holds a single key.
    /// `socketPath` is what `SSH_AUTH_SOCK` names.
    case agent(identity: String?, socketPath: String)
    /// A private key file in OpenSSH's or PEM format; a relative path counts from the working directory.
    case keyFile(path: String, passphrase: Secret?)
    /// The password method, or keyboard-interactive on a host that offers only that.
    case password(Secret)
}
