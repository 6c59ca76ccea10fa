import EstateModel
import StrictYAML
import TestSupport
import Testing

@testable import EstateFiles

/// Jump hosts and ways to root in what other tools know.
struct JumpHostImportTests {
    private func line(_ host: ImportedTargets.JumpHost) -> String {
        let port = host.port.map(String.init) ?? "-"
        let words = [host.name, host.address, port, host.user ?? "-", host.keyFile ?? "-", host.via ?? "-"]
        return words.joined(separator: " ")
    }

    private static let config = """
        Host bastion
          HostName bastion.example
          User hop
          IdentityFile ~/keys/hop
        Host county
          HostName 10.9.0.1
          Port 2222
          ProxyJump bastion
        Host db01
          ProxyJump bastion
        Host db02
          ProxyJump county
        Host db03
          ProxyJump ssh://admin@bastion:2022,[2001:db8::1]:22
        Host db04
          ProxyCommand ssh -q -W %h:%p -p 2022 -l admin bastion
        Host db05
          ProxyJump none
          ProxyCommand nc %h %p
        Host db06
          ProxyCommand "ssh bastion -W [%h]:%p"
          ProxyJump county
        Host *
          User scan
        """

    @Test func proxyJumpsAreResolvedAsSSHResolvesThem() throws {
        let imported = OpenSSHConfigImport.read(Self.config)
        #expect(
            imported.jumpHosts.map(line) == [
                "bastion bastion.example - hop ~/keys/hop -",
                "county 10.9.0.1 2222 scan - bastion",
                "bastion-2 bastion.example 2022 admin ~/keys/hop -",
                "jump-2001-db8--1 2001:db8::1 22 scan - bastion-2",
            ]
        )
        let via = Dictionary(uniqueKeysWithValues: imported.targets.map { ($0.name, $0.via ?? "-") })
        #expect(
            via == [
                "bastion": "-", "county": "bastion", "db01": "bastion", "db02": "county", "db03": "jump-2001-db8--1",
                "db04": "bastion-2", "db05": "-", "db06": "bastion",
            ]
        )
        #expect(imported.notices.isEmpty)
    }

    @Test func theImportLoadsWithItsWays() throws {
        let head = "name: N\norganisations: {o: {name: O, siro: D}}\n"
        let text = head + ImportedTargetsWriter(OpenSSHConfigImport.read(Self.config)).text()
        let estate = try EstateParser.parse(files: ["estate.yaml": text])
        let routes = Dictionary(uniqueKeysWithValues: estate.targets.map { ($0.name, $0.route.map(\.address)) })
        #expect(routes["db02"] == ["bastion.example", "10.9.0.1"])
        #expect(routes["db03"] == ["bastion.example", "2001:db8::1"])
        #expect(routes["db05"] == [])
        let bastion = try #require(estate.jumpHosts.first)
        #expect(estate.credential(named: bastion.credential)?.method == .keyFile(path: "~/keys/hop", passphrase: nil))
    }

    @Test(arguments: [
        ("Host a\n ProxyJump b\nHost b\n ProxyJump a\n", "jump hosts are reached through each other in a circle"),
        ("Host a\nHost *\n ProxyJump b\n", "jump hosts are reached through each other in a circle"),
        ("Host a\n ProxyJump b,,c\n", "Reeve cannot use one of its jump hosts"),
        ("Host a\n ProxyJump b:0\n", "Reeve cannot use one of its jump hosts"),
        ("Host a\n ProxyJump 'x y'@b\n", "Reeve cannot use one of its jump hosts"),
        ("Host a\n ProxyJump b\nHost b\n HostName %h.%k\n", "Reeve cannot use one of its jump hosts"),
        ("Host a\n ProxyJump b,c,d,e,f,g,h,i,j\n", "Reeve cannot use one of its jump hosts"),
        ("Host a\n ProxyJump b,c,d,e,f,g,h,i\nHost b\n ProxyJump z\n", "more than 8 jump hosts on one way"),
    ])
    func aWayThatCannotBeTakenOverIsNoticed(config: String, why: String) throws {
        let imported = OpenSSHConfigImport.read(config)
        #expect(imported.notices.first?.message.hasSuffix("which is left out: \(why)") == true, "\(imported.notices)")
        #expect(imported.targets.first { $0.name == "a" }?.via == nil)
        let head = "name: N\norganisations: {o: {name: O, siro: D}}\n"
        _ = try EstateParser.parse(files: ["estate.yaml": head + ImportedTargetsWriter(imported).text()])
    }

    @Test(.timeLimit(.minutes(1)))
    func manyJumpHostsAreBounded() {
        let chain = (0..<5_000).map { "Host h\($0)\n ProxyJump h\($0 + 1)\n" }.joined()
        #expect(OpenSSHConfigImport.read(chain).jumpHosts.count <= ImportedJumpHosts.most)
        let fan = (0..<5_000).map { "Host h\($0)\n ProxyJump j\($0)\n" }.joined()
        #expect(OpenSSHConfigImport.read(fan).jumpHosts.count == ImportedJumpHosts.most)
    }

    @Test(arguments: [
        ("-o ProxyJump=bastion.example", ["bastion.example"]),
        ("-oProxyJump=bastion.example -o StrictHostKeyChecking=no", ["bastion.example"]),
        ("-C -J hop@bastion.example:2222,10.9.0.1", ["hop@bastion.example:2222", "10.9.0.1"]),
        ("-o 'ProxyJump bastion.example'", ["bastion.example"]),
        ("-o ProxyCommand=\"ssh -W %h:%p -q hop@bastion.example\"", ["hop@bastion.example"]),
        ("-o ProxyJump=none", []),
        ("-o ProxyCommand=none", []),
    ])
    func plainArgumentsOfSSHAreRead(arguments: String, hops: [String]) throws {
        #expect(ProxyArguments(arguments) == .hops(hops.compactMap(ProxyJump.init)))
    }

    @Test(arguments: [
        "-o ProxyCommand='sshpass -p hunter2 ssh -W %h:%p b'", "-o ProxyJump={{ hunter2 }}", "-o ProxyJump=", "-J",
        "-o 'ProxyJump=b hunter2'", "-o \"ProxyJump=hunter2", "-o ProxyCommand='ssh -W %h:22 hunter2'",
    ])
    func otherArgumentsAreNoticedAndNotShown(arguments: String) throws {
        #expect(ProxyArguments(arguments) == .unreadable)
        let inventory = "all:\n  hosts:\n    a:\n      ansible_ssh_common_args: \(YAMLText.scalar(arguments))\n"
        let notices = try AnsibleInventoryImport.read(inventory, file: "hosts.yml").notices.map(\.message)
        #expect(notices == ["arguments of ssh of host 'a' are left out: Reeve reads only a plain ProxyJump"])
    }

    private static let inventory = """
        [web]
        web[1:2].example
        [db]
        db1.example ansible_become=no
        db2.example ansible_become_method=doas ansible_ssh_common_args=''
        db3.example ansible_become_user=postgres
        db4.example ansible_become_method=su ansible_ssh_common_args='-o ForwardAgent=no'
        [web:vars]
        ansible_ssh_common_args='-o ProxyJump=hop@bastion.example:2222'
        [linux:children]
        web
        db
        [linux:vars]
        ansible_become=true
        ansible_ssh_common_args="-J bastion.example,county.example"
        """

    @Test func anInventoryKeepsItsWaysAndItsRoot() throws {
        let imported = try AnsibleInventoryImport.read(Self.inventory)
        #expect(
            imported.jumpHosts.map(line) == [
                "bastion.example bastion.example 2222 hop - -",
                "bastion.example-2 bastion.example - - - -",
                "county.example county.example - - - bastion.example-2",
            ]
        )
        let via = imported.targets.map { "\($0.name) \($0.via ?? "-") \($0.escalation?.rawValue ?? "-")" }
        #expect(
            via == [
                "web1.example bastion.example sudo", "web2.example bastion.example sudo",
                "db1.example county.example -", "db2.example - doas", "db3.example county.example -", "db4.example - -",
            ]
        )
        let notices = imported.notices.map(\.message)
        #expect(
            notices.contains("ansible_become_user 'postgres' of host 'db3.example' is left out: Reeve cannot use it")
        )
        #expect(notices.contains("ansible_become_method 'su' of host 'db4.example' is left out: Reeve cannot use it"))
        #expect(notices.contains("variables that Reeve does not use are left out: ansible_ssh_common_args"))
    }

    @Test func aJumpHostThatTheInventoryNamesIsThatHost() throws {
        let inventory = """
            gw ansible_host=203.0.113.7 ansible_port=2222
            [inside]
            db01 ansible_host=10.0.0.1
            db02 ansible_host=10.0.0.2 ansible_ssh_common_args='-J admin@gw:2022'
            db03 ansible_host=10.0.0.3 ansible_ssh_common_args='-J elsewhere.example'
            [all:vars]
            ansible_user=scan
            ansible_ssh_private_key_file=~/keys/scan
            ansible_ssh_common_args='-o ProxyJump=gw'
            """
        let imported = try AnsibleInventoryImport.read(inventory)
        #expect(
            imported.jumpHosts.map(line) == [
                "gw 203.0.113.7 2222 scan ~/keys/scan -", "gw-2 203.0.113.7 2022 admin ~/keys/scan -",
                "elsewhere.example elsewhere.example - - - -",
            ]
        )
        // The jump host itself is not reached through itself.
        #expect(imported.targets.map(\.via) == [nil, "gw", "gw-2", "elsewhere.example"])
        #expect(imported.notices.isEmpty, "\(imported.notices)")
        let head = "name: N\norganisations: {o: {name: O, siro: D}}\n"
        let estate = try EstateParser.parse(files: ["estate.yaml": head + ImportedTargetsWriter(imported).text()])
        #expect(estate.targets.first { $0.name == "db01" }?.route.map(\.address) == ["203.0.113.7"])
    }

    @Test(arguments: UInt64(1)...200)
    func anyTextIsReadWithoutHarm(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "a", "@", ":", "[", "]", ",", "ssh://", "22", "-J", "-o", "ProxyJump=", " ", "'", "::", "%h", "none",
        ]
        let text = (0..<random.number(0...12)).map { _ in random.pick(pieces) }.joined()
        for hop in ProxyJump.hops(text) ?? [] { #expect(!hop.host.isEmpty && hop.port != 0, "\(text)") }
        _ = ProxyArguments(text)
        let imported = OpenSSHConfigImport.read("Host h\n ProxyJump \(text)\n")
        #expect(imported.targets.count == 1, "\(text)")
    }
}
