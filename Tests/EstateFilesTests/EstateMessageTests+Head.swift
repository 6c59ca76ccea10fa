extension EstateMessageTests {
    static let heads = [
        Case("empty", ""),
        Case("text", "hello"),
        Case("list", "- a\n- b"),
        Case("no YAML", "name: ["),
        Case("tab", "name: S\n\torganisations: x"),
        Case("two documents", "name: S\n---\nname: T"),
        Case("no organisation", "name: S\norganisations: {}"),
        Case("organisation without a SIRO", "name: S\norganisations: {n: {name: N}}"),
        Case("organisation short form", "name: S\norganisations: {n: North}"),
        Case("PSN day", "name: S\norganisations: {n: {name: N, siro: D, psn-submission: 31/03/2027}}"),
        Case("site", "name: S\norganisations: {n: {name: N, siro: D}}\nsites: {hall: {hosts-at-once: 0}}"),
        Case("site key", "name: S\norganisations: {n: {name: N, siro: D}}\nsites: {hall: {nam: Hall}}"),
        Case("password at the top", "name: S\norganisations: {n: {name: N, siro: D}}\npassword: hunter2"),
        Case(
            "nothing set for many",
            "name: S\norganisations: {n: {name: N, siro: D}, s: {name: S, siro: D}}\n"
                + "groups: {web: {targets: {'web[1-30]': 'web[1-30].example'}}}"
        ),
    ]

    static let credentials = [
        Case("inline password", "credentials: {c: {password: hunter2}}"),
        Case("inline password as key", "credentials: {c: {password: {hunter2}}}"),
        Case("inline password in a list", "credentials: {c: {password: [hunter2]}}"),
        Case("inline passphrase", "credentials: {c: {key-file: k, passphrase: hunter2}}"),
        Case("unknown source", "credentials: {c: {password: {vault: hunter2}}}"),
        Case("two sources", "credentials: {c: {password: {env: A, file: hunter2}}}"),
        Case("no variable name", "credentials: {c: {password: {env: 'hunter2!'}}}"),
        Case("command as text", "credentials: {c: {password: {command: echo hunter2}}}"),
        Case("empty command", "credentials: {c: {password: {command: []}}}"),
        Case("credential is text", "credentials: {c: hunter2}"),
        Case("no method", "credentials: {c: {}}"),
        Case("two methods", "credentials: {c: {agent: true, key-file: k}}"),
        Case("agent false", "credentials: {c: {agent: false}}"),
        Case("agent text", "credentials: {c: {agent: hunter2}}"),
        Case("stray passphrase", "credentials: {c: {agent: true, passphrase: {env: A}}}"),
        Case("stray identity", "credentials: {c: {key-file: k, identity: i}}"),
        Case("misspelt", "credentials: {c: {key-fiel: k}}"),
        Case("wrong name", "credentials: {c: {agent: true}, 'my key': {agent: true}}"),
        Case(
            "pasted key",
            "credentials:\n  c:\n    key-file: |\n      -----BEGIN OPENSSH PRIVATE KEY-----\n      hunter2\n"
        ),
        Case("pasted PuTTY key", "credentials:\n  c:\n    key-file: \"PuTTY-User-Key-File-3: hunter2\"\n"),
        Case("two lines", "credentials:\n  c:\n    key-file: \"hunter2\\nhunter2\"\n"),
    ]

    static let services = [
        Case("no owner", "services: {web: {name: Website, organisations: north}}"),
        Case("no organisations", "services: {web: {name: Website, owner: Head}}"),
        Case("unknown dependency", "services: {web: {name: W, owner: H, organisations: north, depends-on: dns}}"),
        Case(
            "circle",
            "services:\n  a: {name: A, owner: H, organisations: north, depends-on: b}\n"
                + "  b: {name: B, owner: H, organisations: north, depends-on: [a]}"
        ),
        Case("holds up nothing known", holding("web", "[wbe]")),
        Case("holds up an unknown host", holding("web", "['db[01-02]']")),
        Case("holds up itself", holding("web", "[db01, web]")),
        Case("holds up a mapping", holding("web", "{hosts: db01}")),
        Case("holds up each other", holding("a", "b") + holding("b", "[db01, a]").dropFirst(10)),
        Case("wrong root", "service: {web: {name: W, owner: H, organisations: north}}"),
        Case("answers out of range", answers("{by: H, on: 2026-11-02, L2: 7, C1: 6}")),
        Case("answers of nobody", answers("{L2: 3, L8: 1}")),
        Case("unknown key", "services: {web: {name: W, owner: H, organisations: north, rating: {data: 3}}}"),
    ]

    private static func holding(_ service: String, _ others: String) -> String {
        "services:\n  \(service): {name: W, owner: H, organisations: north, blocks-upgrade-of: \(others)}\n"
    }

    private static func answers(_ litraf: String) -> String {
        "services: {web: {name: W, owner: H, organisations: north, litraf: \(litraf)}}"
    }

    static let policies = [
        Case("unknown section", "scorring: {}"),
        Case("section a list", "scoring: [1, 2]"),
        Case("no mapping", "- 1"),
        Case("twice", "plan: {}\nplan: {}"),
    ]

    static let tables = [
        Case("empty", ""),
        Case("no name column", "address\n127.0.0.1\n"),
        Case("semicolons", "name;address\ndb01;127.0.0.1\n"),
        Case("column twice", "name,address,name\n"),
        Case("unknown column", "name,adress\ndb01,127.0.0.1\n"),
        Case("too few fields", "name,address,port\ndb01,127.0.0.1\n"),
        Case("one field", "name,address,port\ndb01\n"),
        Case("wrong cell", "name,address,port\n\"db01\", 127.0.0.1 ,22x\n"),
        Case("wrong cell after a line break", "name,owner,address\ndb01,\"Head\nof ICT\",127.0.0.1\n"),
        Case("no name", "name,address\n,127.0.0.1\n"),
        Case("open quote", "name,address\ndb01,\"127.0.0.1\n"),
        Case("text after a quote", "name,address\ndb01,\"127.0.0.1\"x\n"),
        Case("quote inside", "name,address\ndb01,127\"0\n"),
        Case("carriage return", "name,address\rdb01,127.0.0.1\r"),
        Case("rating", "name,address,ratings.data\ndb01,127.0.0.1,9\n"),
        Case("shares", "name,address,organisations.north,organisations.south\ndb01,127.0.0.1,60,30\n"),
        Case("share and shares", "name,address,organisations,organisations.south\ndb01,127.0.0.1,north,30\n"),
        Case("unknown group", "name,address,group\ndb01,127.0.0.1,linux\n"),
        Case("formula as address", "name,address\ndb01,=HYPERLINK(1)\n"),
        Case("password column", "name,address,password\ndb01,127.0.0.1,hunter2\n"),
        Case("twice", "name,address\ndb01,127.0.0.1\ndb01,127.0.0.2\n"),
        Case("long field", "name,address\ndb01,\(String(repeating: "a", count: 4097))\n"),
    ]
}
