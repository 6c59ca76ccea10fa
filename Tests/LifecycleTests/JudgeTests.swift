import EstateModel
import Lifecycle
import Testing

@Suite struct JudgeTests {
    private func judge(
        _ kind: String,
        _ fields: [String: String],
        host: HostContext = HostContext(),
        organisation: OrganisationRecord = OrganisationRecord(),
        asOf: String = "2026-11-20"
    ) throws -> Verdict {
        let fact = Fact(kind: kind, fields: fields)
        return Judge(pack: try FixturePack.load()).judge(
            fact,
            host: host,
            organisation: organisation,
            asOf: try day(asOf)
        )
    }

    @Test func theReasonsNameFactRuleDateSourceAndWhenItWasChecked() throws {
        let verdict = try judge("sql-instance", ["setupVersion": "13.3.6300.2"])
        let text = verdict.reasons.joined(separator: " ")
        for part in [
            "13.3.6300.2", "sql-server.yaml, line", "13.0.6300.2", "SQL Server 2016 SP3", "14 July 2026",
            "https://learn.microsoft.com/lifecycle/products/sql-server-2016", "checked on 22 August 2026",
            "17 July 2029",
            "SQL Server 2016 ESU",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(verdict.endoflifeProduct == "mssqlserver")
        #expect(verdict.endoflifeCycle == "13.0-sp3")
        #expect(verdict.statusWithEntitlement == .extendedPaid)
        #expect(verdict.endWithEntitlement == CalendarDay("2029-07-17"))
        #expect(verdict.rule == "sql-server.yaml")
    }

    @Test func withoutARuleNothingIsSupported() throws {
        let verdict = try judge("registry", ["displayName": "Some Council Thing", "displayVersion": "1.0"])
        #expect(verdict.status == .unknown)
        #expect(verdict.product == nil)
        #expect(verdict.confidence == .low)
        #expect(try judge("nonsense", ["a": "b"]).status == .unknown)
        #expect(try judge("dpkg", [:]).status == .unknown)
    }

    @Test func theSecurityEndCountsFreeFixesOnly() throws {
        let verdict = try judge("os-release", ["ID": "debian", "VERSION_ID": "12"])
        #expect(verdict.securityEnd == CalendarDay("2028-06-30"))
        #expect(verdict.mainstreamEnd == CalendarDay("2026-07-11"))
        #expect(verdict.extendedEnd == CalendarDay("2033-06-30"))
    }

    @Test func whatTheHostSendsCannotBreakAReason() throws {
        let verdict = try judge("dpkg", ["name": "postgresql-13", "version": "13\u{1B}[31m\n\u{202E}evil"])
        for reason in verdict.reasons {
            #expect(reason == visible(reason, limit: 5000))
        }
    }

    @Test func aLocalRuleOfTheQuestionDecides() throws {
        var host = HostContext(system: "debian/12")
        host.localRules = [
            .init(product: "capita-one", cycle: "4.4", supportEnd: try day("2027-03-31"), source: "supplier letter"),
            .init(product: "postgresql", cycle: "13", supportEnd: try day("2028-01-01")),
        ]
        let unknown = try judge(
            "registry",
            ["displayName": "Capita ONE client", "displayVersion": "4.4.12"],
            host: host
        )
        #expect(unknown.status == .supported)
        #expect(unknown.clock == "local")
        #expect(unknown.supportEnd == CalendarDay("2027-03-31"))
        let known = try judge("dpkg", ["name": "postgresql-13", "version": "13.23-1.pgdg120+1"], host: host)
        #expect(known.status == .supported)
        #expect(known.supportEnd == CalendarDay("2028-01-01"))
        let other = try judge("registry", ["displayName": "Capita ONE client", "displayVersion": "5.0"], host: host)
        #expect(other.status == .unknown)
    }

    @Test(arguments: [
        ("Debian 12", "debian/12"), ("Debian GNU/Linux 12 (bookworm)", "debian/12"),
        ("Ubuntu 22.04.4 LTS", "ubuntu/22.04"),
        ("RHEL 8.6", "rhel/8"), ("Red Hat Enterprise Linux 9.4 (Plow)", "rhel/9"),
        ("Windows Server 2022 Datacenter", "ms-windows-server/2022"),
        ("Windows Server 2012 R2", "ms-windows-server/2012-r2"),
        ("Microsoft Windows Server 2012 Standard", "ms-windows-server/2012"),
        ("Windows 10 Pro 22H2", "ms-windows-client/10-22h2"),
        ("debian/10", "debian/10"),
    ])
    func aLabelFindsTheSystem(_ label: String, _ expected: String) throws {
        // A component of the system tells in its reasons which system was found.
        let pack = try FixturePack.load()
        let parts = expected.split(separator: "/").map(String.init)
        let rule = try #require(pack.product(parts[0]))
        let name = rule.label(of: try #require(rule.cycle(parts[1])))
        let fact = Fact(
            kind: "registry-value",
            fields: ["key": #"X\NDP\v4\Full"#, "value": "Release", "data": "528049"]
        )
        let verdict = Judge(pack: pack).judge(
            fact,
            host: HostContext(system: label),
            organisation: OrganisationRecord(),
            asOf: try day("2011-01-01")
        )
        #expect(verdict.reasons.contains { $0.hasPrefix("It is supported as long as \(name) (") }, "\(verdict.reasons)")
    }

    @Test(arguments: ["self", "Plan 9", "", "debian/99", "debian/", "/"])
    func aLabelThatNobodyKnowsLeavesTheSystemOpen(_ label: String) throws {
        let verdict = try judge(
            "registry-value",
            ["key": #"X\NDP\v4\Full"#, "value": "Release", "data": "528049"],
            host: HostContext(system: label)
        )
        #expect(verdict.status == .unknown)
    }

    @Test func warningsFollowTheCouncilsHorizons() throws {
        var organisation = OrganisationRecord()
        organisation.policy.warnDays = [30, 180]
        let fields = ["ID": "rhel", "VERSION_ID": "9"]
        let early = try judge("os-release", fields, organisation: organisation, asOf: "2032-01-01")
        #expect(early.flags.contains("ends-within-180-days"))
        let late = try judge("os-release", fields, organisation: organisation, asOf: "2032-05-31")
        #expect(late.flags.contains("ends-within-30-days"))
        let standard = try judge("os-release", fields, asOf: "2030-06-01")
        #expect(standard.flags.contains("ends-within-24-months"))
        #expect(!standard.flags.contains("ends-within-365-days"))
    }

    @Test func aRecordForOtherHostsCoversNothing() throws {
        var host = HostContext()
        host.names = ["sql01"]
        host.tags = ["finance"]
        let fields = ["setupVersion": "13.3.6300.2"]
        func status(_ scope: OrganisationRecord.Entitlement.Scope) throws -> SupportStatus {
            let record = OrganisationRecord(entitlements: [.init(id: "ms-esu-sql2016", scope: scope)])
            return try judge("sql-instance", fields, host: host, organisation: record).status
        }
        #expect(try status(.init(hosts: ["sql02"])) == .unsupported)
        #expect(try status(.init(hosts: ["sql01"])) == .extendedPaid)
        #expect(try status(.init(tags: ["finance"])) == .extendedPaid)
        #expect(try status(.init(sites: ["depot"])) == .unsupported)
    }
}
