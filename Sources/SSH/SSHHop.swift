/// A jump host on the way to a host: where it is, and how to log in to it.
///
/// The host's own credential never reaches it: the session with the host is encrypted from end to end.
package struct SSHHop: Hashable, Sendable {
    package var endpoint: SSHEndpoint
    package var credential: SSHCredential

    package init(endpoint: SSHEndpoint, credential: SSHCredential) {
        self.endpoint = endpoint
        self.credential = credential
    }
}
