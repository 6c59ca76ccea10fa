import Testing

@testable import Collectors

struct PrivilegeKitTests {
    @Test func sudoersNamesEveryRootCommandWithItsArgumentsAndNoWildcard() {
        let text = PrivilegeKit.sudoers(for: [.linux], user: "scan", asksForPassword: false, digest: "d")
        #expect(text.contains(#"    /usr/sbin/dmidecode -t 0\,1\,2\,3\,4\,16\,17, \"#))
        #expect(text.contains(#"/usr/bin/virsh --readonly -c qemu\:///system list --all, \"#))
        #expect(text.contains("scan ALL=(root) NOPASSWD: REEVE\n"))
        #expect(!text.contains("*") && !text.contains("?"))
        for command in RootCommands.of([.linux]) {
            let program = command.split(separator: " ")[0]
            #expect(text.contains("/\(program) "), "\(command)")
        }
    }

    @Test func aPasswordIsAskedForWhereTheEstateHasOne() {
        let text = PrivilegeKit.sudoers(for: [.linux], user: "scan", asksForPassword: true, digest: "d")
        #expect(text.contains("scan ALL=(root) PASSWD: REEVE\n") && !text.contains("NOPASSWD"))
    }

    @Test func doasNamesTheCommandsAsTheScriptWritesThem() {
        let text = PrivilegeKit.doas(for: [.linux], user: "scan", digest: "d")
        #expect(text.contains("permit nopass scan as root cmd ss args -tlnp\n"))
        let rules = text.split(separator: "\n").filter { $0.hasPrefix("permit") }
        #expect(rules.count == RootCommands.of([.linux]).count { !$0.contains("*") })
    }

    @Test(arguments: ["reeve", "_scan", "svc-reeve.1", "A"])
    func plainNamesAreAccounts(name: String) { #expect(PrivilegeKit.isAccountName(name)) }

    @Test(arguments: ["", "-x", "1x", ".x", "a b", "a,b", "%wheel", "#0", "ALL=", "a\nb", "ä", "a:b", "a!"])
    func otherNamesAreNot(name: String) { #expect(!PrivilegeKit.isAccountName(name)) }
}

struct AuthorizedKeyTests {
    private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample scan@example.org"

    @Test func aLineRestrictsTheKey() throws {
        #expect(try AuthorizedKey.line(publicKey: key + "\n", from: [], forcedDigest: nil) == "restrict \(key)\n")
        let line = try AuthorizedKey.line(publicKey: key, from: ["10.0.0.0/8", "2001:db8::/32"], forcedDigest: nil)
        #expect(line == "restrict,from=\"10.0.0.0/8,2001:db8::/32\" \(key)\n")
    }

    @Test func theForcedCommandIsQuotedForSshdAndSafeForCsh() throws {
        let line = try AuthorizedKey.line(publicKey: key, from: [], forcedDigest: "abc123")
        #expect(line.hasPrefix("restrict,command=\"exec /bin/sh -c 'read -r again; "))
        #expect(line.contains(#"printf %s \"$text\" | /bin/sh -s -- \"$nonce\""#))
        #expect(!line.contains("!") && line.filter { $0 == "\n" }.count == 1)
    }

    @Test(arguments: [
        "", "# nothing", "ssh-ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA", "command=\"id\" ssh-ed25519 AAAAx",
        "ssh-ed25519 AAAAx\nssh-ed25519 AAAAy", "ssh-ed25519 AAAAx\u{1b}[31m", "ssh-ed25519 notbase64",
    ])
    func whatIsNoPublicKeyIsRefused(text: String) {
        #expect(throws: AuthorizedKey.Objection.self) {
            try AuthorizedKey.line(publicKey: text, from: [], forcedDigest: nil)
        }
    }

    @Test(arguments: ["", "10.0.0.0/8\",command=\"id", "a b", "10.0.0.1,10.0.0.2", "x\ny"])
    func whatIsNoAddressIsRefused(address: String) {
        #expect(throws: AuthorizedKey.Objection.self) {
            try AuthorizedKey.line(publicKey: key, from: [address], forcedDigest: nil)
        }
    }
}
