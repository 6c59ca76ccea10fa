import Assessment
import EstateModel
import Foundation
import Lifecycle
import StrictYAML
import Testing

/// Paid cover is shown by a scan: every system once with the sign on the host and once without.
struct PaidCoverTests {
    private static let rules = Result {
        try RulePack.load(directories: [.init(path: ScannedEstate.root.appending(path: "rules").path)])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var release: String
        var probe: String
        var signs: String
        var bare: String
        var covered: String
        var ended: String
        var entitlement: String
        /// The field of the fact that explains it, as it stands in the raw line.
        var sign: String
    }

    private static let pro = "client\nattached true\nexpires 9999-12-31T00:00:00+00:00\nservice esm-infra enabled\n"
    private static let debian =
        "apt\ton\tdeb.debian.org/debian x\thttp://deb.debian.org/debian\tmain\t/etc/apt/sources.list\n"
    private static let freexian =
        "apt\ton\tdeb.freexian.com/extended-lts x-lts\thttp://deb.freexian.com/extended-lts\tmain"
        + "\t/etc/apt/sources.list.d/elts.list\n"
    private static let redHat =
        "yum\ton\trhel-7-server-rpms\thttps://cdn.redhat.com/content/dist/rhel/server/7/$releasever/os"
        + "\t\t/etc/yum.repos.d/redhat.repo\n"
    private static let els =
        "yum\ton\trhel-7-server-els-rpms\thttps://cdn.redhat.com/content/els/rhel/server/7/7Server/os"
        + "\t\t/etc/yum.repos.d/redhat.repo\n"

    static let cases = [
        Case(
            testDescription: "Ubuntu 18.04 with Pro",
            release: "ID=ubuntu\nVERSION_ID=\"18.04\"",
            probe: "ubuntu-pro",
            signs: pro,
            bare: "client\nattached false\n",
            covered: "2028-04-26",
            ended: "2023-05-31",
            entitlement: "ubuntu-pro",
            sign: "esm-infra"
        ),
        Case(
            testDescription: "Ubuntu 20.04 with Pro",
            release: "ID=ubuntu\nVERSION_ID=\"20.04\"",
            probe: "ubuntu-pro",
            signs: pro,
            bare: "no client\n",
            covered: "2030-04-23",
            ended: "2025-05-29",
            entitlement: "ubuntu-pro",
            sign: "esm-infra"
        ),
        Case(
            testDescription: "RHEL 7 with ELS",
            release: "ID=rhel\nVERSION_ID=\"7.9\"",
            probe: "yum-repositories",
            signs: redHat + els,
            bare: redHat,
            covered: "2029-05-31",
            ended: "2024-06-30",
            entitlement: "rhel-els",
            sign: "rhel-7-server-els-rpms"
        ),
        Case(
            testDescription: "Debian 10 with ELTS",
            release: "ID=debian\nVERSION_ID=\"10\"",
            probe: "apt-repositories",
            signs: debian + freexian,
            bare: debian,
            covered: "2029-06-30",
            ended: "2024-06-30",
            entitlement: "freexian-elts",
            sign: "deb.freexian.com/extended-lts x-lts"
        ),
        Case(
            testDescription: "Debian 11 with ELTS",
            release: "ID=debian\nVERSION_ID=\"11\"",
            probe: "apt-repositories",
            signs: debian + freexian,
            bare: debian,
            covered: "2031-06-30",
            ended: "2026-08-31",
            entitlement: "freexian-elts",
            sign: "deb.freexian.com/extended-lts x-lts"
        ),
        Case(
            testDescription: "SLES 15 SP5 with LTSS",
            release: "ID=sles\nVERSION_ID=\"15.5\"",
            probe: "suse-products",
            signs: "product SLES 15.5 x86_64 /etc/products.d/SLES.prod\n"
                + "product SLES-LTSS 15.5 x86_64 /etc/products.d/SLES-LTSS.prod\n",
            bare: "product SLES 15.5 x86_64 /etc/products.d/SLES.prod\n",
            covered: "2027-12-31",
            ended: "2024-12-31",
            entitlement: "suse-ltss",
            sign: "SLES-LTSS/15.5/x86_64"
        ),
    ]

    private static func assess(
        _ example: Case,
        _ answer: String,
        record: String = "",
        on day: String = "2026-11-20"
    ) async throws -> (assessment: Assessment, host: Assessment.Host, verdict: Verdict) {
        let (assessment, host) = try await ScannedEstate.assess(
            release: example.release,
            answers: [example.probe: answer],
            entitlements: record,
            rules: try rules.get(),
            on: day
        )
        let system = try #require(host.report.findings.first { $0.verdict.productKind == "os" })
        return (assessment, host, system.verdict)
    }

    private static func record(
        _ id: String,
        scope: String = "{groups: linux}",
        from: String = "2024-01-01",
        until: String = "2027-06-30",
        of organisation: String = "darlbrook"
    ) -> String {
        """
        entitlements:
          - {id: \(id), organisations: \(organisation), scope: \(scope), reference: C-118, starts: \(from), ends: \(until)}

        """
    }

    @Test(arguments: cases)
    func theSignOnTheHostCoversItAndIsNamed(_ example: Case) async throws {
        let (assessment, host, verdict) = try await Self.assess(example, example.signs)
        #expect(verdict.status == .extendedPaid)
        #expect(verdict.supportEnd?.description == example.covered)
        #expect(verdict.entitlement == example.entitlement)
        #expect(verdict.flags.contains("entitlement-not-recorded"))
        #expect(verdict.reasons.contains { $0.contains(example.sign) && $0.contains("has no record of it") })
        let signs = assessment.signsOfCover(verdict, on: host)
        #expect(signs.count == 1 && signs[0].fields.values.contains { $0 == example.sign })
    }

    @Test(arguments: cases)
    func withoutTheSignItIsNotCovered(_ example: Case) async throws {
        let (assessment, host, verdict) = try await Self.assess(example, example.bare)
        #expect(verdict.status == .unsupported)
        #expect(verdict.supportEnd?.description == example.ended)
        #expect(verdict.entitlement == example.entitlement)
        #expect(verdict.endWithEntitlement?.description == example.covered)
        #expect(assessment.signsOfCover(verdict, on: host).isEmpty)
    }

    @Test(arguments: cases)
    func aRecordThatTheHostBearsOutCoversUntilTheContractEnds(_ example: Case) async throws {
        let record = Self.record(example.entitlement)
        let verdict = try await Self.assess(example, example.signs, record: record).verdict
        #expect(verdict.status == .extendedPaid)
        #expect(verdict.supportEnd == CalendarDay("2027-06-30"))
        #expect(!verdict.flags.contains("entitlement-not-recorded"))
        #expect(verdict.reasons.contains { $0.contains("The council holds") && $0.contains("C-118") })
    }

    @Test(arguments: cases)
    func aRecordThatTheHostDoesNotBearOutIsNoCoverAndSaysSo(_ example: Case) async throws {
        let verdict = try await Self.assess(example, example.bare, record: Self.record(example.entitlement)).verdict
        #expect(verdict.status == .unsupported)
        #expect(verdict.flags.contains("entitlement-contradicted"))
        #expect(verdict.reasons.contains { $0.contains("C-118") && $0.contains("the host shows no sign of it: ") })
    }

    @Test(arguments: cases)
    func whereNobodyCouldLookTheRecordCounts(_ example: Case) async throws {
        var unlooked = example
        // Ubuntu without an answer about its client is not known to be detached.
        unlooked.probe = "none"
        let verdict = try await Self.assess(unlooked, "", record: Self.record(example.entitlement)).verdict
        #expect(verdict.status == .extendedPaid)
        #expect(!verdict.flags.contains("entitlement-contradicted"))
    }

    @Test(arguments: cases)
    func anEndedContractIsNoCoverWhateverTheHostIsStillSetTo(_ example: Case) async throws {
        let record = Self.record(example.entitlement, until: "2026-06-30")
        for answer in [example.signs, example.bare] {
            let verdict = try await Self.assess(example, answer, record: record).verdict
            #expect(verdict.status == .unsupported)
            #expect(verdict.flags.contains("entitlement-ended"))
            #expect(verdict.reasons.contains { $0.contains("C-118") && $0.contains("ended on 30 June 2026") })
            let isSaid = verdict.reasons.contains { $0.contains(example.sign) && $0.contains("no cover after the end") }
            #expect(isSaid == (answer == example.signs))
        }
        let before = try await Self.assess(example, example.signs, record: record, on: "2026-06-30").verdict
        #expect(before.status.receivesFixes)
    }

    @Test func aContractThatBeginsLaterIsNoCoverYet() async throws {
        let example = Self.cases[2]
        let record = Self.record("rhel-els", from: "2026-12-01")
        let verdict = try await Self.assess(example, example.bare, record: record).verdict
        #expect(verdict.status == .unsupported)
        #expect(verdict.reasons.contains { $0.contains("begins only on 1 December 2026") })
    }

    @Test(
        arguments: [
            ("all", "darlbrook", true), ("all", "stockvale", false), ("all", "[stockvale, darlbrook]", true),
            ("{hosts: gis01}", "darlbrook", true), ("{hosts: 'gis[01-02]'}", "darlbrook", true),
            ("{hosts: gis02}", "darlbrook", false), ("{groups: other}", "darlbrook", false),
            ("{tags: gis}", "darlbrook", true), ("{tags: else}", "darlbrook", false),
            ("{tags: gis}", "stockvale", false), ("{groups: other, hosts: gis01}", "darlbrook", true),
        ]
    )
    func aRecordCoversWhomItsScopeNames(scope: String, organisation: String, isCovered: Bool) async throws {
        var example = Self.cases[2]
        example.probe = "none"
        let record = Self.record("rhel-els", scope: scope, of: organisation)
        let verdict = try await Self.assess(example, "", record: record).verdict
        #expect(verdict.status == (isCovered ? .extendedPaid : .unsupported))
    }

    @Test func aSourceFileThatNobodyCouldReadContradictsNothing() async throws {
        let example = Self.cases[4]
        let answer = Self.debian + "apt\tunread\t-\t-\t-\t/etc/apt/sources.list.d/private.list\n"
        let verdict = try await Self.assess(example, answer, record: Self.record("freexian-elts")).verdict
        #expect(verdict.status == .extendedPaid)
        #expect(try await Self.assess(example, answer).verdict.status == .unsupported)
    }

    @Test func aProContractThatRanOutIsNoCover() async throws {
        let example = Self.cases[1]
        let answer = "client\nattached true\nexpires 2026-10-31T00:00:00+00:00\nservice esm-infra enabled\n"
        let over = try await Self.assess(example, answer).verdict
        #expect(over.status == .unsupported)
        let recorded = try await Self.assess(example, answer, record: Self.record("ubuntu-pro")).verdict
        #expect(recorded.reasons.contains { $0.contains("its Ubuntu Pro contract ended on 31 October 2026") })
        let before = try await Self.assess(example, answer, on: "2026-10-31").verdict
        #expect(before.status == .extendedPaid)
        #expect(before.supportEnd == CalendarDay("2026-10-31"))
    }

    @Test func anUnknownEntitlementIsRefusedWithTheNearestWord() async throws {
        let error = await #expect(throws: InvalidFile.self) {
            try await Self.assess(Self.cases[2], "", record: Self.record("rhel-esl"))
        }
        #expect(
            error?.description.contains("no rule defines the entitlement 'rhel-esl'; did you mean 'rhel-els'?") == true
        )
    }
}
