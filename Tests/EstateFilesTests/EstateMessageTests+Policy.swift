extension EstateMessageTests {
    private static let support = "{id: c1, kind: support, organisations: north, reference: R, ends: 2027-03-31"

    /// What stands under `contracts:`.
    static let contracts = [
        Case("nothing said", "- {}"),
        Case("no mapping", "- idox"),
        Case("unknown kind", "- {id: c1, kind: licens, organisations: north, reference: R, ends: 2027-03-31}"),
        Case("id no name", "- {id: \"a b\", kind: lease, organisations: north, reference: R, ends: 2027-03-31}"),
        Case("no day", "- {id: c1, kind: lease, organisations: north, reference: R, ends: 2027-02-30}"),
        Case("ends before it starts", "- \(support), starts: 2028-01-01}"),
        Case("id twice", "- \(support)}\n- \(support)}"),
        Case("misspelt key", "- \(support), notice-day: 30}"),
        Case("notice too long", "- \(support), notice-days: 4000}"),
        Case("cost no number", "- \(support), pounds-per-year: '12,000'}"),
        Case("unknown organisation", "- {id: c1, kind: lease, organisations: nort, reference: R, ends: 2027-03-31}"),
        Case("unknown host in scope", "- \(support), scope: {hosts: 'db[01-03]'}}"),
        Case("empty scope", "- \(support), scope: {}}"),
        Case("products nested", "- \(support), products: [[a]]}"),
        Case("follows nothing known", "- \(support), starts: 2026-04-01, follows: c0}"),
        Case("follows itself", "- \(support), starts: 2026-04-01, follows: c1}"),
        Case(
            "follows with a gap",
            "- \(support)}\n"
                + "- {id: c2, kind: support, organisations: north, reference: R, starts: 2027-04-02, ends: 2028-03-31, follows: c1}"
        ),
        Case(
            "follows and ends no later",
            "- \(support)}\n"
                + "- {id: c2, kind: support, organisations: north, reference: R, starts: 2026-04-02, ends: 2027-03-31, follows: c1}"
        ),
        Case("control characters", "- \(support), about: \"a\\u001b[31m\"}"),
    ]

    /// What stands under `upgrade-blocks:`.
    static let upgradeBlocks = [
        Case("nothing said", "- {}"),
        Case("no mapping", "- idox-uniform"),
        Case("misspelt key", "- {product: a, blocks-upgrade: b, reference: R}"),
        Case("holds up nothing", "- {product: a, blocks-upgrade-of: [], reference: R}"),
        Case("holds up itself", "- {product: a, blocks-upgrade-of: [b, a], reference: R}"),
        Case("nested", "- {product: a, blocks-upgrade-of: [[b]], reference: R}"),
        Case("releases nested", "- {product: a, releases: [{1: 2}], blocks-upgrade-of: b, reference: R}"),
        Case("unknown host", "- {product: a, blocks-upgrade-of: b, scope: {hosts: 'db[01-03]'}, reference: R}"),
        Case("unknown group", "- {product: a, blocks-upgrade-of: b, scope: {groups: databses}, reference: R}"),
        Case("circle", "- {product: a, blocks-upgrade-of: [c, b], reference: R}\n" + holding("b", "a")),
        Case("circle on some hosts", holding("a", "b", "db01") + holding("b", "c") + holding("c", "a", "db01")),
        Case("no circle on other hosts", holding("a", "b", "db01") + holding("b", "a", "db02")),
        Case("control characters", "- {product: a, blocks-upgrade-of: b, reference: \"R\\u001b[31m\"}"),
    ]

    private static func holding(_ product: String, _ other: String, _ host: String? = nil) -> String {
        let scope = host.map { ", scope: {hosts: \($0)}" } ?? ""
        return "- {product: \(product), blocks-upgrade-of: \(other), reference: R\(scope)}\n"
    }

    /// What stands under `approved-products:` of policy.yaml.
    static let approvals = [
        Case("nothing said", "products: {debian: all}"),
        Case("kinds empty", "kinds: []"),
        Case("kind nested", "kinds: [[os]]"),
        Case("product without releases", "kinds: os\nproducts: {debian: }"),
        Case("misspelt key", "kinds: os\nproducs: {debian: all}"),
        Case("approval misspelt", "kinds: os\nproducts: {debian: [{release: 12}]}"),
        Case("no day", "kinds: os\nproducts: {debian: {until: tomorrow}}"),
        Case("no releases", "kinds: os\nproducts: {debian: {releases: []}}"),
        Case("unknown group", "kinds: os\nproducts: {debian: {scope: {groups: databses}}}"),
        Case("deviation without all it needs", "kinds: os\ndeviations: [{product: debian}]"),
        Case(
            "deviation of nobody",
            "kinds: os\ndeviations:\n"
                + "  - {product: debian, scope: {}, until: 2027-01-01, allowed-by: Board, reference: AG-1}"
        ),
        Case("deviation a text", "kinds: os\ndeviations: [debian]"),
        Case("product twice", "kinds: os\nproducts: {debian: all, debian: all}"),
    ]

    private static let hosts = """
        groups: {databases: {about: all of them}}
        targets:
          db01: {address: 127.0.0.1, group: databases}
          db02: {address: 127.0.0.2, group: databases}

        """

    static func contract(_ example: Case) -> String {
        EstateSamples.messages(hosts + "contracts:\n" + indented(example.input))
    }

    static func upgradeBlock(_ example: Case) -> String {
        EstateSamples.messages(hosts + "upgrade-blocks:\n" + indented(example.input))
    }

    static func approval(_ example: Case) -> String {
        let policy = "approved-products:\n" + indented(example.input)
        return EstateSamples.messages(hosts, files: ["policy.yaml": policy])
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }
}
