/// A web server of Python's own that keeps each document it takes, and answers as it is told.
package struct TestWebhook: Sendable {
    private let server: PythonServer

    package var port: UInt16 { server.port }
    package var address: String { "http://127.0.0.1:\(port)/notices" }

    /// - Parameters:
    ///   - secret: with which it checks every signature; a document that it does not fit is answered with 403.
    ///   - answer: `ok`, `fail` (500), `redirect` (to another port of this machine), `endless` or `hang`.
    package init(secret: String, answer: String = "ok", elsewhere: UInt16 = 1) throws {
        server = try PythonServer(Self.script, [secret, answer, String(elsewhere)])
    }

    /// What it took so far, in order.
    package var documents: [String] {
        (1...1000).lazy.prefix { server.folder.contains("\($0).json") }.map { server.folder.text(of: "\($0).json") }
    }

    /// The headers of each, one to a line, in order.
    package var headers: [String] {
        (1...1000).lazy.prefix { server.folder.contains("\($0).headers") }
            .map { server.folder.text(of: "\($0).headers") }
    }

    private static let script = #"""
        import hashlib, hmac, http.server, os, sys, time

        port, folder, secret, answer, elsewhere = int(sys.argv[1]), *sys.argv[2:6]

        def keep(name, data):
            with open(os.path.join(folder, name + ".part"), "wb") as file:
                file.write(data)
            os.rename(os.path.join(folder, name + ".part"), os.path.join(folder, name))

        class Handler(http.server.BaseHTTPRequestHandler):
            count = 0
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
                given = self.headers.get("X-Reeve-Signature", "")
                if not hmac.compare_digest(expected, given) or answer == "refuse":
                    return self.say(403)
                if answer == "fail":
                    return self.say(500)
                if answer == "hang":
                    time.sleep(600)
                if answer == "redirect":
                    self.send_response(307)
                    self.send_header("Location", "http://127.0.0.1:" + elsewhere + "/notices")
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                Handler.count += 1
                keep(str(Handler.count) + ".headers", str(self.headers).encode())
                keep(str(Handler.count) + ".json", body)
                if answer == "endless":
                    self.send_response(200)
                    self.end_headers()
                    while True:
                        self.wfile.write(b"x" * 65536)
                self.say(204)
            def say(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        keep("ready", b"")
        server.serve_forever()
        """#
}
