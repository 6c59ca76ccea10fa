import Glibc

/// A real OpenSSH server on 127.0.0.1 with a host key, port and folder of its own; stopped when it is released.
///
/// It runs as whoever runs the test and lets that account in.
package final class TestSSHServer: Sendable {
    package struct Options: Sendable {
        /// Lines for `authorized_keys`.
        package var authorizedKeys: [String] = []
        /// Runs instead of whatever a client asks for; what was asked is in `$SSH_ORIGINAL_COMMAND`.
        package var forceCommand: String?
        package var chrootDirectory: String?
        /// What `ssh-keygen -t` makes the host keys with.
        package var hostKeyTypes = ["ed25519"]
        /// Lines of sshd_config that win over the defaults of this class.
        package var configuration: [String] = []
        /// `hash` is as in /etc/shadow. Lets that account in by password, as root and in a mount namespace only.
        package var password: (user: String, hash: String)?
        /// Asks for the password through PAM's questions only.
        package var asksByKeyboardInteractive = false

        package init() {}
    }

    private static let program = "/usr/sbin/sshd"

    /// Tests that need a server are skipped where there is none.
    package static var isAvailable: Bool {
        access(program, X_OK) == 0 && access("/usr/bin/ssh-keygen", X_OK) == 0
    }

    /// Whether accounts can be given passwords for one server without touching the machine's own.
    package static let canSetPasswords: Bool = {
        guard isAvailable, geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        let mount = ["/usr/bin/unshare", "-m", "/bin/mount", "--bind", "/etc/shadow", "/etc/shadow"]
        return (try? ChildProcess.run(mount, in: folder)) != nil
    }()

    package let folder: TemporaryFolder
    package let port: UInt16
    /// `ssh-ed25519 AAAA…` of each host key, in the order of the options.
    package let hostKeys: [String]
    private let process: ChildProcess

    package init(_ options: Options, port wantedPort: UInt16? = nil) throws {
        folder = try TemporaryFolder()
        port = try wantedPort ?? LoopbackSocket.closedPort()
        // sshd wants this folder of its own when it is root.
        if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
        let folder = folder
        let keys = try options.hostKeyTypes.map { try TestKey(in: folder, name: "host_\($0)", type: $0) }
        hostKeys = keys.map(\.typeAndBlob)
        try folder.write(options.authorizedKeys.joined(separator: "\n") + "\n", to: "authorized_keys")
        let lines = Self.configuration(options, port: port, folder: folder, hostKeyPaths: keys.map(\.path))
        let configuration = try folder.write(lines.joined(separator: "\n") + "\n", to: "sshd_config")
        let command = [Self.program, "-D", "-e", "-f", configuration]
        process = try ChildProcess(
            try Self.wrapped(command, for: options, in: folder),
            outputPath: folder.path("log")
        )
        try waitUntilReady()
    }

    /// What the server wrote to its log so far.
    package var log: String { folder.text(of: "log") }

    /// The lines of ``log``, which sshd ends with a carriage return too.
    package var logLines: [String] {
        log.split { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    }

    /// The account that the server lets in.
    package static var user: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    }

    private static func configuration(
        _ options: Options,
        port: UInt16,
        folder: TemporaryFolder,
        hostKeyPaths: [String]
    ) -> [String] {
        // The first value of a keyword wins.
        var lines = options.configuration
        lines += ["ListenAddress 127.0.0.1:\(port)"] + hostKeyPaths.map { "HostKey \($0)" }
        if let command = options.forceCommand { lines.append("ForceCommand \(command)") }
        if let path = options.chrootDirectory { lines.append("ChrootDirectory \(path)") }
        let hasPassword = options.password != nil
        return lines + [
            "AuthorizedKeysFile \(folder.path("authorized_keys"))",
            "PidFile none",
            "StrictModes no",
            "UsePAM \(options.asksByKeyboardInteractive ? "yes" : "no")",
            "PermitRootLogin yes",
            "PasswordAuthentication \(hasPassword && !options.asksByKeyboardInteractive ? "yes" : "no")",
            "KbdInteractiveAuthentication \(options.asksByKeyboardInteractive ? "yes" : "no")",
            "MaxStartups 500",
            "UseDNS no",
            "LogLevel VERBOSE",
        ]
    }

    /// A password lives in a copy of /etc/shadow that only this server sees.
    private static func wrapped(
        _ command: [String],
        for options: Options,
        in folder: TemporaryFolder
    ) throws -> [String] {
        guard let (user, hash) = options.password else { return command }
        let shadow = String(decoding: TemporaryFolder.read("/etc/shadow"), as: UTF8.self)
        let others = shadow.split(separator: "\n").filter { !$0.hasPrefix(user + ":") }
        try folder.write((others + ["\(user):\(hash):19000:0:99999:7:::"]).joined(separator: "\n") + "\n", to: "shadow")
        try folder.write("auth required pam_unix.so\naccount required pam_permit.so\n", to: "pam")
        let script = """
            mount --bind \(folder.path("shadow")) /etc/shadow &&
            { [ ! -e /etc/pam.d/sshd ] || mount --bind \(folder.path("pam")) /etc/pam.d/sshd; } && exec "$@"
            """
        return ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"] + command
    }

    private func waitUntilReady() throws {
        for _ in 0..<1_000 {
            if LoopbackSocket.accepts(port: port) { return }
            usleep(10_000)
        }
        throw ChildProcess.Failure(description: "sshd does not start: \(log)")
    }
}
