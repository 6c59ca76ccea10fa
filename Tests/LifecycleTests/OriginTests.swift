import EstateModel
import Lifecycle
import Testing

/// Who delivered a package, and whether the host's distribution still mends it.
@Suite struct OriginTests {
    private static func pack() throws -> RulePack {
        try RulePack.load(directories: [.init(path: FixturePack.root + "/rules")])
    }

    private func judge(_ kind: String, _ fields: [String: String], on system: String) throws -> Verdict {
        Judge(pack: try Self.pack()).judge(
            Fact(kind: kind, fields: fields),
            host: HostContext(system: system),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
    }

    /// Kind, version, maintainer or vendor, system, and the clock; empty texts stand for none.
    @Test(arguments: [
        ["dpkg", "1.0-1", "Maker <ops@maker.example>", "debian/12", ""],
        ["dpkg", "1.0-1", "A Maintainer <somebody@debian.org>", "debian/12", "debian/12"],
        ["dpkg", "1.0-1", "Somebody <debian.somebody@private.example>", "debian/12", "debian/12"],
        ["dpkg", "1.0-1", "", "debian/12", "debian/12"], ["rpm", "1.0-1.el8", "Maker Ltd", "rhel/8", ""],
        ["rpm", "1.0-1.el8", "(none)", "rhel/8", "rhel/8"], ["rpm", "1.0-1.el8", "", "rhel/8", "rhel/8"],
    ])
    func aNamedMakerThatNobodyKnowsIsNotTheDistribution(_ row: [String]) throws {
        let fields = ["name": "some-agent", "version": row[1], row[0] == "rpm" ? "vendor" : "maintainer": row[2]]
        let verdict = try judge(row[0], fields, on: row[3])
        #expect(verdict.clock ?? "" == row[4])
        if row[4].isEmpty { #expect(verdict.status == .unknown) }
    }

    @Test(arguments: [
        ("dpkg", "1.0-1+deb11u4", "debian/12", "debian/11", "unsupported"),
        ("dpkg", "1.0-1+deb12u4", "debian/13", "debian/12", "unknown"),
        ("dpkg", "1.0-1+deb13u1", "debian/12", "debian/13", "unknown"),
        ("dpkg", "1.0-1ubuntu2.1~18.04.23", "ubuntu/22.04", "ubuntu/18.04", "unsupported"),
        ("rpm", "1.0-1.el7_9", "rocky-linux/8", "rocky-linux/8", "security-only"),
        ("rpm", "1.0-1.el8_9", "rocky-linux/9", "rocky-linux/8", "unknown"),
    ])
    func aPackageBuiltForAnotherReleaseIsNotMended(
        _ kind: String,
        _ version: String,
        _ system: String,
        _ clock: String,
        _ status: String
    ) throws {
        let verdict = try judge(kind, ["name": "some-library", "version": version], on: system)
        #expect(verdict.clock == clock)
        // Which kind of support the older release still has is not the point.
        if status == "unknown" || status == "unsupported" { #expect(verdict.status.rawValue == status) }
    }

    @Test func whatTheDistributionOffersTodayIsNotLeftBehind() throws {
        let fields = ["name": "some-library", "version": "1.0-1+deb11u4", "origin": "Debian"]
        #expect(try judge("dpkg", fields, on: "debian/12").clock == "debian/12")
    }

    @Test func anUntoldReleaseStillNamesTheSystem() throws {
        let verdict = try judge("os-release", ["ID": "rhel", "NAME": "Red Hat Enterprise Linux"], on: "self")
        #expect(verdict.product == "rhel")
        #expect(verdict.status == .unknown)
    }

    @Test(arguments: ["VMware Virtual Platform", "Virtual Machine", "Standard PC (i440FX + PIIX, 1996)", "VirtualBox"])
    func aVirtualMachineHasNoAge(_ model: String) throws {
        let fields = ["manufacturer": "X", "model": model, "biosDate": "2015-01-01"]
        #expect(try judge("hardware", fields, on: "self").ageDue == nil)
        let device = try judge("hardware", ["manufacturer": "X", "model": "Y", "biosDate": "2015-01-01"], on: "self")
        #expect(device.flags.contains("over-age"))
    }

    @Test func aDayThatNobodyComparedIsLessSure() throws {
        let rule = FixturePack.rule(
            "cycles: [{cycle: '1', phases: [{phase: full, until: 2027-03-01, unverified: true}]}]"
        )
        let verdict = Judge(pack: FixturePack.pack(rule)).judge(
            Fact(kind: "dpkg", fields: ["name": "thing", "version": "1.0"]),
            host: HostContext(),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
        #expect(verdict.status == .supported)
        #expect(verdict.confidence == .low)
        #expect(verdict.supportEnd == CalendarDay("2027-03-01"))
        #expect(!verdict.flags.contains("approximate-date"))
    }
}
