import EstateModel
import Testing

@testable import Collectors

struct UpdatesTests {
    private func linux(_ answers: [String: [UInt8]], status: [String: Int] = [:], kernel: String? = nil)
        -> HostCollection
    {
        var given = answers
        if let kernel {
            given["identity"] =
                (given["identity"] ?? [])
                + Array("btime 1742500000\n==> /proc/sys/kernel/osrelease <==\n\(kernel)\n".utf8)
        }
        let answers = Platform.linux.probes.map {
            Answer(probe: $0.id, status: status[$0.id] ?? 0, stdout: given[$0.id] ?? [])
        }
        return Platform.linux.collection(from: Answers(answers), scriptDigest: "")
    }

    @Test func debianTellsWhatIsPendingAndWhatOfItIsSecurity() throws {
        let updates = try #require(
            linux(
                [
                    "dpkg": try Fixture.bytes("linux/dpkg/debian12.txt"),
                    "apt-policy": try Fixture.bytes("linux/apt/policy-debian12.txt"),
                    "apt-releases": try Fixture.bytes("linux/apt/releases-debian12.txt"),
                    "update-days": try Fixture.bytes("linux/updates/days-debian12.txt"),
                    "restart": try Fixture.bytes("linux/updates/restart-debian12.txt"),
                ],
                kernel: "6.1.0-31-amd64"
            ).updates
        )
        let apt = updates.pending?.first { $0.name == "apt" }
        #expect(apt?.installed == "2.6.1")
        #expect(apt?.available == "2.6.2")
        #expect(apt?.security == true)
        #expect(updates.pending?.first { $0.name == "base-files" }?.security == false)
        #expect(updates.pending?.first { $0.name == "postgresql-16" }?.security == false)
        #expect(updates.listsRefreshed == CalendarDay("2025-05-02"))
        #expect(updates.lastInstalled == CalendarDay("2025-04-28"))
        #expect(updates.rebootNeeded == true)
        #expect(updates.newestInstalledKernel == "6.1.0-35-amd64")
    }

    @Test func aHostWithoutListsDoesNotClaimToBePatched() throws {
        let collection = linux([
            "dpkg": try Fixture.bytes("linux/dpkg/debian12.txt"), "apt-policy": Array("P bash - - -\n".utf8),
        ])
        #expect(collection.updates?.pending == nil)
        #expect(collection.completeness[.updates] == .partial)
    }

    @Test func yum7WrapsLongNamesAndRepeatsObsoletedOnes() throws {
        let updates = linux([
            "rpm": Array("bash\t4.2.46-34.el7\tx86_64\t1742000000\tCentOS\tbash-4.2.46-34.el7.src.rpm\t\n".utf8),
            "updates": try Fixture.bytes("linux/updates/yum7.txt"),
            "updates-security": try Fixture.bytes("linux/updates/dnf4-security.txt"),
        ]).updates
        let pending = try #require(updates?.pending)
        #expect(pending.map(\.name) == ["bash", "java-1.8.0-openjdk-headless-with-a-long-name", "tzdata"])
        #expect(pending.map(\.available) == ["4.2.46-35.el7_9", "1:1.8.0.412.b08-1.el7_9", "2024a-1.el7"])
        #expect(pending.map(\.security) == [true, false, false])
        #expect(pending[0].installed == "4.2.46-34.el7")
        #expect(updates?.lastInstalled == Instant(secondsSinceEpoch: 1_742_000_000).day)
    }

    @Test func dnf5IsRead() throws {
        let updates = linux([
            "updates": try Fixture.bytes("linux/updates/dnf5.txt"),
            "updates-security": try Fixture.bytes("linux/updates/dnf5-security.txt"),
        ]).updates
        #expect(updates?.pending?.map(\.name) == ["libcap", "vim-minimal"])
        #expect(updates?.pending?.map(\.security) == [true, false])
    }

    @Test func withoutAdvisoriesSecurityIsNotKnown() throws {
        let updates = linux(["updates": try Fixture.bytes("linux/updates/dnf5.txt")], status: ["updates-security": 1])
        #expect(updates.updates?.pending?.map(\.security) == [nil, nil])
    }

    @Test func aCacheThatCannotBeReadIsAProblem() throws {
        let collection = linux(
            ["updates": Array("# yum\nError: Cache-only enabled but no cache for 'baseos'\n".utf8)],
            status: ["updates": 1]
        )
        #expect(collection.updates?.pending == nil)
        #expect(collection.completeness[.updates] == .partial)
        #expect(collection.problems.contains { $0.probe == "updates" })
    }

    @Test func zypperTellsPackagesAndPatches() throws {
        let updates = linux(["updates": try Fixture.bytes("linux/updates/zypper.txt")]).updates
        #expect(
            updates?.pending == [
                UpdateState.PendingUpdate(
                    name: "SUSE-SLE-Module-Basesystem-15-SP5-2024-11",
                    available: "1",
                    security: true
                ),
                UpdateState.PendingUpdate(
                    name: "bash",
                    installed: "4.4-150400.25.22",
                    available: "4.4-150400.27.3.2"
                ),
            ]
        )
    }

    @Test func apkAndPacmanAreRead() throws {
        let apk = linux(["updates": try Fixture.bytes("linux/updates/apk.txt")]).updates?.pending
        #expect(apk?.map(\.name) == ["busybox", "libssl3"])
        #expect(apk?.map(\.available) == ["1.36.1-r29", "3.3.2-r0"])
        #expect(apk?.map(\.installed) == ["1.36.1-r28", "3.3.0-r2"])
        let pacman = linux(["updates": try Fixture.bytes("linux/updates/pacman.txt")]).updates?.pending
        #expect(pacman?.map(\.name) == ["linux", "yay"])
        #expect(pacman?.map(\.available) == ["6.12.4.arch1-1", "12.4.3-1"])
    }

    @Test(
        arguments: [
            ("", "6.1.0-31-amd64", nil, nil),
            ("kernel 6.1.0-31-amd64\n", "6.1.0-31-amd64", false, nil),
            ("kernel 6.1.0-9-amd64\nkernel 6.1.0-31-amd64\n", "6.1.0-9-amd64", true, "6.1.0-31-amd64"),
            ("kernel 6.1.0-40-cloud-amd64\nkernel 6.1.0-31-amd64\n", "6.1.0-31-amd64", false, nil),
            ("flag /run/reboot-required\n", "6.1.0-31-amd64", true, nil),
            (
                "kernel 4.18.0-553.44.1.el8_10.x86_64\nkernel 4.18.0-553.5.1.el8_10.x86_64\n",
                "4.18.0-553.5.1.el8_10.x86_64", true,
                "4.18.0-553.44.1.el8_10.x86_64"
            ),
        ] as [(String, String, Bool?, String?)]
    )
    func aRestartIsWantedForANewerKernelOfTheSameKind(text: String, running: String, wanted: Bool?, newer: String?) {
        let updates = linux(["restart": Array(text.utf8)], kernel: running).updates
        #expect(updates?.rebootNeeded == wanted)
        #expect(updates?.newestInstalledKernel == newer)
    }

    @Test func rpmWantsARestartForWhatWasInstalledSinceTheStart() throws {
        let rpm = try Fixture.bytes("linux/rpm/rhel8.txt")
        #expect(linux(["rpm": rpm], kernel: "4.18.0-553.44.1.el8_10.x86_64").updates?.rebootNeeded == true)
        let old = Array("glibc\t2.28-1\tx86_64\t1500000000\tx\tglibc-2.28-1.src.rpm\t\n".utf8)
        #expect(linux(["rpm": old], kernel: "4.18.0-553.44.1.el8_10.x86_64").updates?.rebootNeeded == false)
    }
}
