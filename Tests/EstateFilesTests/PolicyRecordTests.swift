import EstateModel
import Foundation
import StrictYAML
import TestSupport
import Testing

@testable import EstateFiles

/// Contracts and the list of approved products, as read.
struct PolicyRecordTests {
    private static let hosts = """
        groups: {databases: {about: all of them}}
        targets:
          db01: {address: 127.0.0.1, group: databases}
          db02: {address: 127.0.0.2, group: databases}

        """

    private static func approved(_ text: String) throws -> ApprovedProductList? {
        let policy = "approved-products:\n" + text.split(separator: "\n").map { "  \($0)\n" }.joined()
        return try EstateSamples.parse(hosts, files: ["policy.yaml": policy]).approvedProducts
    }

    @Test func aContractIsReadWhole() throws {
        let estate = try EstateSamples.parse(
            Self.hosts + """
                contracts:
                  - id: idox
                    kind: licence
                    about: Planning system
                    supplier: Idox Software Ltd
                    products: [idox-uniform, idox-dms]
                    organisations: [north, south]
                    scope: {hosts: 'db[01-02]', groups: databases}
                    reference: C-118
                    starts: 2024-04-01
                    ends: 2028-03-31
                    notice-days: 180
                    pounds-per-year: 24000
                  - {id: next, kind: licence, organisations: north, reference: C-119, starts: 2028-04-01, ends: 2030-03-31, follows: idox}
                """
        )
        let contract = try #require(estate.contracts.first)
        #expect(contract.kind == .licence && contract.supplier == "Idox Software Ltd")
        #expect(contract.products == ["idox-uniform", "idox-dms"])
        #expect(contract.productLocations.map(\.description) == ["estate.yaml:19:16", "estate.yaml:19:30"])
        #expect(contract.scope == .some(hosts: ["db01", "db02"], groups: ["databases"], tags: [], sites: []))
        #expect(contract.starts == CalendarDay("2024-04-01") && contract.ends == CalendarDay("2028-03-31"))
        #expect(contract.noticeDays == 180 && contract.poundsPerYear == 24_000)
        #expect(estate.contracts.last?.follows == "idox" && estate.contracts.last?.scope == .all)
    }

    @Test func whatHoldsUpUpgradesIsReadWhole() throws {
        let estate = try EstateSamples.parse(
            Self.hosts + """
                upgrade-blocks:
                  - product: idox-uniform
                    releases: ["10", 11]
                    blocks-upgrade-of: [windows-server, esxi]
                    scope: {hosts: 'db[01-02]'}
                    reference: Idox, letter SUP-12
                  - {product: oracle-client, blocks-upgrade-of: windows, reference: SUP-13}
                """
        )
        let block = try #require(estate.upgradeBlocks.first)
        #expect(block.product.text == "idox-uniform" && block.product.location.description == "estate.yaml:15:14")
        #expect(block.releases?.map(\.text) == ["10", "11"])
        #expect(block.held.map(\.text) == ["windows-server", "esxi"])
        #expect(block.held[1].location.description == "estate.yaml:17:41")
        #expect(block.scope == .some(hosts: ["db01", "db02"], groups: [], tags: [], sites: []))
        #expect(block.reference == "Idox, letter SUP-12")
        let other = try #require(estate.upgradeBlocks.last)
        #expect(other.releases == nil && other.held.map(\.text) == ["windows"] && other.scope == .all)
    }

    @Test func aScopeNamesTargetsInAnyOfItsWays() throws {
        let estate = try EstateSamples.parse(
            """
            groups:
              databases: {targets: {db01: 127.0.0.1}}
            targets:
              web01: {address: 127.0.0.2, tags: [dmz]}
              web02: {address: 127.0.0.3, site: hall}
              web03: {address: 127.0.0.4, service: benefits}
              web04: 127.0.0.5
            """,
            files: ["services.yaml": EstateSamples.services]
        )
        func named(_ scope: RecordedScope) -> [String] {
            scope.named(among: estate.targets, serviceTags: ["benefits": ["psn"]]).map(\.name).sorted()
        }
        #expect(named(.all).count == 5)
        #expect(named(.some(hosts: ["web04"], groups: ["databases"], tags: [], sites: [])) == ["db01", "web04"])
        #expect(named(.some(hosts: [], groups: [], tags: ["dmz", "psn"], sites: [])) == ["web01", "web03"])
        #expect(named(.some(hosts: [], groups: [], tags: [], sites: ["hall"])) == ["web02"])
    }

    @Test func whatAServiceHoldsUpIsServicesAndHosts() throws {
        let services = """
            services:
              maps: {name: Maps, owner: H, organisations: north}
              db01: {name: A service of its host's name, owner: H, organisations: north}
              portal:
                name: Portal
                owner: H
                organisations: north
                blocks-upgrade-of: [maps, 'db[01-02]']
            """
        let portal = try #require(
            try EstateSamples.parse(Self.hosts, files: ["services.yaml": services]).services.last
        )
        #expect(portal.blockedServices == ["maps", "db01"] && portal.blockedTargets == ["db01", "db02"])
    }

    /// Deep enough to break any recursion, and to fill a screen if the path were not cut.
    @Test func aCircleOfFiveThousandServicesIsShownShort() throws {
        let lines = (0..<5000).map { number in
            "  s\(number): {name: S, owner: H, organisations: north, blocks-upgrade-of: s\((number + 1) % 5000)}\n"
        }
        let messages = EstateSamples.messages(
            "targets: {db01: 127.0.0.1}",
            files: ["services.yaml": "services:\n" + lines.joined()]
        )
        #expect(
            messages.hasPrefix("services.yaml:2:3: error: services hold up each other's upgrade in a circle: s0 → s1")
        )
        #expect(messages.contains("… 4961 more …") && messages.utf8.count < 1000, "\(messages)")
    }

    @Test func everyWayToWriteAnApprovalIsRead() throws {
        let list = try #require(
            try Self.approved(
                """
                kinds: [os, database]
                products:
                  debian: ["12", 13]
                  postgresql: all
                  stonedb: "1.10"
                  ms-windows-server:
                    - "2022"
                    - {releases: ["2019"], scope: {groups: databases}, organisations: south, until: 2027-03-31}
                    - {scope: {sites: hall}}
                """
            )
        )
        #expect(list.kinds.map(\.text) == ["os", "database"])
        let read = list.approvals.map { "\($0.product.text) \($0.releases?.map(\.text).joined(separator: " ") ?? "*")" }
        #expect(
            read == [
                "debian 12 13", "postgresql *", "stonedb 1.10", "ms-windows-server 2019", "ms-windows-server *",
                "ms-windows-server 2022",
            ]
        )
        let scoped = list.approvals[3]
        #expect(scoped.scope == .some(hosts: [], groups: ["databases"], tags: [], sites: []))
        #expect(scoped.organisations == ["south"] && scoped.until == CalendarDay("2027-03-31"))
    }

    @Test func aDeviationSaysWhoAllowedItUntilWhen() throws {
        let list = try #require(
            try Self.approved(
                """
                kinds: database
                deviations:
                  - product: oracle-database
                    releases: ["19"]
                    scope: {hosts: db01}
                    until: 2027-03-31
                    allowed-by: Architecture Group
                    reference: AG-2026-14
                    reason: certified on it
                """
            )
        )
        let deviation = try #require(list.deviations.first)
        #expect(deviation.allowedBy == "Architecture Group" && deviation.reference == "AG-2026-14")
        #expect(deviation.until == CalendarDay("2027-03-31") && deviation.reason == "certified on it")
        #expect(deviation.approval.releases?.map(\.text) == ["19"])
    }

    @Test func anEstateWithoutThemHasNone() throws {
        let estate = try EstateSamples.parse(Self.hosts)
        #expect(estate.contracts.isEmpty && estate.approvedProducts == nil)
    }

    // MARK: Hostile files

    @Test(arguments: [
        ("contracts", 5001, "more than 5000 contracts; keep those that have ended elsewhere"),
        ("products", 501, "more than 500 products in one contract"),
    ])
    func moreThanAnybodyHasIsRefused(what: String, count: Int, message: String) {
        let start = "contracts:\n"
        let text: String
        if what == "contracts" {
            text = start + String(repeating: "  - {}\n", count: count)
        } else {
            let products = String(repeating: "a, ", count: count)
            text =
                start
                + "  - {id: c, kind: lease, organisations: north, reference: R, ends: 2027-01-01, products: [\(products)]}"
        }
        #expect(EstateSamples.messages(Self.hosts + text).contains(message))
    }

    @Test(arguments: [
        ("deviations:\n" + String(repeating: "    - {}\n", count: 5001), "more than 5000 deviations"),
        (
            "products:\n    debian:\n" + String(repeating: "      - {until: 2027-01-01}\n", count: 20_001),
            "more than 20000 approvals"
        ),
        (
            "products: {debian: [" + String(repeating: "'1', ", count: 501) + "]}\n",
            "more than 500 releases in one list"
        ),
    ])
    func aListThatNobodyCouldHaveAgreedToIsRefused(section: String, message: String) {
        let policy = "approved-products:\n  kinds: os\n  " + section
        #expect(EstateSamples.messages(Self.hosts, files: ["policy.yaml": policy]).contains(message))
    }

    @Test func rangesOfHostsMayNotSpellOutMoreThanAMillionNames() {
        let group = "groups: {g: {about: x}}\ntargets: {'h[0000-4095]': 'h[0000-4095].example'}\n"
        let contract =
            "  - {id: c%, kind: lease, organisations: north, reference: R, ends: 2027-01-01, "
            + "scope: {hosts: ['h[0000-4095]', 'h[0000-4095]', 'h[0000-4095]', 'h[0000-4095]']}}\n"
        let contracts = (0..<70).map { contract.replacingOccurrences(of: "%", with: String($0)) }.joined()
        let messages = EstateSamples.messages(group + "contracts:\n" + contracts)
        #expect(messages.contains("all scopes together name more than 1000000 hosts; name a group, a tag or a site"))
        #expect(messages.split(separator: "\n").count == 1)
    }

    /// Whatever stands there, it is read or named; nothing traps.
    @Test(arguments: UInt64(1)...150)
    func garbageIsNamedAndNeverEndsTheProcess(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = [
            "kinds", "products", "deviations", "id", "kind", "scope", "releases", "until", "all", "os", "support", "[",
            "]",
            "{", "}", ":", "-", "\n", "\n  ", "\n    ", ",", "2027-13-01", "db[01-99999999]", "'", "\"", "*a", "&a",
            "?", "~",
            "\u{202E}", "99999999999999999999",
        ]
        let text = (0..<random.number(1...60)).map { _ in random.pick(words) }.joined(separator: " ")
        _ = EstateSamples.messages(Self.hosts + "contracts:\n  " + text)
        _ = EstateSamples.messages(Self.hosts, files: ["policy.yaml": "approved-products:\n  " + text])
    }

    /// What the template suggests loads once its marks are taken away, and nothing else has to be changed.
    @Test func theExamplesOfTheTemplateAreRead() throws {
        let files = Dictionary(uniqueKeysWithValues: EstateTemplate.files().map { ($0.path, $0.content) })
        func uncommented(_ file: String, from start: String) throws -> String {
            let text = try #require(files[file])
            var isInside = false
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                if line == "# \(start):" { isInside = true }
                if line.isEmpty { isInside = false }
                return isInside && line.hasPrefix("# ") ? String(line.dropFirst(2)) : String(line)
            }.joined(separator: "\n")
        }
        var all = files
        all["estate.yaml"] = try uncommented("estate.yaml", from: "contracts")
        all["policy.yaml"] = try uncommented("policy.yaml", from: "approved-products")
        let estate = try EstateParser.parse(files: all)
        #expect(estate.contracts.map(\.id) == ["planning-support"])
        #expect(estate.approvedProducts?.deviations.map(\.reference) == ["AG-2026-14"])
        #expect(estate.approvedProducts?.approvals.count == 4)
    }

    /// Circles are looked for on the hosts of each block, so what all of them hold up together has an end.
    @Test func whatUpgradeBlocksHoldUpTogetherIsBounded() {
        let held = (1...500).map { "p\($0)" }.joined(separator: ", ")
        func text(_ count: Int) -> String {
            "upgrade-blocks:\n"
                + (1...count).map { "  - {product: b\($0), blocks-upgrade-of: [\(held)], reference: R}\n" }.joined()
        }
        #expect(!EstateSamples.messages(text(20)).contains("hold up"))
        let messages = EstateSamples.messages(text(21))
        #expect(messages.contains("upgrade blocks hold up 10500 products in all, and 10000 is the most"), "\(messages)")
    }
}
