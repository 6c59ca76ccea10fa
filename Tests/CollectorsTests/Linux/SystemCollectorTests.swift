import EstateModel
import Testing

@testable import Collectors

struct SystemCollectorTests {
    private func read(identity: String = "", release: String = "") -> HostCollection {
        collect(with: SystemCollector(), text: ["identity": identity, "release": release])
    }

    @Test func debian12IsRead() throws {
        let collection = collect(
            with: SystemCollector(),
            [
                "identity": try Fixture.bytes("linux/system/debian12.txt"),
                "release": try Fixture.bytes("linux/release/debian12.txt"),
            ]
        )
        #expect(collection.identity.hostname == "db01")
        #expect(collection.identity.fqdn == "db01.example.org")
        #expect(collection.identity.machineID == "0f1e2d3c4b5a69788796a5b4c3d2e1f0")
        let system = try #require(collection.operatingSystem)
        #expect(system.id == "debian")
        #expect(system.version == "12")
        #expect(system.fullVersion == "12.11")
        #expect(system.name == "Debian GNU/Linux 12 (bookworm)")
        #expect(system.kernelRelease == "6.1.0-35-amd64")
        #expect(system.releaseFields["VERSION_CODENAME"] == "bookworm")
        #expect((collection.bootedAt?.secondsSinceEpoch ?? 1) % 60 == 0)
        #expect(collection.completeness == [.system: .complete])
    }

    @Test(arguments: [
        ("rhel5", "rhel", "5.11", "5.11", "Red Hat Enterprise Linux Server release 5.11 (Tikanga)"),
        ("sles11", "sles", "11.4", "11.4", "SUSE Linux Enterprise Server 11 SP4"),
    ])
    func hostsOlderThanOsReleaseGetItsFields(file: String, id: String, version: String, full: String, name: String)
        throws
    {
        let collection = collect(
            with: SystemCollector(),
            ["release": try Fixture.bytes("linux/release/\(file).txt")]
        )
        let system = try #require(collection.operatingSystem)
        #expect(system.id == id)
        #expect(system.version == version)
        #expect(system.fullVersion == full)
        #expect(system.name == name)
        #expect(system.releaseFields["ID"] == id)
        #expect(system.releaseFields["VERSION_ID"] == version)
        #expect(system.releaseFields["RELEASE_FILE"]?.isEmpty == false)
    }

    @Test(arguments: [
        ("/etc/redhat-release", "CentOS release 5.11 (Final)", "centos", "5.11"),
        ("/etc/oracle-release", "Oracle Linux Server release 6.10", "ol", "6.10"),
        ("/etc/enterprise-release", "Enterprise Linux Enterprise Linux Server release 5.11 (Carthage)", "ol", "5.11"),
        ("/etc/system-release", "Amazon Linux AMI release 2014.03", "amzn", "2014.03"),
        ("/etc/debian_version", "6.0.10", "debian", "6"),
        ("/etc/debian_version", "3.1", "debian", "3.1"),
        ("/etc/alpine-release", "3.7.0", "alpine", "3.7.0"),
        ("/etc/slackware-version", "Slackware 14.1", "slackware", "14.1"),
        ("/etc/gentoo-release", "Gentoo Base System release 2.2", "gentoo", "2.2"),
        ("/etc/SuSE-release", "openSUSE 12.1 (x86_64)\nVERSION = 12.1\nCODENAME = Asparagus", "opensuse", "12.1"),
        ("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid", "ubuntu", "10.04"),
        ("/etc/photon-release", "VMware Photon Linux 1.0", "photon", "1.0"),
    ])
    func everyOldReleaseFileTells(path: String, text: String, id: String, version: String) {
        let system = read(release: "==> \(path) <==\n\(text)\n").operatingSystem
        #expect(system?.id == id)
        #expect(system?.version == version)
    }

    @Test(
        arguments: [
            ("ID=centos\nVERSION_ID=\"7\"", "/etc/centos-release", "CentOS Linux release 7.9.2009 (Core)", "7.9.2009"),
            (
                "ID=ubuntu\nVERSION_ID=20.04\nVERSION=\"20.04.6 LTS (Focal Fossa)\"", "/etc/debian_version",
                "bullseye/sid", "20.04.6"
            ),
            ("ID=debian", "/etc/debian_version", "trixie/sid", nil),
            ("ID=debian\nVERSION_ID=12", "/etc/debian_version", "12.13", "12.13"),
            (
                "ID=scientific\nVERSION_ID=7.2", "/etc/redhat-release", "Red Hat Enterprise Linux release 7.2.9 (x)",
                "7.2"
            ),
        ] as [(String, String, String, String?)]
    )
    func thePointReleaseComesFromWhereItStands(osRelease: String, path: String, text: String, full: String?) {
        let system = read(release: "==> /etc/os-release <==\n\(osRelease)\n\n==> \(path) <==\n\(text)\n")
            .operatingSystem
        #expect(system?.fullVersion == full)
    }

    @Test func aHostWithoutReleaseFilesIsLinuxWithAProblem() {
        let collection = read(release: "==> /dev/null <==\n")
        #expect(collection.operatingSystem?.family == .linux)
        #expect(collection.operatingSystem?.id == nil)
        #expect(collection.problems.map(\.code) == [.unreadableOutput])
        #expect(collection.completeness == [.system: .partial])
    }

    @Test(
        arguments: [
            ("uninitialized", nil), ("00000000000000000000000000000000", nil),
            ("ABCDEF00112233445566778899aabbcc", "abcdef00112233445566778899aabbcc"),
            ("short", nil), ("", nil),
        ] as [(String, String?)]
    )
    func onlyARealMachineIDCounts(text: String, expected: String?) {
        let collection = read(identity: "==> /etc/machine-id <==\n\(text)\n")
        #expect(collection.identity.machineID == expected)
    }

    @Test func quotedValuesAreShellWords() {
        let text = "A=\"x \\\"y\\\" \\$z \\q\"\nB='a\\b'\nC=Zorin OS 12\nD=\n# E=1\n F=blank \r\nG=\"open\nbad-name=1\n"
        let fields = ReleaseFields.read(Array(text.utf8))
        #expect(
            fields == [
                "A": "x \"y\" $z \\q", "B": "a\\b", "C": "Zorin OS 12", "D": "", "F": "blank", "G": "open",
            ]
        )
    }

    @Test func fieldsAndValuesAreBounded() {
        let text = (0..<500).map { "K\($0)=\(String(repeating: "x", count: 5000))" }.joined(separator: "\n")
        let fields = ReleaseFields.read(Array(text.utf8))
        #expect(fields.count == ReleaseFields.mostFields)
        #expect(fields.values.allSatisfy { $0.utf8.count == ReleaseFields.longestValue })
    }

    @Test func bootTimeIsRoundedToTheMinute() {
        for jitter in 0...3 {
            let collection = read(identity: "btime \(1_700_000_040 + jitter)\n")
            #expect(collection.bootedAt?.secondsSinceEpoch == 1_700_000_040)
        }
        #expect(read(identity: "btime x\n").bootedAt == nil)
    }

    @Test func productsOnTopOfLinuxTellTheirOwnRelease() {
        let text = """
            ==> /etc/os-release <==
            ID="xenenterprise"

            ==> /etc/novell-release <==
            Open Enterprise Server 2018 SP3 (x86_64)

            ==> /etc/xensource-inventory <==
            PRODUCT_BRAND='XCP-ng'
            PRODUCT_VERSION='8.2.1'
            """
        let host = collect(with: SystemCollector(), text: ["release": text])
        let novell = ["path": "/etc/novell-release", "text": "Open Enterprise Server 2018 SP3 (x86_64)"]
        #expect(host.otherFacts.contains(Fact(kind: "release-file", fields: novell)))
        let xapi = ["productBrand": "XCP-ng", "productVersion": "8.2.1"]
        #expect(host.otherFacts.contains(Fact(kind: "xapi", fields: xapi)))
        #expect(host.operatingSystem?.id == "xenenterprise")
    }

    @Test(arguments: ["", "==> /etc/xensource-inventory <==\n", "==> /etc/version <==\n\n", "PRODUCT_BRAND='x'\n"])
    func whatIsNoProductIsNone(text: String) {
        #expect(ProductReleases(ShownFiles(Array(text.utf8))).facts.isEmpty)
    }
}
