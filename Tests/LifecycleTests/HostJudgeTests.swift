import EstateModel
import Lifecycle
import Testing

@Suite struct HostJudgeTests {
    private func judge(_ facts: [Fact], system: String = "debian/12") throws -> HostReport {
        Judge(pack: try FixturePack.load()).judgeAll(
            facts,
            host: HostContext(system: system),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
    }

    private func package(_ name: String, _ version: String) -> Fact {
        Fact(kind: "dpkg", fields: ["name": name, "version": version])
    }

    @Test func oneInstallationIsOneFinding() throws {
        let report = try judge([
            package("postgresql-13", "13.23-1.pgdg120+1"), package("libpq5", "17.5-1.pgdg120+1"),
            package("postgresql-client-13", "13.23-1.pgdg120+1"),
            Fact(kind: "command", fields: ["command": "postgres", "output": "postgres (PostgreSQL) 13.23"]),
            package("bash", "5.2.15-2+b7"), package("coreutils", "9.1-1+deb12u1"), package("mystery", "1.0.local"),
        ])
        #expect(report.findings.map(\.verdict.product) == ["postgresql"])
        let finding = try #require(report.findings.first)
        #expect(finding.fact.kind == "dpkg")
        #expect(finding.others.map(\.kind) == ["command"])
        #expect(finding.verdict.status == .unsupported)
        #expect(report.components.count == 1)
        #expect(report.components.first?.others.count == 1)
        #expect(report.distributionPackages.count == 1)
        #expect(report.distributionPackages.first?.verdict.clock == "debian/12")
        #expect(report.unidentified.map { $0.fields["name"] } == ["mystery"])
        #expect(report.findings(assetID: 7, assetName: "db01").count == 2)
    }

    private func program(_ command: String, _ output: String, path: String?) -> Fact {
        var fields = ["command": command, "output": output]
        fields["path"] = path
        return Fact(kind: "command", fields: fields)
    }

    @Test(arguments: ["/usr/bin/postgres", "/usr/lib/postgresql/15/bin/postgres", "/bin/postgres", nil])
    func aProgramOfAPackageIsThePackage(_ path: String?) throws {
        let report = try judge([
            package("postgresql-15", "15.14-0+deb12u1"), program("postgres", "postgres (PostgreSQL) 15.14", path: path),
        ])
        #expect(report.findings.map(\.verdict.clock) == ["debian/12"])
        #expect(report.findings.first?.fact.kind == "dpkg")
        #expect(report.findings.first?.others.map(\.kind) == ["command"])
    }

    @Test(arguments: ["/usr/local/bin/postgres", "/opt/pg/bin/postgres", "/srv/pg/postgres", "/home/me/postgres"])
    func aProgramOfSomebodysOwnIsItsOwnFinding(_ path: String) throws {
        let report = try judge([
            package("postgresql-15", "15.14-0+deb12u1"), program("postgres", "postgres (PostgreSQL) 15.14", path: path),
        ])
        #expect(report.findings.map(\.verdict.clock) == ["debian/12", "vendor"])
    }

    @Test func anotherReleaseAtASystemPathIsItsOwnFinding() throws {
        let report = try judge([
            package("postgresql-15", "15.14-0+deb12u1"),
            program("postgres", "postgres (PostgreSQL) 16.2", path: "/usr/bin/postgres"),
        ])
        #expect(report.findings.map(\.verdict.release) == ["15", "16"])
    }

    @Test func aSystemProgramThatNoPackageBroughtSaysSo() throws {
        let command = program("postgres", "postgres (PostgreSQL) 15.14", path: "/usr/bin/postgres")
        let report = try judge([package("bash", "5.2.15-2+b7"), command])
        let reasons = try #require(report.findings.first).verdict.reasons
        #expect(reasons.contains { $0.contains("No installed package is known to bring this program") })
        let alone = try #require(try judge([command]).findings.first).verdict.reasons
        #expect(!alone.contains { $0.contains("No installed package") })
    }

    @Test func twoReleasesAreTwoFindings() throws {
        let report = try judge([
            package("postgresql-13", "13.23-1.pgdg120+1"), package("postgresql-15", "15.14-0+deb12u1"),
        ])
        #expect(report.findings.map(\.verdict.release) == ["13", "15"])
    }

    @Test func vagueEvidenceJoinsTheInstallationItMayBe() throws {
        let report = try judge(
            [
                Fact(kind: "sql-instance", fields: ["setupVersion": "13.3.6300.2"]),
                Fact(
                    kind: "registry",
                    fields: ["displayName": "Microsoft SQL Server 2016 (64-bit)", "publisher": "Microsoft Corporation"]
                ),
            ],
            system: "ms-windows-server/2019"
        )
        #expect(report.findings.map(\.verdict.release) == ["2016-sp3"])
        #expect(report.findings.first?.others.count == 1)
    }

    @Test func theOrderOfFactsDoesNotMatter() throws {
        let facts = [
            package("postgresql-13", "13.23-1.pgdg120+1"), package("bash", "5.2.15-2+b7"),
            package("coreutils", "9.1-1+deb12u1"),
            Fact(kind: "os-release", fields: ["ID": "debian", "VERSION_ID": "12"]),
            Fact(kind: "command", fields: ["command": "postgres", "output": "postgres (PostgreSQL) 13.23"]),
        ]
        #expect(try judge(facts) == judge(facts.reversed()))
    }

    @Test func aCollectionBecomesFactsAndAHost() throws {
        var collection = HostCollection(platform: "linux", scriptDigest: "")
        collection.operatingSystem = OperatingSystem(
            family: .linux,
            id: "debian",
            version: "12",
            releaseFields: ["ID": "debian", "VERSION_ID": "12", "PRETTY_NAME": "Debian GNU/Linux 12 (bookworm)"]
        )
        var hardware = Hardware()
        hardware.manufacturer = "HP"
        hardware.model = "ProLiant DL380p Gen8"
        hardware.biosDate = CalendarDay("2014-02-10")
        hardware.placement = .physical
        collection.hardware = hardware
        collection.software = [InstalledSoftware(source: .dpkg, name: "bash", version: "5.2.15-2+b7")]
        collection.otherFacts = [
            Fact(kind: "subscription", fields: ["release": "8.6"]), Fact(kind: "repository", fields: ["id": "a-els-b"]),
            Fact(kind: "ubuntu-pro", fields: ["attached": "true", "services": "esm-infra esm-apps"]),
            Fact(kind: "licence", fields: ["id": "x", "licenseStatus": "1"]),
            Fact(kind: "suse-product", fields: ["identifier": "SLES-LTSS"]),
            Fact(kind: "hotfix", fields: ["id": "KB1"]),
        ]
        let judge = Judge(pack: try FixturePack.load())
        let software = collection.software.map { judge.catalogue.number(of: .software($0)) }
        let host = HostFacts(collection, others: software, names: ["db01"])
        #expect(host.facts.map(\.kind) == ["os-release", "hardware"])
        #expect(host.context.subscriptionRelease == "8.6")
        #expect(host.context.repositories == ["a-els-b"])
        #expect(host.context.pro == .init(attached: true, services: ["esm-infra", "esm-apps"]))
        #expect(host.context.licences == [.init(id: "x", status: 1)])
        #expect(host.context.suseProducts == ["SLES-LTSS"])
        let report = judge.judgeAll(
            host,
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
        #expect(report.findings.map(\.verdict.product) == ["debian", "hpe-proliant"])
        #expect(report.distributionPackages.count == 1)
        collection.hardware?.placement = .virtual
        #expect(HostFacts(collection).facts.map(\.kind) == ["os-release"])
    }
}
