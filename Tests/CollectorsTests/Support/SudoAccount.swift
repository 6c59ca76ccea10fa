import Foundation

/// An ordinary account with a password and sudo's real rules, seen by one shell only: it lives in a copy of /etc that
/// is mounted over the real one in a mount namespace, so that nothing of the machine changes and nothing is left
/// behind.
struct SudoAccount {
    static let name = "reeve-test"
    /// With everything in it that quoting can get wrong.
    static let password = #"cor'rect "$HOME" \ horse%s `id`"#
    private static let hash =
        "$6$abcdefgh$QdYW1CWai0s8H9DYCqTN.3JAifwwX64kBmQwgWXZHuf9LosF376tyFDUdduGOyrbBOuElDkFXRXLeHBv7KX/n0"

    private static let tools = ["/usr/bin/sudo", "/usr/bin/unshare", "/usr/sbin/useradd", "/usr/bin/strace"]

    /// Tests with it are skipped where this is false.
    static let isPossible: Bool = {
        guard getuid() == 0, tools.allSatisfy(FileManager.default.isExecutableFile) else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = ["-m", "/bin/mount", "--bind", "/etc", "/etc"]
        return (try? process.run()).map { process.waitUntilExit() } != nil && process.terminationStatus == 0
    }()
    static let whyNot = "needs root, sudo, useradd, strace and mount namespaces"

    let folder: URL

    /// - Parameter rules: lines of a sudoers file; `NAME` stands for the account.
    init(rules: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let enter = """
            set -e
            mount --make-rprivate /
            cp -a /etc '\(folder.path)/etc'
            mount --bind '\(folder.path)/etc' /etc
            useradd -M -d / -s /bin/sh -p '\(Self.hash)' \(Self.name)
            rm -f /etc/sudoers.d/*
            printf '%s\\n' '\(rules.replacingOccurrences(of: "NAME", with: Self.name))' >/etc/sudoers.d/reeve
            chmod 440 /etc/sudoers.d/reeve
            printf '%s\\n' 'auth optional pam_exec.so quiet seteuid \(folder.path)/count' \\
                'auth required pam_unix.so nodelay' 'account required pam_unix.so' \\
                'session required pam_permit.so' >/etc/pam.d/sudo
            exec "$@"
            """
        try enter.write(to: folder.appendingPathComponent("enter"), atomically: true, encoding: .utf8)
        let count = folder.appendingPathComponent("count").path
        try "#!/bin/sh\necho asked >>\(folder.path)/asked\n".write(toFile: count, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: count)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The words that go before a shell to run it as the account, with every program that is started written down.
    func running(_ shell: String) -> String {
        let trace = "strace -f -v -s 100000 -e trace=execve -o \(folder.path)/trace -u \(Self.name)"
        return "unshare -m /bin/sh \(folder.path)/enter \(trace) \(shell)"
    }

    /// How often PAM was asked to authenticate somebody.
    var asked: Int {
        (text("asked") ?? "").split(separator: "\n").count
    }

    /// The programs that were started, with their arguments and environments.
    var trace: String { text("trace") ?? "" }

    private func text(_ name: String) -> String? {
        try? String(decoding: Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }
}
