import Glibc
import TestSupport
import Testing

/// The file system of a real Debian 11, which `script/test-hosts` makes.
private enum OldServer {
    private static let folder = ReeveProgram.packageRoot + "/.build-hosts/debian-11"
    static let isThere = access(folder + ".ready", F_OK) == 0

    /// The real path: sshd wants every part of it owned by root.
    static let root: String = {
        let real = realpath(folder, nil)
        defer { free(real) }
        return real.map { String(cString: $0) } ?? folder
    }()
}

/// A real Debian 11 beside this machine: the same day, two calendars.
@Suite(
    .enabled(if: ReeveProgram.isBuilt && TestSSHServer.isAvailable && geteuid() == 0, "needs sshd and root"),
    .enabled(if: OldServer.isThere, "there is no .build-hosts/debian-11; script/test-hosts makes it")
)
struct OldServerTests {
    private static let outcomes = Task {
        let estate = try EndToEndEstate()
        try estate.addHost("here")
        try estate.addHost("old-server") { $0.chrootDirectory = OldServer.root }
        var outcomes = ["scan": try await estate.reeve("scan")]
        outcomes["findings"] = try await estate.reeve("findings", "--all", "--format", "json", "--as-of", "2026-11-20")
        outcomes["register"] = try await estate.reeve("register", "--format", "json", "--as-of", "2026-11-20")
        outcomes["explain"] = try await estate.reeve("explain", "old-server", "debian", "--as-of", "2026-11-20")
        outcomes["last day"] = try await estate.reeve(
            "findings",
            "--all",
            "--format",
            "json",
            "--asset",
            "old-server",
            "--as-of",
            "2026-08-31"
        )
        return outcomes
    }

    private func findings(_ name: String) async throws -> [Listed.Finding] {
        try Listed.rows(Listed.Finding.self, in: try #require(try await Self.outcomes.value[name]))
    }

    @Test(.timeLimit(.minutes(3)))
    func debian11AndItsPackagesAreOutOfSupport() async throws {
        let scan = try #require(try await Self.outcomes.value["scan"])
        #expect(scan.output.hasPrefix("2 of 2 targets read, 2 new."), "\(scan)")
        let old = try await findings("findings").filter { $0.asset == "old-server" }
        let system = try #require(old.first { $0.what == "Debian 11 (bullseye)" })
        #expect(system.status == "unsupported")
        #expect(system.supportEnd == "2026-08-31")
        let packages = try #require(old.first { $0.what == "packages of Debian 11 (bullseye)" })
        #expect(packages.status == "unsupported")
        #expect(packages.clock == "debian/11")
        #expect(try await Self.outcomes.value["findings"]?.status == 2)
    }

    @Test(.timeLimit(.minutes(3)), .enabled(if: OSRelease.ofThisMachine.isSupportedDebian, "not a supported Debian"))
    func thisMachineIsJudgedByItsOwnCalendar() async throws {
        let here = try await findings("findings").filter { $0.asset == "here" }
        let version = OSRelease.ofThisMachine.version
        let packages = try #require(here.first { $0.what.hasPrefix("packages of Debian \(version) ") })
        #expect(packages.clock == "debian/\(version)")
        #expect(packages.status != "unsupported")
    }

    @Test(.timeLimit(.minutes(3)))
    func onItsLastDayItWasStillSupported() async throws {
        let system = try await findings("last day").first { $0.what == "Debian 11 (bullseye)" }
        #expect(system?.status == "extended-free")
    }

    @Test(.timeLimit(.minutes(3)))
    func theReasonsLeadFromTheVerdictToTheRawLine() async throws {
        let explained = try #require(try await Self.outcomes.value["explain"])
        #expect(explained.status == 0)
        let text = explained.output
        #expect(text.contains("Verdict     unsupported since 1 September 2026"), "\(explained)")
        #expect(text.contains("That is release 11 (Debian 11 (bullseye))."))
        #expect(text.contains("packages judged by Debian 11 (bullseye)"))
        #expect(text.contains(#/probe release, line \d+: VERSION_ID="11"/#))
        #expect(text.contains("probe dpkg, line "))
        #expect(text.contains("https://endoflife.date/debian"))
    }

    @Test(.timeLimit(.minutes(3)))
    func theRegisterHoldsItOnceForTheWholeServer() async throws {
        let register = try #require(try await Self.outcomes.value["register"])
        let risks = try Listed.rows(Listed.Risk.self, in: register).filter { $0.assets.contains("old-server") }
        #expect(risks.count { $0.what.contains("Debian 11") } == 1)
        #expect(register.status == 2)
        #expect(risks.first { $0.what.contains("Debian 11") }?.unmanaged == true)
    }
}
