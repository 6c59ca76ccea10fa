import TestSupport
import Testing

/// Scans that are stopped in the middle, and scans that meet another. The host itself does the stopping, while it is
/// being read, so that nothing has to be waited for.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct InterruptionTests {
    /// An estate of a host that is read whole, and one that does something to the scan while it is read.
    private func estate(whileRead action: (EndToEndEstate) -> String) throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.addHost("first", HostDisguise())
        try estate.addHost("second", HostDisguise(replacing: [DisguisedHosts.dpkg: action(estate)]))
        return estate
    }

    private func signal(_ name: String, _ estate: EndToEndEstate) -> String {
        // The first host was read before this one was begun; let it be written.
        """
        sleep 2
        read -r _ id _ <\(estate.path)/reeve.lock
        kill -\(name) "$id"
        sleep 10
        """
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["INT", "TERM"])
    func whatWasReadBeforeTheScanIsStoppedStays(_ name: String) async throws {
        let estate = try estate { signal(name, $0) }
        let stopped = try await estate.reeve("scan", "--in-order", "--at-once", "1")
        #expect(stopped.status == 130, "\(stopped)")
        #expect(stopped.messages.contains("stopping; what was recorded stays"))
        try FaultsDocument.expectCommand(stopped)
        #expect(stopped.output.hasPrefix("1 of 2 targets read, 1 new, 1 not visited because the scan was stopped."))
        let scans = try await estate.reeve("scans", "--format", "csv")
        #expect(scans.output.contains(",interrupted,1,1,"), "\(scans)")
        let assets = try await estate.reeve("assets", "--format", "csv")
        #expect(assets.output.contains(",first,"), "\(assets)")
        #expect(!assets.output.contains(",second,"))
        #expect(try estate.integrity() == "ok")
    }

    @Test(.timeLimit(.minutes(3)))
    func aScanThatIsKilledLeavesWholeHostsAndNoLock() async throws {
        let estate = try estate { signal("KILL", $0) }
        let killed = try await estate.reeve("scan", "--in-order", "--at-once", "1")
        #expect(killed.signal == 9, "\(killed)")
        #expect(try estate.integrity() == "ok")
        #expect(try await estate.reeve("scans", "--format", "csv").output.contains(",interrupted,1,1,"))
        let next = try await estate.reeve("scan", "--target", "first")
        #expect(next.status == 0, "\(next)")
        #expect(next.output.hasPrefix("1 of 1 targets read"))
        let scans = try await estate.reeve("scans", "--format", "csv")
        #expect(scans.output.contains("finished"))
        #expect(try estate.integrity() == "ok")
    }

    @Test(.timeLimit(.minutes(3)))
    func aSecondScanOfTheEstateSaysWhoHoldsItAndEnds() async throws {
        let estate = try estate { estate in
            """
            {
                \(estate.commandLine("scan", "--target", "first"))
                echo "status $?"
                \(estate.commandLine("scans", "--format", "csv"))
                \(estate.commandLine("assets", "--format", "csv"))
            } >\(estate.folder.path("second-scan")) 2>&1
            exec $REAL "$@"
            """
        }
        let scan = try await estate.reeve("scan", "--in-order", "--at-once", "1")
        #expect(scan.status == 0, "\(scan)")
        let said = estate.folder.text(of: "second-scan")
        #expect(said.contains("another scan of this estate is running (pid "))
        #expect(said.contains("wait until it has finished, or stop it"))
        #expect(said.contains("status 1\n"))
        try FaultsDocument.expectCommand(ReeveProgram.Outcome(status: 1, output: "", messages: said))
        #expect(said.contains(",running,1,1,"), "\(said)")
        // Reading goes on meanwhile.
        #expect(said.contains(",first,"))
    }

    /// A program that prints a secret may be waiting for a person.
    @Test(.timeLimit(.minutes(3)))
    func aScanIsStoppedWhileItFetchesASecret() async throws {
        let estate = try EndToEndEstate()
        let program = """
            #!/bin/sh
            read -r _ id _ <\(estate.path)/reeve.lock
            kill -INT "$id"
            sleep 10
            """
        let path = try estate.folder.write(program, to: "secret", permissions: 0o755)
        try estate.addCredential("asked: {password: {command: [\(path)]}}")
        try estate.addTarget("db01", port: LoopbackSocket.closedPort(), settings: "credential: asked")
        let stopped = try await estate.reeve("scan")
        #expect(stopped.status == 130, "\(stopped)")
        #expect(stopped.messages.contains("stopping; what was recorded stays"))
        #expect(try await estate.reeve("scans").status == 0)
    }
}
