import Foundation
import TestSupport
import Testing

/// What the program leaves behind on the machine that runs it.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct SafeProcessTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    /// Runs `reeve` under the umask that most systems have.
    private func open(_ estate: EndToEndEstate, _ words: String...) async throws -> ReeveProgram.Outcome {
        let command = "umask 022; exec " + estate.commandLine(words)
        return try await ReeveProgram.run(["-c", command], program: "/bin/sh")
    }

    @Test(.timeLimit(.minutes(3)))
    func whateverIsWrittenIsForItsOwnerOnly() async throws {
        let estate = try EndToEndEstate()
        let sideFiles = estate.folder.path("side-files")
        let look = "stat -c '%a %n' \(estate.path)/reeve.sqlite* >\(sideFiles); exec $REAL \"$@\""
        let disguise = HostDisguise.isPossible ? HostDisguise(replacing: [DisguisedHosts.dpkg: look]) : nil
        try estate.addHost("db01", disguise, recordsHostKey: false)
        unlink(estate.path + "/known_hosts")
        let events = estate.folder.path("events")
        #expect(try await open(estate, "scan", "--trust-new-host-keys", "--events", events).status == 0)
        #expect(try await open(estate, "report", "html", "-o", estate.folder.path("report.html")).status == 0)
        for name in ["estate/reeve.sqlite", "estate/reeve.lock", "estate/known_hosts", "report.html", "events"] {
            #expect(try mode(estate.folder.path(name)) == 0o600, "\(name)")
        }
        // Also those that exist only while a scan runs.
        let seen = estate.folder.text(of: "side-files").split(separator: "\n")
        #expect(seen.allSatisfy { $0.hasPrefix("600 ") }, "\(seen)")
        if disguise != nil { #expect(seen.contains { $0.hasSuffix("-wal") }, "\(seen)") }
    }

    /// A program that gives a secret sees what it inherits from `reeve`.
    @Test(.timeLimit(.minutes(1)))
    func noCoreIsDumped() async throws {
        let estate = try EndToEndEstate()
        let seen = estate.folder.path("seen")
        let program = "#!/bin/sh\n{ ulimit -c; umask; } >\(seen)\necho secret\n"
        let path = try estate.folder.write(program, to: "secret", permissions: 0o755)
        try estate.addCredential("asked: {password: {command: [\(path)]}}")
        try estate.addTarget("db01", port: LoopbackSocket.closedPort(), settings: "credential: asked")
        #expect(try await estate.reeve("scan").status == 3)
        #expect(estate.folder.text(of: "seen") == "0\n0077\n")
    }

    /// The work looks at no cancellation: a program that ignores signals is being waited for.
    @Test(.timeLimit(.minutes(1)))
    func aSecondInterruptionEndsTheProcessAtOnce() async throws {
        let estate = try EndToEndEstate()
        let program = """
            #!/bin/sh
            trap '' INT TERM
            read -r _ id _ <\(estate.path)/reeve.lock
            kill -INT "$id"
            while kill -0 "$id" 2>/dev/null; do kill -INT "$id"; done
            """
        let path = try estate.folder.write(program, to: "secret", permissions: 0o755)
        try estate.addCredential("asked: {password: {command: [\(path)]}}")
        try estate.addTarget("db01", port: LoopbackSocket.closedPort(), settings: "credential: asked")
        let began = ContinuousClock.now
        let stopped = try await estate.reeve("scan")
        #expect(stopped.status == 130, "\(stopped)")
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test(.timeLimit(.minutes(1)))
    func aRuleThatIsAPipeOrTooLargeIsRefused() async throws {
        let estate = try EndToEndEstate()
        let rules = estate.folder.path("few-rules")
        #expect(mkfifo(rules + "/pipe.yaml", 0o600) == 0)
        let piped = try await ReeveProgram.run(["rules", "check", "--rules", rules])
        #expect(piped.status == 1)
        #expect(
            piped.messages.contains("pipe.yaml is no regular file; check what it is and its permissions"),
            "\(piped)"
        )
        unlink(rules + "/pipe.yaml")
        symlink("/dev/zero", rules + "/endless.yaml")
        let endless = try await ReeveProgram.run(["rules", "check", "--rules", rules])
        #expect(endless.status == 1)
        #expect(endless.messages.contains("endless.yaml is no regular file"), "\(endless)")
    }
}
