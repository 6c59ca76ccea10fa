import Glibc
import TestSupport

/// A real sshd for a real account that is not root. Account, sudo's rules and whatever else is written to /etc live in
/// a copy of /etc, mounted over the real one for this server alone: nothing of the machine changes, nothing is left.
final class HostWithAccount {
    static let user = "reeve-test"
    private static let tools = [
        "/usr/sbin/sshd", "/usr/bin/ssh-keygen", "/usr/sbin/useradd", "/usr/bin/unshare", "/usr/bin/setpriv",
    ]

    static let isPossible: Bool = {
        guard geteuid() == 0, tools.allSatisfy({ access($0, X_OK) == 0 }), let folder = try? TemporaryFolder() else {
            return false
        }
        return (try? ChildProcess.run(["/usr/bin/unshare", "-m", "/bin/mount", "--bind", "/etc", "/etc"], in: folder))
            != nil
    }()
    static let whyNot = "needs root, sshd, useradd and mount namespaces"
    static let hasSudo = access("/usr/bin/sudo", X_OK) == 0

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let folder: TemporaryFolder
    let port: UInt16
    let hostKey: String
    private let process: ChildProcess

    /// - Parameters:
    ///   - shell: the account's login shell.
    ///   - setUp: shell text that runs as root before the server starts; `$HOME_FOLDER` is the account's home.
    ///   - sudoers: a drop-in for sudo.
    ///   - name: makes it another machine to an inventory: a name and a machine-id, and no firmware.
    ///   - wrapper: words before sshd's own, as in `strace -f -o FILE`.
    init(
        authorizedKeys: String,
        shell: String = "/bin/sh",
        passwordHash: String = "*",
        setUp: String = ":",
        sudoers: String? = nil,
        machineOfItsOwn name: String? = nil,
        wrapper: String = ""
    ) throws {
        folder = try TemporaryFolder()
        port = try LoopbackSocket.closedPort()
        chmod(folder.path, 0o755)
        mkdir(folder.path("home"), 0o755)
        let key = try TestKey(in: folder, name: "host_key")
        hostKey = key.typeAndBlob
        try folder.write(authorizedKeys, to: "authorized_keys", permissions: 0o644)
        try folder.write(sudoers ?? "", to: "sudoers", permissions: 0o440)
        let configuration = """
            ListenAddress 127.0.0.1:\(port)
            HostKey \(key.path)
            AuthorizedKeysFile \(folder.path("authorized_keys"))
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            UseDNS no
            LogLevel VERBOSE

            """
        let file = try folder.write(configuration, to: "sshd_config")
        let enter = """
            set -e
            mount --make-rprivate /
            cp -a /etc \(folder.path("etc"))
            mount --bind \(folder.path("etc")) /etc
            HOME_FOLDER=\(folder.path("home"))
            useradd -M -d "$HOME_FOLDER" -s \(shell) -p '\(passwordHash)' \(Self.user)
            chown \(Self.user) "$HOME_FOLDER"
            \(sudoers == nil ? ":" : "rm -f /etc/sudoers.d/*; cp -p \(folder.path("sudoers")) /etc/sudoers.d/reeve")
            \(setUp)
            \(name.map(Self.identity) ?? ":")
            mkdir -p /run/sshd
            exec \(wrapper) /usr/sbin/sshd -D -e -f \(file)
            """
        let script = try folder.write(enter, to: "enter")
        process = try ChildProcess(["/usr/bin/unshare", "-m", "-u", "/bin/sh", script], outputPath: folder.path("log"))
        for _ in 0..<2_000 where !folder.text(of: "log").contains("listening on") { usleep(10_000) }
        guard folder.text(of: "log").contains("listening on") else {
            throw Failure(description: "sshd does not start: \(folder.text(of: "log"))")
        }
    }

    private static func identity(_ name: String) -> String {
        let digits = (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
        return """
            hostname \(name)
            echo \(digits) >/etc/machine-id
            [ ! -e /sys/devices/virtual/dmi ] || mount -t tmpfs none /sys/devices/virtual/dmi
            """
    }

    /// Runs a command on the host as the account, over SSH, and tells what it printed and its status.
    func run(_ command: String, key: TestKey, input: String = "") throws -> (output: String, status: Int) {
        try folder.write(input, to: "input")
        let options = "-F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o LogLevel=ERROR"
        try folder.write(command, to: "command")
        let line = """
            ssh \(options) -o UserKnownHostsFile=/dev/null -i \(key.path) -p \(port) \(Self.user)@127.0.0.1 \
            "$(cat \(folder.path("command")))" <\(folder.path("input")) 2>&1; echo "status $?"
            """
        let text = try ChildProcess.run(["/bin/sh", "-c", line], in: folder)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let status = lines.last.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? -1
        return (lines.dropLast().joined(separator: "\n"), status)
    }
}

extension EndToEndEstate {
    /// Makes a host with an account of its own a target, its key recorded.
    @discardableResult
    func addHost(_ name: String, _ host: HostWithAccount, settings: String = "") throws -> HostWithAccount {
        keepAlive.append(host)
        try recordHostKeys([host.hostKey], port: host.port)
        let more = settings.isEmpty ? "" : ", " + settings
        try addTarget(name, port: host.port, settings: "user: \(HostWithAccount.user)\(more)")
        return host
    }
}
