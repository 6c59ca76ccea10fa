import Glibc

/// A certificate that signed itself, with its key, for `127.0.0.1` and `localhost`.
package struct TestCertificate: Sendable {
    /// The certificate and its key in PEM form.
    package let text: String

    private static let program = "/usr/bin/openssl"

    /// This machine, as the far end of a connection over loopback.
    package static let ownName = "IP:127.0.0.1,DNS:localhost"

    package static var isAvailable: Bool { access(program, X_OK) == 0 }

    /// - Parameter name: who it is for.
    package init(for name: String = ownName) throws {
        let folder = try TemporaryFolder()
        let key = folder.path("key")
        let certificate = folder.path("certificate")
        try ChildProcess.run(
            [
                Self.program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=\(name)", "-keyout", key, "-out",
                certificate,
            ],
            in: folder
        )
        text = folder.text(of: "certificate") + folder.text(of: "key")
    }

    /// The certificate alone: what a client is told to trust.
    package var certificate: String {
        text.prefix(
            through: text.firstRange(of: "-----END CERTIFICATE-----\n").map { text.index(before: $0.upperBound) }
                ?? text.startIndex
        )
        .description
    }
}
