import EstateModel
import StrictYAML
import Testing

@testable import EstateFiles

struct EstateParserTests {
    @Test func defaultsGroupsAndServicesCompleteATarget() throws {
        let estate = try EstateSamples.parse(
            """
            groups:
              base: {port: 2222, tags: [base], ratings: {availability: 5}, limits: {host: 1m}}
              web: {extends: base, user: web, tags: [web], limits: {connect: 3s}}
            targets:
              a: {address: a.example, group: web, service: benefits, tags: [own], ratings: {data: 1}}
            """,
            files: ["services.yaml": EstateSamples.services]
        )
        let target = try #require(estate.targets.first)
        #expect(target.user == "web" && target.port == 2222 && target.credential == "scan-key")
        #expect(target.groups == ["web", "base"])
        #expect(target.tags == ["base", "web", "own"])
        #expect(target.ratings == ImpactRatings(data: 1, availability: 5, internetFacing: false))
        #expect(target.limits == Limits(connect: .seconds(3), host: .seconds(60)))
        #expect(target.owner == "Head of Revenues")
        // The defaults name an organisation, so the service's shares are not needed.
        #expect(target.organisations == ["north": 100])
    }

    @Test func withoutAnOrganisationTheServiceDecides() throws {
        let head = EstateSamples.head.replacing(", organisations: north", with: "")
        let estate = try EstateParser.parse(files: [
            "estate.yaml": head + "targets: {a: {address: a.example, service: benefits}}",
            "services.yaml": EstateSamples.services,
        ])
        #expect(estate.targets.first?.organisations == ["north": 60, "south": 40])
    }

    @Test func theOnlyOrganisationOwnsEverything() throws {
        let text =
            "name: N\norganisations: {o: {name: O, siro: D}}\ncredentials: {k: {agent: true}}\n"
            + "defaults: {user: u, credential: k}\ntargets: {a: a.example}\n"
        #expect(try EstateParser.parse(files: ["estate.yaml": text]).targets.first?.organisations == ["o": 100])
    }

    @Test func rangesInNameAndAddressGoTogether() throws {
        let estate = try EstateSamples.parse("targets:\n  'web[01-03]': 'web[01-03].example'\n")
        #expect(estate.targets.map(\.name) == ["web01", "web02", "web03"])
        #expect(estate.targets.map(\.address) == ["web01.example", "web02.example", "web03.example"])
    }

    @Test func oneMistakeIsNotSaidTwice() {
        let messages = EstateSamples.messages(
            """
            groups:
              web: {credential: scan-kye, targets: {a: a.example, b: b.example}}
            """
        )
        // The defaults' credential would do, but the group asked for another.
        #expect(messages == "estate.yaml:11:21: error: there is no credential 'scan-kye'; did you mean 'scan-key'?")
    }

    @Test func everyFileIsReadBeforeAnythingIsSaid() {
        let messages = EstateSamples.messages(
            "targets: {a: {address: -x}}\ntargets-from: t.csv\n",
            files: ["services.yaml": "servces: {}", "policy.yaml": "scorring: {}", "t.csv": "name,adress\n"]
        )
        #expect(
            messages == """
                estate.yaml:10:24: error: address '-x' begins with a hyphen
                services.yaml:1:1: error: services.yaml has no key 'servces'; did you mean 'services'?
                policy.yaml:1:1: error: policy.yaml has no key 'scorring'; did you mean 'scoring'?
                t.csv:1:6: error: column 'adress' does not exist; did you mean 'address'?
                """
        )
    }

    @Test func theFilesThatAnEstateNamesAreFoundWithoutReadingTheRest() {
        let text =
            "targets-from: [a.csv, b/c.csv, ../x.csv]\ngroups: {g: {targets-from: a.csv}, h: {targets-from: d.csv}}\n"
        #expect(EstateParser.filesNamed(in: text) == ["a.csv", "b/c.csv", "d.csv"])
        #expect(EstateParser.filesNamed(in: "[") == [])
    }

    @Test(arguments: [
        "db01", "db01.example", "10.1.2.3", "2001:db8::1", "::1", "::", "fe80:0:0:0:1:2:3:4", "a", "1a.example",
        "xn--a",
    ])
    func addressesAreAllowed(address: String) {
        #expect(NameSyntax.faultOfAddress(address) == nil)
    }

    @Test(arguments: [
        "-a", "a b", "a_b", "10.1.2.256", "1.2.3", "1", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "12345::", "g::1",
        "a..b",
        "a.", ".a", "a/b", "a;b", "a\nb", "é.example", "::1%eth0", "1::2::3",
    ])
    func otherAddressesAreNot(address: String) {
        #expect(NameSyntax.faultOfAddress(address) != nil)
    }

    @Test func answersUnderTheLegacyFrameworkAreRead() throws {
        let services = """
            services:
              web: {name: W, owner: H, organisations: north, litraf: {by: Head of ICT, on: 2026-11-02, L2: 3, C1: 5}}
            """
        let estate = try EstateSamples.parse("targets: {a: 127.0.0.1}", files: ["services.yaml": services])
        let answers = try #require(estate.services.first?.litraf)
        #expect(answers.by == "Head of ICT" && answers.on == CalendarDay("2026-11-02"))
        #expect(answers.scores == [.expiredContract: 3, .safety: 5])
    }
}
