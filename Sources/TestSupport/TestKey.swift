/// A key pair made for one test by `ssh-keygen`.
package struct TestKey: Sendable {
    /// The private key's file; the public key lies beside it with `.pub`.
    package let path: String
    /// `ssh-ed25519 AAAA… comment`
    package let publicLine: String

    package init(
        in folder: TemporaryFolder,
        name: String = "id",
        type: String = "ed25519",
        passphrase: String = "",
        comment: String = "reeve test",
        options: [String] = []
    ) throws {
        path = folder.path(name)
        let arguments = ["/usr/bin/ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", comment, "-f", path]
        try ChildProcess.run(arguments + options, in: folder)
        publicLine = folder.text(of: name + ".pub").trimmingLineEnd
    }

    /// `ssh-ed25519 AAAA…`, as in a known_hosts line behind the host.
    package var typeAndBlob: String {
        publicLine.split(separator: " ").prefix(2).joined(separator: " ")
    }
}

extension String {
    var trimmingLineEnd: String {
        hasSuffix("\n") ? String(dropLast()) : self
    }
}
