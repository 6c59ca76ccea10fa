import Glibc
import TestSupport
import Testing

/// The kit that `reeve probes` prints, installed for a real account with a real sudo: it is enough to read everything,
/// and nothing else is allowed.
@Suite(
    .enabled(if: HostWithAccount.isPossible && ReeveProgram.isBuilt, "\(HostWithAccount.whyNot)"),
    .enabled(if: HostWithAccount.hasSudo, "there is no sudo here")
)
struct PrivilegeKitTests {
    private struct Installed {
        let estate: EndToEndEstate
        let host: HostWithAccount
        let sudoers: String
    }

    private static func install(_ words: String..., keyWords: [String] = []) async throws -> Installed {
        let estate = try EndToEndEstate()
        let user = HostWithAccount.user
        let sudoers = try await ReeveProgram.run(["probes", "show", "--sudoers", "--user", user] + words)
        #expect(sudoers.status == 0, "\(sudoers)")
        let keys = try await ReeveProgram.run(
            ["probes", "show", "--authorized-keys", estate.key.path + ".pub", "--from", "127.0.0.0/8"] + keyWords
        )
        #expect(keys.status == 0, "\(keys)")
        let host = try HostWithAccount(
            authorizedKeys: keys.output,
            setUp: "printf 'Defaults requiretty\\n' >>/etc/sudoers; visudo -c",
            sudoers: sudoers.output
        )
        try estate.addHost("kit", host, settings: "escalate: sudo")
        return Installed(estate: estate, host: host, sudoers: sudoers.output)
    }

    @Test(.timeLimit(.minutes(3)))
    func withTheKitAnOrdinaryAccountReadsWhatRootReads() async throws {
        let installed = try await Self.install()
        let rootsEstate = try EndToEndEstate()
        try rootsEstate.addHost("as-root")
        let scan = try await installed.estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        _ = try await rootsEstate.reeve("scan")
        let detail = try await installed.estate.reeve("assets", "kit").output
        #expect(!detail.contains("needs root"), "\(detail)")
        #expect(!detail.contains("root only"), "\(detail)")
        #expect(detail.contains("services complete"), "\(detail)")
        let asRoot = try await rootsEstate.reeve("assets", "as-root").output
        let gaps = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("Gap: ") } }
        #expect(gaps(detail) == gaps(asRoot))
    }

    @Test(
        .timeLimit(.minutes(3)),
        .enabled(if: access("/usr/bin/doas", X_OK) == 0, "there is no doas here")
    )
    func doasReadsItsRulesAndAllowsWhatTheyName() async throws {
        let estate = try EndToEndEstate()
        let rules = try await ReeveProgram.run(["probes", "--doas", "--user", HostWithAccount.user])
        let file = try estate.folder.write(rules.output, to: "doas.conf")
        let host = try HostWithAccount(
            authorizedKeys: estate.key.publicLine + "\n",
            setUp: "cp \(file) /etc/doas.conf; chmod 400 /etc/doas.conf; doas -C /etc/doas.conf"
        )
        try estate.addHost("kit", host, settings: "escalate: doas")
        let scan = try await estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        let detail = try await estate.reeve("assets", "kit").output
        #expect(detail.contains("services complete"), "\(detail)")
        let told = try host.run("doas -n id; doas -n ss -K; doas -n cat /etc/shadow", key: estate.key)
        #expect(!told.output.contains("uid=") && !told.output.contains("root:"), "\(told)")
    }

    /// The drop-in is clean in visudo's eyes: the server would not have started otherwise. These are the ways out.
    private static let attempts = [
        "sh", "sh -c id", "/bin/sh", "bash", "su", "-s", "-i", "-u root id", "cat /etc/shadow", "id",
        "dmidecode", "dmidecode -t 0", "dmidecode -t 0,1,2,3,4,16,17 --dump-bin /tmp/reeve-x",
        "dmidecode --dump-bin /tmp/reeve-x", "dmidecode --from-dump /etc/shadow", "dmidecode -d /etc/shadow",
        "grep . /etc/shadow", "grep . /sys/class/dmi/id/product_serial /sys/class/dmi/id/product_uuid /etc/shadow",
        "grep -r . /etc", "ss -tlnp -K", "ss -K", "ss -tlnp -D /tmp/reeve-x", "ss -tlnp -F /etc/shadow", "ss",
        "virsh", "virsh list", "virsh --readonly -c qemu:///system destroy x", "virsh -c qemu:///system list --all",
        "virsh --readonly -c qemu:///system dumpxml --inactive 'x --security-info'",
        "virsh --readonly -c qemu:///system dumpxml --inactive --security-info",
        "virsh --readonly -c qemu:///system list --all --uuid ';' shell",
        "virsh --readonly -c qemu+ssh://evil/system list --all --uuid",
        "dnf install x", "dnf -q -C --setopt=plugins=1 check-update", "yum -y update", "netstat -tlnp -c",
        "-e /etc/shadow", "visudo", "env id", "LD_PRELOAD=/tmp/x ss -tlnp", "-E ss -tlnp --version",
    ]

    @Test(.timeLimit(.minutes(3)))
    func nothingElseIsAllowed() async throws {
        let installed = try await Self.install()
        let commands = Self.attempts.enumerated().map { "sudo -n \($1) </dev/null >/dev/null 2>&1; echo \"\($0) $?\"" }
        let allowed = "sudo -n dmidecode -t 0,1,2,3,4,16,17 >/dev/null 2>&1; echo \"dmidecode $?\""
        let listed = "sudo -n ss -tlnp >/dev/null 2>&1; echo \"ss $?\""
        let told = try installed.host.run(
            (commands + [allowed, listed]).joined(separator: "\n"),
            key: installed.estate.key
        )
        let lines = told.output.split(separator: "\n").map(String.init)
        #expect(lines.count == Self.attempts.count + 2, "\(told.output)")
        for (index, attempt) in Self.attempts.enumerated() {
            #expect(
                lines.contains("\(index) 1"),
                "sudo -n \(attempt): \(lines.first { $0.hasPrefix("\(index) ") } ?? "")"
            )
        }
        // That the same way works for what is allowed shows that the refusals are sudo's.
        #expect(lines.contains("ss 0"), "\(told.output)")
        #expect(!installed.sudoers.contains("*"))
    }

    @Test(.timeLimit(.minutes(3)))
    func aKeyForOneScriptRunsThatScriptOnly() async throws {
        let installed = try await Self.install(keyWords: ["--only-this-script"])
        let scan = try await installed.estate.reeve("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read"), "\(scan)")
        let script = try await ReeveProgram.run(["probes", "show"]).output
        let nonce = String(repeating: "a", count: 32)
        let host = installed.host
        let key = installed.estate.key
        let asItIs = try host.run("x", key: key, input: "\nset -- \(nonce) none 9\n" + script)
        #expect(asItIs.output.contains("@\(nonce) done"))
        let refused = [
            ("id", ""), ("/bin/sh -s", "id\n"), ("x", "\nset -- \(nonce) none 9\n" + script + "id\n"),
            ("x", "\nset -- -c id 9\n" + script), ("x", "\nset -- -c id\n" + script),
            ("x", "\nset -- \(nonce) none 9; id\n" + script), ("x", "\nset -- \(nonce) none $(id)\n" + script),
        ]
        for (command, input) in refused {
            let told = try host.run(command, key: key, input: input)
            #expect(told.output.contains("this key runs one script only"), "\(command): \(told.output.prefix(300))")
            #expect(told.status == 126)
            #expect(!told.output.contains("uid="))
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func theKeyOpensNothingButASession() async throws {
        let installed = try await Self.install()
        let options = "restrict,from=\"127.0.0.0/8\" ssh-ed25519 "
        let keys = installed.host.folder.text(of: "authorized_keys")
        #expect(keys.hasPrefix(options))
        let terminal = try installed.host.run("tty; id -u", key: installed.estate.key)
        #expect(terminal.output.hasPrefix("not a tty"), "\(terminal)")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ["--sudoers", "--user", "x ALL=(ALL) ALL"], ["--sudoers", "--doas"], ["--sudoers", "--shell", "windows"],
            ["--from", "10.0.0.0/8"],
        ]
    )
    func wordsThatMakeNoKitAreRefused(words: [String]) async throws {
        let outcome = try await ReeveProgram.run(["probes", "show"] + words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func aPrivateKeyIsNotMadeIntoALine() async throws {
        let estate = try EndToEndEstate()
        let outcome = try await ReeveProgram.run(["probes", "--authorized-keys", estate.key.path])
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("private key"), "\(outcome)")
        let quoted = try await ReeveProgram.run(
            ["probes", "--authorized-keys", estate.key.path + ".pub", "--from", "10.0.0.1\",command=\"id"]
        )
        #expect(quoted.status == 1 && quoted.output.isEmpty)
    }
}
