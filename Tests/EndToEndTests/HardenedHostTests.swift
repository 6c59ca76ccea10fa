import Glibc
import TestSupport
import Testing

/// Accounts with every kind of login shell, and hosts that lack what a script might take for granted: one scan of all.
@Suite(.enabled(if: HostWithAccount.isPossible && ReeveProgram.isBuilt, "\(HostWithAccount.whyNot)"))
struct HardenedHostTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var shell = "/bin/sh"
        var setUp = ":"
        /// What the gap or the failure says; nil when everything that an ordinary account may read is read.
        var says: String?
        /// A program that must be there.
        var needs: String?
        var name: String { testDescription }
    }

    /// Bind mounts reach through the link that /bin/sh often is.
    private static func sh(_ program: String) -> String { "mount --bind \(program) \"$(readlink -f /bin/sh)\"" }
    private static func without(_ names: String) -> String {
        """
        : >\(#"$HOME_FOLDER"#)/empty; chmod 644 $HOME_FOLDER/empty
        for name in \(names); do for folder in /usr/bin /usr/sbin; do
        [ ! -e $folder/$name ] || mount --bind $HOME_FOLDER/empty "$(readlink -f $folder/$name)"; done; done
        """
    }

    static let cases = [
        Case(testDescription: "csh", shell: "/bin/csh", needs: "/bin/csh"),
        Case(testDescription: "tcsh", shell: "/bin/tcsh", needs: "/bin/tcsh"),
        Case(testDescription: "fish", shell: "/usr/bin/fish", needs: "/usr/bin/fish"),
        Case(
            testDescription: "busybox-login",
            shell: "/usr/local/sbin/ash",
            setUp: "mount -t tmpfs none /usr/local/sbin; ln -s /usr/bin/busybox /usr/local/sbin/ash",
            needs: "/usr/bin/busybox"
        ),
        Case(testDescription: "bash-login", shell: "/bin/bash"),
        Case(
            testDescription: "profile-prints",
            shell: "/bin/bash",
            setUp: #"printf 'echo "Welcome to the council"\necho note >&2\n' >$HOME_FOLDER/.bashrc"#
        ),
        Case(
            testDescription: "profile-asks",
            shell: "/bin/bash",
            setUp: #"printf 'echo "Press Enter to accept the policy"\nread -r answer\n' >$HOME_FOLDER/.bashrc"#
        ),
        Case(testDescription: "banner-and-motd", setUp: "echo Hello >/etc/motd; echo 'No entry' >/etc/issue.net"),
        Case(testDescription: "sh-is-bash", setUp: sh("/bin/bash")),
        Case(testDescription: "sh-is-ash", setUp: sh("/usr/bin/busybox"), needs: "/usr/bin/busybox"),
        Case(testDescription: "without-timeout-and-sed", setUp: without("timeout sed")),
        Case(testDescription: "without-sort-and-stat", setUp: without("sort stat")),
        Case(
            testDescription: "rbash",
            shell: "/bin/rbash",
            says: "rbash: neither a POSIX shell nor PowerShell answered",
            needs: "/bin/rbash"
        ),
        Case(testDescription: "nologin", shell: "/usr/sbin/nologin", says: "This account is currently not available"),
        Case(
            testDescription: "menu",
            shell: "/usr/local/sbin/menu",
            setUp: """
                mount -t tmpfs none /usr/local/sbin
                printf '#!/bin/sh\\necho "1) Backup  2) Exit"\\nread -r choice\\nexit 0\\n' >/usr/local/sbin/menu
                chmod 755 /usr/local/sbin/menu
                """,
            says: "1) Backup  2) Exit"
        ),
        Case(
            testDescription: "without-awk",
            setUp: without("awk mawk gawk"),
            says: "probe 'apt-policy' needs a command that the host does not have, saying: awk: not found"
        ),
    ].filter { $0.needs.map { access($0, X_OK) == 0 } != false }

    private static let scanned = Task {
        let estate = try EndToEndEstate()
        for one in cases {
            let host = try HostWithAccount(
                authorizedKeys: estate.key.publicLine + "\n",
                shell: one.shell,
                setUp: one.setUp,
                machineOfItsOwn: one.name
            )
            try estate.addHost(one.name, host)
        }
        let scan = try await estate.reeve("scan", "--at-once", "4")
        var details: [String: String] = [:]
        for one in cases { details[one.name] = try await estate.reeve("assets", one.name).output }
        return (scan: scan, details: details)
    }

    @Test(.timeLimit(.minutes(5)), arguments: cases)
    func itIsReadOrSaysWhyNot(_ one: Case) async throws {
        let scanned = try await Self.scanned.value
        let detail = try #require(scanned.details[one.name])
        if let says = one.says {
            #expect(detail.contains(says) || scanned.scan.messages.contains(says), "\(detail)\n\(scanned.scan)")
            return
        }
        #expect(detail.contains("software complete"), "\(detail)\n\(scanned.scan)")
        let gaps = detail.split(separator: "\nGap: ").dropFirst()
        #expect(gaps.allSatisfy { $0.contains("root") }, "\(detail)")
    }
}
