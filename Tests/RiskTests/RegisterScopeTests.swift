import EstateModel
import Risk
import TestSupport
import Testing

/// Which findings become rows, and that nothing depends on order or on hostile text.
struct RegisterScopeTests {
    @Test func packagesAreTheirSystemsRisk() {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian11)
        for name in ["bash", "openssl"] {
            estate.judge(
                id,
                verdict("debian", "11", .unsupported, until: "2026-08-31", role: .distributionPackage),
                fields: ["name": name]
            )
        }
        #expect(estate.register().risks.map(\.key.product) == ["debian"])
    }

    @Test func aPackageThatASupportedSystemAbandonedIsARiskOfItsOwn() throws {
        var estate = SampleEstate()
        let id = estate.add("ids01")
        estate.judge(id, debian12)
        estate.judge(
            id,
            verdict("debian", "12", .unsupported, until: "2026-04-30", role: .distributionPackage),
            fields: ["name": "suricata-update", "source": "suricata"]
        )
        let row = try #require(estate.register().risks.first)
        #expect(row.key.product == "package:suricata" && row.key.release == "12")
        #expect(
            row.title.hasPrefix("Because package suricata on 1 server has had no security fixes since 30 April 2026")
        )
    }

    @Test func packagesOfAHostWithoutAJudgedSystemAreOneRow() {
        var estate = SampleEstate()
        let id = estate.add("web01")
        for name in ["bash", "openssl"] {
            var package = verdict("debian", "11", .unsupported, until: "2026-08-31", role: .distributionPackage)
            package.clock = "debian/11"
            estate.judge(id, package, fields: ["name": name])
        }
        #expect(estate.register().risks.map(\.key.description) == ["darlington|debian|11|"])
    }

    @Test func whatEndsWithItsSystemIsTheSystemsRisk() throws {
        var estate = SampleEstate()
        let id = estate.add("fs1")
        estate.judge(id, debian11)
        var part = verdict("ms-iis", "8.5", .unsupported, until: "2023-10-10", kind: "server-app")
        part.role = .operatingSystemPart
        part.clock = "os-component"
        estate.judge(id, part)
        var packaged = verdict("mysql", "5.7", .unsupported, until: "2026-08-31", kind: "database")
        packaged.clock = "debian/11"
        estate.judge(id, packaged)
        var own = verdict("mysql", "5.6", .unsupported, until: "2021-02-28", kind: "database")
        own.clock = "vendor"
        estate.judge(id, own)
        let risks = estate.register().risks
        #expect(risks.map(\.key.description).sorted() == ["darlington|debian|11|", "darlington|mysql|5.6|"])
        let system = try #require(risks.first { $0.key.product == "debian" })
        #expect(system.notes.first == "What comes with it gets no fixes either: MySQL 5.7 and ms-iis 8.5.")
    }

    @Test func aPartThatEndsBeforeItsSystemIsARiskOfItsOwn() {
        var estate = SampleEstate()
        let id = estate.add("fs1")
        estate.judge(id, debian13)
        var part = verdict("ms-dotnet-framework", "4.6.1", .unsupported, until: "2022-04-26", kind: "runtime")
        part.role = .operatingSystemPart
        estate.judge(id, part)
        #expect(estate.register().risks.map(\.key.product) == ["ms-dotnet-framework"])
    }

    @Test func anArchiveAreaWithoutCoverIsOneRisk() throws {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian12)
        for name in ["ffmpeg", "redis"] {
            var package = verdict("debian", "12", .unsupported, role: .distributionPackage)
            package.entitlement = "example-pro"
            estate.judge(id, package, fields: ["name": name])
        }
        let risks = estate.register().risks
        #expect(risks.map(\.key.product) == ["packages:debian:example-pro"])
        #expect(risks.map(\.label) == ["packages of Debian 12 that only example-pro covers"])
    }

    @Test func aSystemWithinASystemKeepsBothCalendars() {
        var estate = SampleEstate()
        let id = estate.add("pve1")
        var proxmox = verdict("proxmox-ve", "8", .unsupported, until: "2026-08-31", kind: "hypervisor")
        proxmox.clock = "vendor"
        estate.judge(id, proxmox)
        estate.judge(id, debian12)
        let register = estate.register()
        #expect(register.risks.map(\.key.product) == ["proxmox-ve"])
        #expect(register.approaching.map(\.key.product) == ["debian"])
    }

    @Test(arguments: [Verdict.Role.component, .leftover])
    func componentsAndLeftoversAreCountedButNoRisks(role: Verdict.Role) {
        var estate = SampleEstate()
        let id = estate.add("db01")
        estate.judge(id, verdict("mysql", "5.7", .unsupported, until: "2023-10-31", kind: "database", role: role))
        #expect(estate.register().risks.isEmpty)
        #expect(estate.headline().unsupportedParts == 1)
    }

    @Test func severalEntriesOfOneInstallationAreOneAsset() {
        var estate = SampleEstate()
        let id = estate.add("db01")
        for entry in ["server", "client", "common"] {
            estate.judge(id, verdict("mysql", "5.7", .unsupported, until: "2023-10-31"), fields: ["name": entry])
        }
        #expect(estate.register().risks.map(\.assets.count) == [1])
    }

    @Test func assetsWithoutAnOrganisationAreNotLost() throws {
        var estate = SampleEstate()
        let id = estate.add("stray", organisations: [:])
        estate.judge(id, debian11)
        let register = estate.register()
        #expect(register.risks(of: nil).count == 1)
        #expect(register.risks.first?.notes.contains("No organisation is recorded for it.") == true)
    }

    @Test(arguments: [
        ("127.0.0.1", "mysqld", false), ("0.0.0.0", "mysqld", true), ("127.0.0.1", "apache2", true),
    ])
    func aProductThatListensOnLoopbackOnlyIsNotExposed(address: String, process: String, exposed: Bool) throws {
        var estate = SampleEstate()
        let id = estate.add("web01") {
            $0.ratings.internetFacing = true
            $0.listeners = [Listener(address: address, port: 3306, process: process)]
        }
        estate.judge(id, verdict("mysql", "5.7", .unsupported, until: "2023-10-31", kind: "database"))
        let row = try #require(estate.register().risks.first)
        #expect(row.obligations.map(\.code).contains(.sameDay) == exposed)
    }

    @Test func obsoleteServicesAreSeen() {
        let weaknesses = Weakness.observed(
            host: "fs1",
            listeners: [
                Listener(address: "0.0.0.0", port: 23), Listener(address: "127.0.0.1", port: 514),
                Listener(address: "::", port: 22),
            ],
            facts: [
                Fact(kind: "windows-feature", fields: ["name": "SMB1Protocol", "state": "Enabled"]),
                Fact(kind: "windows-feature", fields: ["name": "FS-SMB1", "state": "Removed"]),
                Fact(kind: "registry", fields: ["name": "SMB1Protocol", "state": "Enabled"]),
            ]
        )
        #expect(weaknesses.map(\.code) == ["smb1", "telnet"])
    }

    @Test func anExpiredExceptionChangesTheStatusAndNotTheScore() throws {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian11)
        let key = RiskKey(organisation: "darlington", product: "debian", release: "11", service: nil)
        func row(_ standing: ExceptionStanding) throws -> RegisterRow {
            var input = estate.input
            input.decisions = FixedDecisions([key: RowDecision(exception: standing)])
            return try #require(RegisterBuilder().register(input).risks.first)
        }
        let live = try row(.live(reference: "EX-1", until: today))
        let over = try row(.live(reference: "EX-1", until: today.adding(days: -1)))
        #expect(!live.isUnmanaged && over.isUnmanaged)
        #expect(live.score == over.score)
        #expect(over.obligations.map(\.code).contains(.exceptionExpired))
        #expect(!live.obligations.map(\.code).contains(.exceptionExpired))
        #expect(try !row(.suspended(reference: "EX-1", since: today.adding(days: -14))).isUnmanaged)
        #expect(try row(.suspended(reference: "EX-1", since: today.adding(days: -15))).isUnmanaged)
    }

    @Test func aSuspendedExceptionIsNamedWithTheDayFromWhichItCoversNothing() throws {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian11)
        let key = RiskKey(organisation: "darlington", product: "debian", release: "11", service: nil)
        func sentences(_ standing: ExceptionStanding) -> [String] {
            var input = estate.input
            input.decisions = FixedDecisions([key: RowDecision(exception: standing)])
            return RegisterBuilder().register(input).risks.suspensions(asOf: today)
        }
        let dayBefore = today.adding(days: -15).longDescription
        #expect(
            sentences(.suspended(reference: "E-0001", since: today.adding(days: -15)))
                == ["E-0001 is suspended since \(dayBefore); its risks count as unmanaged"]
        )
        #expect(
            sentences(.suspended(reference: "E-0001", since: today)) == [
                "E-0001 is suspended since \(today.longDescription); its risks count as unmanaged from "
                    + today.adding(days: 15).longDescription
            ]
        )
        #expect(sentences(.live(reference: "E-0001", until: today)).isEmpty)
    }

    @Test func aNamedReplacementGivesATargetScore() throws {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian11)
        var input = estate.input
        let target = TargetRelease(name: "Debian 13", supportEnd: day("2030-06-30"))
        let key = RiskKey(organisation: "darlington", product: "debian", release: "11", service: nil)
        input.decisions = FixedDecisions([key: RowDecision(target: target)])
        let row = try #require(RegisterBuilder().register(input).risks.first)
        #expect(row.score.target?.points == 3)
        #expect(row.suggestion.text == "Replace it with Debian 13, which gets fixes until 30 June 2030.")
        #expect(row.obligations.map(\.code) == [.exceptionAndPlan])
    }

    @Test func aBridgeIsOfferedOnlyAsABridge() throws {
        var estate = SampleEstate()
        let id = estate.add("db01")
        var sql = verdict("ms-sql-server", "2016-sp3", .unsupported, until: "2026-07-14", kind: "database")
        sql.statusWithEntitlement = .extendedPaid
        sql.entitlement = "ms-esu-sql2016"
        sql.endWithEntitlement = day("2029-07-17")
        sql.replaceBy = ["2022"]
        estate.judge(id, sql)
        let row = try #require(estate.register().risks.first)
        #expect(
            row.suggestion.text
                == "Replace it with release 2022. Paid cover (ms-esu-sql2016) would give fixes until 17 July 2029, "
                + "as a bridge only."
        )
    }

    @Test(arguments: 1...20)
    func theOrderOfTheInputDoesNotMatter(seed: Int) {
        var estate = SampleEstate()
        for number in 1...12 {
            let organisations = number % 3 == 0 ? ["darlington": 50, "stockton": 50] : ["darlington": 100]
            let id = estate.add("host\(number)", service: number % 2 == 0 ? portal : nil, organisations: organisations)
            estate.judge(id, [debian11, debian12, debian13][number % 3])
            estate.judge(id, verdict("mysql", "5.7", .unsupported, until: "2023-10-31"), fields: ["n": "a\(number)"])
            estate.judge(id, verdict("mysql", "5.7", .unsupported, until: "2023-10-31"), fields: ["n": "b\(number)"])
        }
        let register = estate.register()
        let headline = estate.headline()
        var random = SeededRandom(seed: UInt64(seed))
        estate.assets.shuffle(using: &random)
        estate.findings.shuffle(using: &random)
        #expect(estate.register() == register)
        #expect(estate.headline() == headline)
    }

    @Test func hostileNamesCannotChangeALine() throws {
        var estate = SampleEstate()
        let service = AssetContext.Service(id: "x", name: "Portal\u{1B}[31m\nR-0001 closed\u{202E}")
        let id = estate.add("web01\u{7}", service: service)
        var verdict = debian11
        verdict.productName = "Debian\r\nforged"
        verdict.replaceBy = ["12\u{9B}2J"]
        estate.judge(id, verdict)
        let row = try #require(estate.register().risks.first)
        for text in [row.title, row.label, row.suggestion.text, row.vendorStanding] {
            #expect(text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x9B && $0.value != 0x202E })
        }
    }

    @Test func aDayBeyondTheKnownHolidaysIsAProblemOfTheRow() throws {
        var estate = SampleEstate()
        let id = estate.add("web01")
        estate.judge(id, debian11)
        var calendar = CalendarPolicy()
        calendar.knownUntil = 2026
        let row = try #require(estate.register(RiskPolicies(calendar: calendar)).risks.first)
        #expect(row.byWhen == nil)
        #expect(row.byWhenProblem?.contains("bank holidays of 2027 are not known") == true)
    }
}
