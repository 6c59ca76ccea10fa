import EstateModel
import Lifecycle
import Testing

@Suite struct RollingTests {
    private static let rules = """
        rule: 1
        product: browser
        name: Browser
        kind: browser
        sources: {page: {url: "https://example.org", verified: 2026-11-18}}
        source: page
        identify:
          - {from: dpkg, where: {name: '^browser$'}, version: version}
          - {from: registry, where: {displayName: '^Browser$'}, version: displayVersion}
        rolling:
          allow-behind: 1
          known:
            - {version: "149", released: 2026-06-01, source: page}
            - {version: "151", released: 2026-08-01, source: page}
            - {version: "152", released: 2026-10-01, source: page}
        cycles: []
        ---
        rule: 1
        product: debian
        name: Debian
        kind: os
        sources: {page: {url: "https://example.org", verified: 2026-11-18}}
        source: page
        identify: [{from: os-release, where: {ID: '^debian$'}, version: VERSION_ID}]
        packages: {ecosystem: dpkg, owners: [debian]}
        cycles: [{cycle: "12", phases: [{phase: full, until: 2028-06-30}]}]
        ---
        origins: 1
        owners:
          - {owner: maker, name: Maker, kind: vendor, dpkg: {maintainer: '@example\\.org'}}
          - {owner: debian, name: Debian, kind: distribution, os: [debian], dpkg: {version: '~deb(?<os>\\d+)u\\d+'}}
        """

    private func judge(_ kind: String, _ fields: [String: String]) throws -> Verdict {
        let pack = FixturePack.pack(Self.rules)
        #expect(pack.diagnostics == [])
        return Judge(pack: pack).judge(
            Fact(kind: kind, fields: fields),
            host: HostContext(system: "debian/12"),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
    }

    @Test(arguments: [
        ("152", "supported", nil), ("151", "supported", nil), ("150", "unsupported", "2026-09-30"),
        ("149", "unsupported", "2026-09-30"), ("148", "unsupported", nil), ("90", "unsupported", nil),
        ("153", "unknown-newer", nil),
    ])
    func aVersionOlderThanEverythingListedGetsNoInventedEnd(_ version: String, _ status: String, _ end: String?) throws
    {
        let verdict = try judge("registry", ["displayName": "Browser", "displayVersion": version + ".0.1"])
        #expect(verdict.status.rawValue == status)
        #expect(verdict.supportEnd?.description == end)
        if status == "unsupported" { #expect(verdict.flags.contains("undated")) }
    }

    @Test func aDistributionsOwnPackageLivesWithTheDistribution() throws {
        let verdict = try judge("dpkg", ["name": "browser", "version": "90.0-1~deb12u1"])
        #expect(verdict.clock == "debian/12")
        #expect(verdict.status == .supported)
        #expect(verdict.supportEnd == CalendarDay("2028-06-30"))
    }

    @Test(arguments: [["maintainer": "Maker <x@example.org>"], [:]])
    func aPackageOfTheMakerRolls(_ more: [String: String]) throws {
        let fields = ["name": "browser", "version": "90.0-1"].merging(more) { $1 }
        let verdict = try judge("dpkg", fields)
        #expect(verdict.clock == "rolling")
        #expect(verdict.status == .unsupported)
    }
}
