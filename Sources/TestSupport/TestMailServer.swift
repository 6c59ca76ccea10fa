import Glibc

/// A real SMTP server (aiosmtpd) that keeps what it takes, one file for each message: `1`, `2`, ….
package struct TestMailServer: Sendable {
    package struct Options: Sendable {
        /// Offers STARTTLS and takes no mail before it.
        package var certificate: TestCertificate?
        /// Secure from the first byte instead.
        package var isImplicit = false
        /// The one login that it takes; mail without is refused then.
        package var login: (user: String, password: String)?
        /// Addresses that it knows nothing of.
        package var refused: [String] = []
        /// A file with the process id of whoever sends, as its second word: once a message is taken, and before that is
        /// said, the sender is killed.
        package var killing: String?
        /// Never says anything after the greeting.
        package var hangs = false

        package init() {}
    }

    /// Tests that need it are skipped where aiosmtpd is not installed.
    package static let isAvailable: Bool = {
        guard access(PythonServer.program, X_OK) == 0, let folder = try? TemporaryFolder() else { return false }
        return (try? ChildProcess.run([PythonServer.program, "-c", "import aiosmtpd"], in: folder)) != nil
    }()

    /// Whether it can encrypt, too.
    package static var canEncrypt: Bool { isAvailable && TestCertificate.isAvailable }

    private let server: PythonServer

    package var port: UInt16 { server.port }

    package init(_ options: Options = Options()) throws {
        var files: [String: String] = [:]
        var arguments = ["--refuse", options.refused.joined(separator: ",")]
        if let certificate = options.certificate {
            files["tls.pem"] = certificate.text
            files["ca.pem"] = certificate.certificate
            arguments.append(options.isImplicit ? "--tls" : "--starttls")
        }
        if let login = options.login { arguments += ["--login", "\(login.user):\(login.password)"] }
        if let file = options.killing { arguments += ["--kill", file] }
        if options.hangs { arguments.append("--hang") }
        server = try PythonServer(Self.script, arguments, files: files)
    }

    /// A server that encrypts by a certificate of its own, which a client must be told to trust.
    ///
    /// - Parameters:
    ///   - name: who the certificate is for.
    ///   - login: the one that it takes; nil for a server that asks for none.
    package static func encrypted(
        for name: String = TestCertificate.ownName,
        login: (user: String, password: String)? = nil,
        isImplicit: Bool = false
    ) throws -> TestMailServer {
        var options = Options()
        options.certificate = try TestCertificate(for: name)
        options.isImplicit = isImplicit
        options.login = login
        return try TestMailServer(options)
    }

    /// The file of its certificate, without the key.
    package var authority: String { server.folder.path("ca.pem") }
    /// The certificate in PEM form; empty for a server that does not encrypt.
    package var certificate: String { server.folder.text(of: "ca.pem") }

    /// What it took so far, in order; each begins with the envelope: `from to\n`.
    package var messages: [String] {
        (1...1000).lazy.prefix { server.folder.contains(String($0)) }.map { server.folder.text(of: String($0)) }
    }

    /// Logins that were tried: one line each, `user:password`.
    package var logins: [String] { server.folder.text(of: "logins").split(separator: "\n").map(String.init) }

    private static let script = #"""
        import argparse, asyncio, os, signal, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

        parser = argparse.ArgumentParser()
        parser.add_argument("port", type=int)
        parser.add_argument("folder")
        parser.add_argument("--refuse", default="")
        parser.add_argument("--login")
        parser.add_argument("--starttls", action="store_true")
        parser.add_argument("--tls", action="store_true")
        parser.add_argument("--hang", action="store_true")
        parser.add_argument("--kill")
        options = parser.parse_args()

        def keep(name, text):
            path = os.path.join(options.folder, name)
            with open(path + ".part", "w", newline="") as file:
                file.write(text)
            os.rename(path + ".part", path)

        class Keeper:
            count = 0
            async def handle_EHLO(self, server, session, envelope, hostname, responses):
                if options.hang:
                    await asyncio.sleep(600)
                session.host_name = hostname
                return responses
            async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
                if address in options.refuse.split(","):
                    return "550 5.1.1 no such\x1b[31m user"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                Keeper.count += 1
                text = envelope.mail_from + " " + ",".join(envelope.rcpt_tos) + "\n"
                keep(str(Keeper.count), text + envelope.content.decode("utf-8"))
                if options.kill:
                    with open(options.kill) as file:
                        os.kill(int(file.read().split()[1]), signal.SIGKILL)
                return "250 OK"

        def authenticate(server, session, envelope, mechanism, data):
            if not isinstance(data, LoginPassword):
                return AuthResult(success=False, handled=False)
            given = data.login.decode() + ":" + data.password.decode()
            with open(os.path.join(options.folder, "logins"), "a") as file:
                file.write(given + "\n")
            return AuthResult(success=given == options.login, handled=False)

        context = None
        if options.starttls or options.tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(os.path.join(options.folder, "tls.pem"))

        def protocol():
            return SMTP(
                Keeper(), hostname="mail.test", tls_context=context if options.starttls else None,
                require_starttls=options.starttls, authenticator=authenticate if options.login else None,
                auth_required=bool(options.login), auth_require_tls=bool(context) and not options.tls,
            )

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                protocol, "127.0.0.1", options.port, ssl=context if options.tls else None)
            keep("ready", "")
            await server.serve_forever()

        asyncio.run(main())
        """#
}
