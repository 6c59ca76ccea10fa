import StrictYAML
import Testing

@testable import EstateFiles

struct OpenSSHConfigImportTests {
    @Test func everyNameIsATargetWithWhatSSHWouldUse() {
        let imported = OpenSSHConfigImport.read(
            """
            # before the first Host: for everyone
            User scan

            Host db01 db02
                HostName %h.example
                Port 2222
            host="web 01" web02
              hostname = web02.example   # the shop
              IdentityFile "~/keys/my key"
            Host *.example !old.example
              Port 22022
            Host app.example old.example
            Host *
              IdentityFile ~/.ssh/id_ed25519
              Port 22
              User nobody
            """
        )
        func line(_ target: ImportedTargets.Target) -> String {
            let port = target.port.map(String.init) ?? "-"
            return "\(target.name) \(target.address) \(port) \(target.user ?? "-") \(target.keyFile ?? "-")"
        }
        #expect(
            imported.targets.map(line) == [
                "db01 db01.example 2222 scan ~/.ssh/id_ed25519",
                "db02 db02.example 2222 scan ~/.ssh/id_ed25519",
                "web02 web02.example 22 scan ~/keys/my key",
                "app.example app.example 22022 scan ~/.ssh/id_ed25519",
                "old.example old.example 22 scan ~/.ssh/id_ed25519",
            ]
        )
        #expect(
            imported.notices.map(\.description) == [
                "config:7:1: warning: host 'web 01' is left out: its name may hold only letters, digits, '.', '_' and "
                    + "'-', must begin with a letter, digit or '_' and be no longer than 100 characters"
            ]
        )
    }

    @Test(arguments: [
        ("Include ~/.ssh/more", "config:1:1: warning: 'Include' is left out; import that file by itself"),
        ("Match host db01 exec \"true\"\n  Port 1\n", "config:1:1: warning: 'Match' is left out with all its lines"),
        (
            "Host db01\n ProxyJump %r@bastion.example\n",
            "config:2:1: warning: host 'db01' is reached through ProxyJump '%r@bastion.example', which is left out: "
                + "Reeve cannot use one of its jump hosts"
        ),
        (
            "Host db01\n ProxyCommand sshpass -p hunter2 ssh bastion\n",
            "config:2:1: warning: host 'db01' is reached through ProxyCommand, which is left out"
        ),
        ("Host db01\n Port ssh\n", "config:2:1: warning: port 'ssh' of host 'db01' is left out: it is no port"),
        ("Host db01\n Port 0\n", "config:2:1: warning: port '0' of host 'db01' is left out: it is no port"),
        (
            "Host db01\n User \"a b\"\n",
            "config:2:1: warning: user 'a b' of host 'db01' is left out: not a name Reeve can use"
        ),
        (
            "Host db01\n IdentityFile %d/key\n",
            "config:2:1: warning: the IdentityFile of host 'db01' is left out: not a plain path"
        ),
        (
            "Host db01\n IdentityFile a\n IdentityFile b\n",
            "config:3:1: warning: a further 'IdentityFile' is left out; Reeve offers exactly one key"
        ),
        (
            "Host db01\n HostName -oProxyCommand=id\n",
            "config:2:1: warning: host 'db01' is left out: '-oProxyCommand=id' begins with a hyphen"
        ),
        ("Host \"db01\n", "config:1:1: warning: left out: a quote is not closed"),
        ("Host\n", "config:1:1: warning: left out: 'host' has no value"),
    ])
    func whatIsLeftOutIsNoticed(text: String, notice: String) {
        #expect(OpenSSHConfigImport.read(text).notices.map(\.description) == [notice])
    }

    @Test func aMatchBlockDoesNotLeakIntoTheHostBefore() {
        let imported = OpenSSHConfigImport.read("Host db01\nMatch all\n  Port 99\nHost db02\n  Port 98\n")
        #expect(imported.targets.map(\.port) == [nil, 98])
    }

    @Test func windowsLineEndsAreRead() {
        let imported = OpenSSHConfigImport.read("Host db01\r\n  HostName db01.example\r\n  Port 22\r\n")
        #expect(imported.targets.map(\.address) == ["db01.example"])
        #expect(imported.targets.map(\.port) == [22])
    }

    @Test(arguments: ["", "\0\0\0", "garbage", "=\n==\n= =\n", String(repeating: "Host a\n", count: 20_000)])
    func somethingElseGivesNoTargetTwice(text: String) {
        let imported = OpenSSHConfigImport.read(text)
        #expect(imported.targets.count <= 1)
        #expect(imported.notices.count <= 501)
    }

    @Test(arguments: [
        ("db01", "db*", true), ("db01", "*", true), ("db01", "d?0?", true), ("db01", "db0", false),
        ("db01", "*b*1", true), ("db01", "*b*2", false), ("", "*", true), ("", "?", false), ("db01", "db01*", true),
    ])
    func starsAndQuestionMarksMatch(name: String, pattern: String, isMatched: Bool) {
        #expect(OpenSSHPattern.matches(name, pattern: pattern) == isMatched)
    }

    @Test(.timeLimit(.minutes(1)))
    func aPatternOfManyStarsIsQuick() {
        let pattern = String(repeating: "*a", count: 500) + "b"
        #expect(!OpenSSHPattern.matches(String(repeating: "a", count: 2000), pattern: pattern))
    }
}
