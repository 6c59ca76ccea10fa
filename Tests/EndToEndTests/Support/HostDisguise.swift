import Glibc
import TestSupport

/// Makes the one machine that tests have look like another host to whoever logs in: other programs in the place of the
/// system's, an ordinary account, a shell of another kind. Each login gets a mount namespace of its own, so that
/// nothing of the machine itself changes and nothing is left behind.
struct HostDisguise {
    /// Scripts for `/bin/sh` in the place of programs, by path. A script finds the program that it replaces at
    /// `$REAL`.
    var replacing: [String: String] = [:]
    /// Programs that this host does not have, by path.
    var hiding: [String] = []
    /// Gives up root and the way back to it.
    var asOrdinaryUser = false
    /// Whether it is another machine to an inventory: a name, a machine-id and no firmware of its own.
    var isMachineOfItsOwn = true
    /// Neither the network nor the processes of the machine are seen, which change while other tests run.
    var isQuiet = false
    /// Shell text that runs before whatever was asked for.
    var first = ":"
    /// What the client's command is given to.
    var shell = "/bin/sh -c"

    /// A way into a mount namespace of our own that this machine allows; nil when there is none.
    private static let namespace: [String]? = {
        guard TestSSHServer.isAvailable, let folder = try? TemporaryFolder() else { return nil }
        let ways = geteuid() == 0 ? [["-m", "-u"]] : [["-r", "-m", "-u"]]
        return ways.first { way in
            let command = ["/usr/bin/unshare"] + way + ["/bin/mount", "--bind", "/bin/sh", "/bin/sh"]
            return (try? ChildProcess.run(command, in: folder)) != nil
        }
    }()

    /// Tests that put other programs in the place of the system's are skipped where this is false.
    static var isPossible: Bool { namespace != nil }
    static let whyNot: String = "no sshd here, or mount namespaces are not allowed"

    /// Writes what is needed into a folder and returns the command for sshd's `ForceCommand`.
    func command(in folder: TemporaryFolder, named name: String) throws -> String {
        var steps = try isMachineOfItsOwn ? identity(in: folder, name) : []
        for (index, path) in replacing.keys.sorted().enumerated() {
            let real = try folder.write("", to: "real-\(index)", permissions: 0o755)
            let text = "#!/bin/sh\nREAL=\(real)\n\(replacing[path] ?? "")\n"
            let replacement = try folder.write(text, to: "replacement-\(index)", permissions: 0o755)
            steps += ["mount --bind \(path) \(real)", "mount --bind \(replacement) \(path)"]
        }
        let empty = try folder.write("", to: "empty", permissions: 0o644)
        steps += hiding.map { "[ ! -e \($0) ] || mount --bind \(empty) \($0)" }
        let become = asOrdinaryUser && geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups --" : ""
        steps += [first, "exec \(become) \(shell) \"$SSH_ORIGINAL_COMMAND\""]
        let script = try folder.write(
            "set -e\n" + steps.joined(separator: "\n") + "\n",
            to: "login",
            permissions: 0o755
        )
        // An ordinary account must be able to reach the replacements.
        chmod(folder.path, 0o755)
        return (way + ["/bin/sh", script]).joined(separator: " ")
    }

    private func identity(in folder: TemporaryFolder, _ name: String) throws -> [String] {
        let digits = (0..<32).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
        let id = try folder.write(digits + "\n", to: "machine-id", permissions: 0o644)
        return [
            "hostname \(name)",
            "[ ! -e /etc/machine-id ] || mount --bind \(id) /etc/machine-id",
            "[ ! -e /sys/devices/virtual/dmi ] || mount -t tmpfs none /sys/devices/virtual/dmi",
        ]
    }

    private var way: [String] {
        guard isMachineOfItsOwn || isQuiet || !replacing.isEmpty || !hiding.isEmpty, let namespace = Self.namespace
        else { return [] }
        let quiet = isQuiet ? ["-n", "-p", "-f", "--mount-proc", "--kill-child"] : []
        return ["exec", "/usr/bin/unshare"] + namespace + quiet
    }
}
