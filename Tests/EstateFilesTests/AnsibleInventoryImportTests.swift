import StrictYAML
import Testing

@testable import EstateFiles

struct AnsibleInventoryImportTests {
    private func line(_ target: ImportedTargets.Target) -> String {
        let port = target.port.map(String.init) ?? "-"
        let tags = target.tags.sorted().joined(separator: "+")
        return [
            target.name, target.address, port, target.user ?? "-", target.keyFile ?? "-", target.group ?? "-", tags,
        ].joined(separator: " ")
    }

    private static let ini = """
        # an inventory as councils have it
        bastion.example:2222 ansible_user=admin

        [web]
        web[01:03].example ansible_user='svc web' http_port=80   # the shop
        ; another comment
        [db]
        db-[a:b] ansible_host=db.example ansible_ssh_private_key_file="~/keys/db"
        web01.example
        [linux:children]
        web
        db
        [linux:vars]
        ansible_port = 22
        ansible_user=deploy
        [all:vars]
        ansible_user=nobody
        ansible_port=2200
        [db:vars]
        ansible_password=hunter2
        ansible_become_pass='hunter2'
        """

    @Test func anINIInventoryIsReadAsAnsibleMergesIt() throws {
        let imported = try AnsibleInventoryImport.read(Self.ini)
        #expect(
            imported.targets.map(line) == [
                "bastion.example bastion.example 2222 admin - - ",
                "web01.example web01.example 22 - - web db",
                "web02.example web02.example 22 - - web ",
                "web03.example web03.example 22 - - web ",
                "db-a db.example 22 deploy ~/keys/db db ",
                "db-b db.example 22 deploy ~/keys/db db ",
            ]
        )
        #expect(imported.groups.map(\.id) == ["linux", "db", "web"])
        #expect(imported.groups.map(\.extends) == [nil, "linux", "linux"])
        #expect(!imported.notices.description.contains("hunter2"))
        #expect(
            imported.notices.map(\.description) == [
                "hosts:20:1: warning: variable 'ansible_password' may hold a secret and is left out; "
                    + "refer to it under 'credentials'",
                "hosts:21:1: warning: variable 'ansible_become_pass' may hold a secret and is left out; "
                    + "refer to it under 'credentials'",
                "hosts:5:1: warning: user 'svc web' of host 'web01.example' is left out: Reeve cannot use it",
                "hosts:1:1: warning: variables that Reeve does not use are left out: http_port",
            ]
        )
    }

    private static let yaml = """
        all:
          vars:
            ansible_user: nobody
          hosts:
            mail.example:
          children:
            web:
              hosts:
                www[01:02].example:
                  ansible_port: 2222
                  ansible_become_password: !vault |
                    $ANSIBLE_VAULT;1.1;AES256
                    6861616e7465723220
              vars:
                ansible_user: deploy
                limits: {cpu: 1}
                secrets: {db: hunter2}
            windows:
              hosts:
                ad01.example: {ansible_connection: winrm, ansible_password: hunter2}
        """

    @Test func aYAMLInventoryIsRead() throws {
        let imported = try AnsibleInventoryImport.read(Self.yaml, file: "hosts.yml")
        #expect(
            imported.targets.map(line) == [
                "mail.example mail.example - nobody - - ",
                "www01.example www01.example 2222 deploy - web ",
                "www02.example www02.example 2222 deploy - web ",
            ]
        )
        let notices = imported.notices.description
        #expect(!notices.contains("hunter2") && !notices.contains("6861") && !notices.contains("VAULT"))
        #expect(notices.contains("variable 'ansible_become_password' may hold a secret"))
        #expect(notices.contains("variable 'secrets' may hold a secret"))
        #expect(notices.contains("host 'ad01.example' is left out: it is reached by 'winrm', not by SSH"))
        #expect(notices.contains("variables that Reeve does not use are left out: limits"))
    }

    @Test func theFormatIsToldByNameOrBeginning() throws {
        #expect(try AnsibleInventoryImport.read("all:\n  hosts:\n    a:\n", file: "hosts").targets.map(\.name) == ["a"])
        #expect(try AnsibleInventoryImport.read("---\nall: {hosts: {a: }}\n", file: "x").targets.map(\.name) == ["a"])
        #expect(try AnsibleInventoryImport.read("[web]\na\n", file: "hosts").targets.map(\.name) == ["a"])
        #expect(try AnsibleInventoryImport.read("a\r\nb\r\n", file: "hosts").targets.map(\.name) == ["a", "b"])
    }

    @Test(arguments: [
        ("pass=hunter2", "pass"), ("db_password=hunter2", "db_password"), ("API_TOKEN=hunter2", "API_TOKEN"),
        ("x=$ANSIBLE_VAULT;hunter2", "x"), ("ansible_sudo_pass=hunter2", "ansible_sudo_pass"),
        ("vault_x=hunter2", "vault_x"), ("win_pwd=hunter2", "win_pwd"),
    ])
    func whatLooksSecretIsDroppedByName(variable: String, name: String) throws {
        let notices = try AnsibleInventoryImport.read("db01 \(variable)\n").notices.map(\.message)
        #expect(notices == ["variable '\(name)' may hold a secret and is left out; refer to it under 'credentials'"])
    }

    @Test(arguments: [
        ("db01 hunter2\n", "a word without '=' after host 'db01' is left out"),
        ("db01 x='hunter2\n", "left out: a quote is not closed"),
        ("[db:vars]\nhunter2\n", "a line without '=' in '[db:vars]' is left out"),
        ("[db:hosts]\na\n", "section '[db:hosts]' is left out with all its lines"),
        ("db[01:99999]\n", "host 'db[01:99999]' is left out: it stands for more than 4096 names; split it"),
        ("db[1:9:2]\n", "host 'db[1:9:2]' is left out: it has a range that is not like [01-20] or [a-f]"),
        ("db01 ansible_host={{ x }}\n", "a word without '=' after host 'db01' is left out"),
        (
            "db01 ansible_host='{{ x }}'\n",
            "host 'db01' is left out: '{{ x }}' may hold only letters, digits, dots, hyphens and colons"
        ),
        ("db01 ansible_port=0\n", "port '0' of host 'db01' is left out: Reeve cannot use it"),
        ("db01 ansible_connection=local\n", "host 'db01' is left out: it is reached by 'local', not by SSH"),
        ("[a:children]\nb\n[b:children]\na\n", "groups contain each other in a circle: a → b → a"),
    ])
    func whatIsLeftOutIsNoticed(text: String, notice: String) throws {
        let notices = try AnsibleInventoryImport.read(text).notices.map(\.message)
        #expect(notices.first == notice)
        #expect(!notices.description.contains("hunter2"))
    }

    @Test func anIPv6HostKeepsItsColons() throws {
        let imported = try AnsibleInventoryImport.read("v6a ansible_host=2001:db8::1\n[2001:db8::2]:2222 x=1\n")
        #expect(imported.targets.map(\.address) == ["2001:db8::1"])
        #expect(imported.notices.contains { $0.message.hasPrefix("host '2001:db8::2' is left out: its name") })
    }

    @Test func aBrokenYAMLInventoryIsAnError() {
        #expect(throws: InvalidFile.self) { try AnsibleInventoryImport.read("all: [", file: "hosts.yml") }
    }
}
