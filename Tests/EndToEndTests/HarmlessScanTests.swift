import Foundation
import Glibc
import TestSupport
import Testing

/// A whole scan of a host of which every system call is watched: nothing is created, written, changed or removed, and
/// nobody on the network is spoken to. Prints what the scan cost the host.
///
/// Two things are not counted: files without a name, which apt-cache makes to unpack lists and which are gone when it
/// ends, and a process's own settings under /proc/self.
@Suite(
    .enabled(if: HostWithAccount.isPossible && ReeveProgram.isBuilt, "\(HostWithAccount.whyNot)"),
    .enabled(if: access("/usr/bin/strace", X_OK) == 0, "there is no strace here")
)
struct HarmlessScanTests {
    enum Account: String, CaseIterable, CustomTestStringConvertible {
        case root
        case ordinary
        case ordinaryWithSudo

        var testDescription: String { rawValue }
    }

    @Test(.timeLimit(.minutes(4)), arguments: Account.allCases)
    func aScanChangesNothingOnTheHost(_ account: Account) async throws {
        guard account != .ordinaryWithSudo || HostWithAccount.hasSudo else { return }
        let estate = try EndToEndEstate()
        let traced = try TemporaryFolder()
        chmod(traced.path, 0o755)
        let file = traced.path("trace")
        let kit = ["probes", "show", "--sudoers", "--user", HostWithAccount.user]
        let sudoers = account == .ordinaryWithSudo ? try await ReeveProgram.run(kit).output : nil
        let host = try HostWithAccount(
            authorizedKeys: estate.key.publicLine + "\n",
            sudoers: sudoers,
            wrapper: "strace -f -qq -s 200 -o \(file) -e trace=%file,%desc,%process,%network"
        )
        estate.keepAlive.append(host)
        try estate.recordHostKeys([host.hostKey], port: host.port)
        let user = account == .root ? "root" : HostWithAccount.user
        try estate.addTarget(
            "watched",
            port: host.port,
            settings: "user: \(user), limits: {probe: 60s, host: 200s}\(sudoers == nil ? "" : ", escalate: sudo")"
        )
        let scan = try await estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        let session = SystemCalls(trace: try String(contentsOfFile: file, encoding: .utf8))
        // A watcher that sees nothing proves nothing.
        #expect(session.programs > 20, "\(session.lines.count) lines")
        #expect(session.lines.contains { $0.call == "openat" && $0.text.contains("/etc/os-release") })
        let changes = session.changes.filter { !$0.isOfSudo }
        #expect(changes.isEmpty, "\(changes.prefix(20).map(\.text).joined(separator: "\n"))")
        #expect(session.conversations.isEmpty, "\(session.conversations.map(\.text))")
        print("\(account.rawValue): \(session.programs) programs, \(session.processes) processes, nothing changed")
    }

    @Test func theWatcherWouldSeeAChange() {
        let trace = """
            10 execve("/usr/sbin/sshd", ["sshd", "-D"], 0x1) = 0
            10 openat(AT_FDCWD, "/run/sshd.pid", O_WRONLY|O_CREAT, 0644) = 3
            10 clone(child_stack=NULL, flags=SIGCHLD) = 11
            11 execve("/bin/bash", ["bash", "-c", "/bin/sh -s"], 0x1) = 0
            11 openat(AT_FDCWD, "/home/written-by-the-profile", O_WRONLY|O_CREAT, 0644) = 3
            11 execve("/bin/sh", ["/bin/sh", "-s"], 0x1) = 0
            11 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3
            11 openat(AT_FDCWD, "/dev/null", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3
            11 vfork( <unfinished ...>
            11 <... vfork resumed>) = 12
            12 openat(AT_FDCWD, "/tmp/x", O_RDWR|O_CREAT|O_EXCL, 0600) = 3
            12 openat(AT_FDCWD, "/tmp", O_RDWR|O_EXCL|O_TMPFILE, 0600) = 3
            12 openat(AT_FDCWD, "/proc/self/coredump_filter", O_RDWR) = 3
            12 unlink("/tmp/x") = 0
            12 unlink("/tmp/y") = -1 ENOENT (No such file or directory)
            12 renameat2(AT_FDCWD, "/a", AT_FDCWD, "/b", 0 <unfinished ...>
            12 <... renameat2 resumed>) = 0
            12 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = 0
            13 unlink("/of/another") = 0
            """
        let session = SystemCalls(trace: trace)
        #expect(session.changes.map(\.call) == ["openat", "unlink", "renameat2"])
        #expect(session.conversations.count == 1)
        #expect(session.processes == 2)
    }

    /// What a scan costs a host, measured without strace: CPU seconds and bytes.
    @Test(.timeLimit(.minutes(2)), arguments: [Account.root, .ordinary])
    func theCostOfAScanIsMeasured(_ account: Account) async throws {
        let estate = try EndToEndEstate()
        let host = try HostWithAccount(
            authorizedKeys: estate.key.publicLine + "\n",
            shell: "/usr/local/sbin/metered",
            setUp: """
                mount -t tmpfs none /usr/local/sbin
                printf '#!/bin/bash\\nTIMEFORMAT="%%U %%S"\\ntime /bin/sh "$@" 2>>/dev/null | tee '"$HOME_FOLDER"'/answer\\n' \
                    >/usr/local/sbin/metered
                sed -i 's#^time#exec 3>\\&2 2>'"$HOME_FOLDER"'/seconds; time#' /usr/local/sbin/metered
                chmod 755 /usr/local/sbin/metered
                usermod -s /usr/local/sbin/metered root
                """
        )
        estate.keepAlive.append(host)
        try estate.recordHostKeys([host.hostKey], port: host.port)
        let user = account == .root ? "root" : HostWithAccount.user
        try estate.addTarget("metered", port: host.port, settings: "user: \(user)")
        let scan = try await estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        let seconds = host.folder.text(of: "home/seconds").split(whereSeparator: \.isWhitespace).compactMap {
            Double($0)
        }
        try #require(seconds.count == 2, "\(host.folder.text(of: "home/seconds"))")
        let answered = host.folder.text(of: "home/answer").utf8.count
        let asked = try await ReeveProgram.run(["probes", "show"]).output.utf8.count
        print("\(account.rawValue): \(seconds[0] + seconds[1]) s of CPU, \(asked) bytes to the host, \(answered) back")
        #expect(seconds[0] + seconds[1] < 20)
        #expect(answered > 1_000)
    }
}
