import Testing

@testable import EstateFiles

/// Every message that a person can meet, word for word.
struct EstateMessageTests {
    typealias Case = MessageGolden.Case

    @Test(arguments: targets + groups + shares)
    func aMistakeUnderTheSampleHeadIsNamed(_ example: Case) throws {
        #expect(try Self.underHead(example) == MessageGolden(name: "targets").expected(example))
    }

    @Test(arguments: heads)
    func aMistakeInTheHeadIsNamed(_ example: Case) throws {
        #expect(try Self.head(example) == MessageGolden(name: "head").expected(example))
    }

    @Test(arguments: credentials)
    func aCredentialMistakeIsNamedAndNoSecretRepeated(_ example: Case) throws {
        let messages = Self.credential(example)
        #expect(try messages == MessageGolden(name: "credentials").expected(example))
        #expect(!messages.contains("hunter2"))
    }

    @Test(arguments: services)
    func aServiceMistakeIsNamed(_ example: Case) throws {
        #expect(try Self.service(example) == MessageGolden(name: "services").expected(example))
    }

    @Test(arguments: tables)
    func aMistakeInATableIsNamed(_ example: Case) throws {
        #expect(try Self.table(example) == MessageGolden(name: "tables").expected(example))
    }

    @Test(arguments: policies)
    func aPolicyMistakeIsNamed(_ example: Case) throws {
        #expect(try Self.policy(example) == MessageGolden(name: "policy").expected(example))
    }

    @Test(arguments: ways + windows + escalations + scanLimits)
    func aMistakeInHowToScanIsNamed(_ example: Case) throws {
        let messages = Self.scanning(example)
        #expect(try messages == MessageGolden(name: "scanning").expected(example))
        #expect(!messages.contains("hunter2"))
    }

    @Test(arguments: contracts)
    func aContractMistakeIsNamed(_ example: Case) throws {
        #expect(try Self.contract(example) == MessageGolden(name: "contracts").expected(example))
    }

    @Test(arguments: upgradeBlocks)
    func aMistakeInWhatHoldsUpUpgradesIsNamed(_ example: Case) throws {
        #expect(try Self.upgradeBlock(example) == MessageGolden(name: "upgrade-blocks").expected(example))
    }

    @Test(arguments: approvals)
    func aMistakeInTheApprovedProductsIsNamed(_ example: Case) throws {
        #expect(try Self.approval(example) == MessageGolden(name: "approved-products").expected(example))
    }

    @Test(.enabled(if: MessageGolden.isRecording, "RECORD_GOLDENS=1 writes the messages again"))
    func record() throws {
        try MessageGolden(name: "targets").record(Self.targets + Self.groups + Self.shares, messages: Self.underHead)
        try MessageGolden(name: "head").record(Self.heads, messages: Self.head)
        try MessageGolden(name: "credentials").record(Self.credentials, messages: Self.credential)
        try MessageGolden(name: "services").record(Self.services, messages: Self.service)
        try MessageGolden(name: "tables").record(Self.tables, messages: Self.table)
        try MessageGolden(name: "policy").record(Self.policies, messages: Self.policy)
        try MessageGolden(name: "contracts").record(Self.contracts, messages: Self.contract)
        try MessageGolden(name: "upgrade-blocks").record(Self.upgradeBlocks, messages: Self.upgradeBlock)
        try MessageGolden(name: "approved-products").record(Self.approvals, messages: Self.approval)
        let scanning = Self.ways + Self.windows + Self.escalations + Self.scanLimits
        try MessageGolden(name: "scanning").record(scanning, messages: Self.scanning)
    }

    private static func underHead(_ example: Case) -> String {
        EstateSamples.messages(example.input)
    }

    private static func head(_ example: Case) -> String {
        EstateSamples.messages("", head: example.input)
    }

    private static func credential(_ example: Case) -> String {
        let head = "name: S\norganisations: {n: {name: N, siro: D}}\ndefaults: {user: reeve, credential: c}\n"
        return EstateSamples.messages("targets: {db01: 127.0.0.1}", head: head + example.input + "\n")
    }

    private static func service(_ example: Case) -> String {
        EstateSamples.messages("targets: {db01: 127.0.0.1}", files: ["services.yaml": example.input])
    }

    private static func table(_ example: Case) -> String {
        EstateSamples.messages("targets-from: targets.csv", files: ["targets.csv": example.input])
    }

    private static func policy(_ example: Case) -> String {
        EstateSamples.messages("targets: {db01: 127.0.0.1}", files: ["policy.yaml": example.input])
    }

    static let targets = [
        Case("no targets", ""),
        Case("unknown key", "targets:\n  db01: {address: 127.0.0.1, prot: 22}"),
        Case("no address", "targets:\n  db01: {port: 22}"),
        Case("port range", "targets:\n  db01: {address: 127.0.0.1, port: 70000}"),
        Case("port text", "targets:\n  db01: {address: 127.0.0.1, port: ssh}"),
        Case("port list", "targets:\n  db01: {address: 127.0.0.1, port: [22]}"),
        Case("leading hyphen", "targets:\n  db01: -oProxyCommand=id"),
        Case("space in address", "targets:\n  db01: 'db01 example'"),
        Case("port in address", "targets:\n  db01: 127.0.0.1:22"),
        Case("brackets", "targets:\n  db01: '[::1]'"),
        Case("bad IPv4", "targets:\n  db01: 10.1.2.300"),
        Case("short IPv4", "targets:\n  db01: 10.1"),
        Case("octal IPv4", "targets:\n  db01: 010.1.2.3"),
        Case("empty label", "targets:\n  db01: db01..example"),
        Case("hyphen label", "targets:\n  db01: db01-.example"),
        Case("long label", "targets:\n  db01: \(String(repeating: "a", count: 64)).example"),
        Case("long address", "targets:\n  db01: \(String(repeating: "a.", count: 130))"),
        Case("empty address", "targets:\n  db01: ''"),
        Case("address a list", "targets:\n  db01: {address: [a, b]}"),
        Case("target a list", "targets:\n  db01: [127.0.0.1]"),
        Case("targets a list", "targets: [db01, db02]"),
        Case("target name", "targets:\n  -db01: 127.0.0.1"),
        Case("target name with a control character", "targets:\n  \"db\\e[31m\": 127.0.0.1"),
        Case("user", "targets:\n  db01: {address: 127.0.0.1, user: -l root}"),
        Case("user with space", "targets:\n  db01: {address: 127.0.0.1, user: 'a b'}"),
        Case("unknown credential", "targets:\n  db01: {address: 127.0.0.1, credential: scan-kye}"),
        Case("unknown site", "targets:\n  db01: {address: 127.0.0.1, site: depot}"),
        Case("unknown service", "targets:\n  db01: {address: 127.0.0.1, service: web}"),
        Case("unknown organisation", "targets:\n  db01: {address: 127.0.0.1, organisations: norht}"),
        Case("unknown group", "targets:\n  db01: {address: 127.0.0.1, group: linux}"),
        Case("escalation", "targets:\n  db01: {address: 127.0.0.1, escalate: sudoo}"),
        Case("legacy", "targets:\n  db01: {address: 127.0.0.1, legacy: maybe}"),
        Case("platform", "targets:\n  db01: {address: 127.0.0.1, platform: 'my platform'}"),
        Case("rating", "targets:\n  db01: {address: 127.0.0.1, ratings: {data: 6}}"),
        Case("rating key", "targets:\n  db01: {address: 127.0.0.1, ratings: {date: 3}}"),
        Case("ratings a number", "targets:\n  db01: {address: 127.0.0.1, ratings: 3}"),
        Case("tag", "targets:\n  db01: {address: 127.0.0.1, tags: [psn, 'two words']}"),
        Case("tag a mapping", "targets:\n  db01: {address: 127.0.0.1, tags: [{psn: true}]}"),
        Case("owner of two lines", "targets:\n  db01: {address: 127.0.0.1, owner: \"Head\\nof ICT\"}"),
        Case("owner empty", "targets:\n  db01: {address: 127.0.0.1, owner: ''}"),
        Case("owner long", "targets:\n  db01: {address: 127.0.0.1, owner: \(String(repeating: "x", count: 201))}"),
        Case("duration", "targets:\n  db01: {address: 127.0.0.1, limits: {connect: 30}}"),
        Case("duration too long", "targets:\n  db01: {address: 127.0.0.1, limits: {host: 3h}}"),
        Case("bytes", "targets:\n  db01: {address: 127.0.0.1, limits: {host-bytes: 1GB}}"),
        Case("limit key", "targets:\n  db01: {address: 127.0.0.1, limits: {hosts: 30s}}"),
        Case("password on a target", "targets:\n  db01: {address: 127.0.0.1, password: hunter2}"),
        Case("range without end", "targets:\n  'web[01-20': 127.0.0.1"),
        Case("range too large", "targets:\n  'web[1-5000]': 'web[1-5000].example'"),
        Case("ranges differ", "targets:\n  'web[01-20]': 'web[01-19].example'"),
        Case("range of names, one address", "targets:\n  'web[01-20]': web.example"),
        Case("twice in one mapping", "targets:\n  db01: 127.0.0.1\n  db01: 127.0.0.2"),
        Case("twice by a range", "targets:\n  'db[01-03]': 'db[01-03].example'\n  db02: 127.0.0.2"),
        Case("same address", "targets:\n  db01: 127.0.0.1\n  db02: 127.0.0.1"),
    ]

    static let groups = [
        Case("unknown key at the top", "target:\n  db01: 127.0.0.1"),
        Case("unknown key in a group", "groups:\n  linux: {extend: base}"),
        Case("extends nothing", "groups:\n  linux: {extends: bsae}\n  base: {}"),
        Case("extends itself", "groups:\n  linux: {extends: linux}"),
        Case("circle", "groups:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}"),
        Case("group named in a group", "groups:\n  a:\n    targets:\n      db01: {address: 127.0.0.1, group: a}"),
        Case("targets-from outside", "groups:\n  a: {targets-from: ../targets.csv}"),
        Case("targets-from absolute", "targets-from: /etc/hosts.csv"),
        Case("targets-from no csv", "targets-from: hosts"),
        Case("targets-from a mapping", "targets-from: {file: targets.csv}"),
        Case("targets-from absent", "targets-from: targets.csv"),
        Case("group is text", "groups:\n  linux: yes"),
        Case("wrong group name", "groups:\n  'my group': {}"),
        Case("about too long", "groups:\n  a: {about: \(String(repeating: "x", count: 501))}"),
    ]

    static let shares = [
        Case("sum", "targets:\n  db01: {address: 127.0.0.1, organisations: {north: 60, south: 30}}"),
        Case("share", "targets:\n  db01: {address: 127.0.0.1, organisations: {north: 60%, south: 40%}}"),
        Case("zero", "targets:\n  db01: {address: 127.0.0.1, organisations: {north: 100, south: 0}}"),
        Case("list", "targets:\n  db01: {address: 127.0.0.1, organisations: [north, south]}"),
        Case("empty", "targets:\n  db01: {address: 127.0.0.1, organisations: {}}"),
        Case("unknown", "targets:\n  db01: {address: 127.0.0.1, organisations: {north: 60, sooth: 40}}"),
    ]
}
