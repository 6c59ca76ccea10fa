import SSH

enum Version {
    static let number = "0.1.0"

    /// With the SSH library's version, which decides what keys and algorithms work.
    static var text: String { "reeve \(number) (libssh2 \(SSHLibrary.version))" }
}
