import Foundation
import TestSupport
import Testing

/// Controls that scans re-check: how they are recorded, kept fresh, and fail.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ControlRecheckTests {
    private static let people = """
        posts:
          architect: {title: Infrastructure Architect, role: architect}
        people:
          jane: {name: Jane Smith, posts: [architect]}
        """

    /// A host of a release that gets no fixes, on which something listens on port 445 when there is a file `open`.
    private func estate(first: (EndToEndEstate) throws -> String = { _ in ":" }) async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.folder.write("ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n", to: "os-release")
        let release = estate.folder.path("os-release")
        let sockets = """
            $REAL "$@"
            [ ! -e \(estate.folder.path("open")) ] || echo 'LISTEN 0 50 0.0.0.0:445 0.0.0.0:* users:(("smbd",pid=7,fd=3))'
            """
        let disguise = HostDisguise(
            replacing: ["/usr/bin/ss": sockets],
            isQuiet: true,
            first: "mount --bind \(release) $(readlink -f /etc/os-release)\n\(try first(estate))"
        )
        try estate.addHost("fs1", disguise)
        try estate.addSection(Self.people)
        #expect(try await estate.reeve("scan").status == 0)
        return estate
    }

    private func record(_ estate: EndToEndEstate, _ recheck: String) async throws -> ReeveProgram.Outcome {
        var words = ["control", "record", "--by", "jane", "--reason", "review", "--kind", "segmented"]
        words += ["--asset", "fs1", "--owner", "architect", "--about", "Nothing shares files", "--recheck", recheck]
        return try await estate.reeve(words)
    }

    private func residual(_ estate: EndToEndEstate) async throws -> Int {
        let outcome = try await estate.reeve("register", "--format", "json")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        let row = try #require(rows?.first { ($0["risk"] as? String)?.contains("Debian 9") == true }, "\(outcome)")
        return try #require(row["residual"] as? Int)
    }

    @Test(.timeLimit(.minutes(5)), .enabled(if: access("/usr/bin/ss", X_OK) == 0, "no ss here"))
    func aListenerThatAppearsFailsTheControlAndTheScoreRises() async throws {
        let estate = try await estate()
        let before = try await residual(estate)
        let recorded = try await record(estate, "no-listener 445")
        #expect(recorded.status == 0 && recorded.output == "C-0001\n", "\(recorded)")
        #expect(recorded.messages.contains("nothing listens on port 445 of fs1"), "\(recorded)")
        #expect(try await residual(estate) < before)
        #expect(try await estate.reeve("control").output.contains("no-listener 445"))

        // The same day a pass is no news.
        let quiet = try await estate.reeve("scan")
        #expect(quiet.status == 0 && !quiet.messages.contains("C-0001"), "\(quiet)")
        #expect(try await entries(estate) == 1)

        try estate.folder.write("", to: "open")
        let failed = try await estate.reeve("scan", "--quiet")
        #expect(failed.status == 0, "\(failed)")
        let sentence = "C-0001 failed its check: smbd listens on 0.0.0.0 port 445 of fs1"
        #expect(failed.messages.contains(sentence), "\(failed)")
        #expect(try await residual(estate) == before)
        let log = try await estate.reeve("audit", "--format", "json").output
        #expect(log.contains("Reeve") && log.contains("scan 3 looked again"), "\(log)")

        // It is said again, and logged once.
        #expect(try await estate.reeve("scan").messages.contains(sentence))
        #expect(try await entries(estate) == 2)
        try FileManager.default.removeItem(atPath: estate.folder.path("open"))
        #expect(try await !estate.reeve("scan").messages.contains("failed its check"))
        #expect(try await entries(estate) == 3)
        #expect(try await residual(estate) < before)
        #expect(try await estate.reeve("audit", "verify").status == 0)
    }

    /// Entries of the log about controls; what the register logs of risks is not counted.
    private func entries(_ estate: EndToEndEstate) async throws -> Int {
        let log = try await estate.reeve("audit", "--format", "json").output
        let rows = try JSONSerialization.jsonObject(with: Data(log.utf8)) as? [[String: Any]] ?? []
        return rows.count { ($0["what"] as? String)?.hasPrefix("Control ") == true }
    }

    @Test(.timeLimit(.minutes(5)), .enabled(if: access("/usr/bin/ss", X_OK) == 0, "no ss here"))
    func whatTheLastScanContradictsIsRefusedWithTheFact() async throws {
        let estate = try await estate { estate in
            try estate.folder.write("", to: "open")
            return ":"
        }
        let refused = try await record(estate, "no-listener 445")
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.messages.contains("smbd listens on 0.0.0.0 port 445 of fs1"), "\(refused)")
        let missing = try await record(estate, "agent-running falcon-sensor")
        #expect(missing.status == 1 && missing.messages.contains("falcon-sensor is not installed on fs1"), "\(missing)")
        // Its namespace has no route; its interfaces are those of the machine.
        #expect(try await record(estate, "no-default-route").status == 0)
        let connected = try await record(estate, "air-gapped")
        #expect(connected.status == 0 || connected.messages.contains("a network interface that is up"), "\(connected)")
        let unclear = try await record(estate, "no-listeners 445")
        #expect(unclear.status == 64 && unclear.messages.contains("agent-current NAME DAYS"), "\(unclear)")
        #expect(try await entries(estate) == (connected.status == 0 ? 2 : 1))
    }

    @Test(.timeLimit(.minutes(5)))
    func anAgentWhoseSignaturesAreTooOldFailsItsControl() async throws {
        let estate = try await estate { estate in
            let folder = estate.folder
            try signatures(estate, daysAgo: 1)
            mkdir(folder.path("programs"), 0o755)
            return """
                cp /bin/sleep \(folder.path("programs"))/clamd
                mount --bind \(folder.path("programs")) /usr/local/sbin
                mount --bind \(folder.path("share")) /usr/local/share
                /usr/local/sbin/clamd 600 </dev/null >/dev/null 2>&1 &
                """
        }
        let recorded = try await record(estate, "agent-current clamd 7")
        #expect(recorded.status == 0, "\(recorded)")
        let shown = try await estate.reeve("assets", "show", "fs1").output
        #expect(shown.contains("clamav (runs, current as of"), "\(shown)")
        try signatures(estate, daysAgo: 9)
        let scan = try await estate.reeve("scan")
        #expect(scan.messages.contains("C-0001 failed its check: clamav on fs1 is current as of"), "\(scan)")
        #expect(try await estate.reeve("control").output.contains("failed its check"))
    }

    private func signatures(_ estate: EndToEndEstate, daysAgo days: Int) throws {
        let folder = estate.folder
        for name in ["share", "share/clamav"] { mkdir(folder.path(name), 0o755) }
        let moment = Date(timeIntervalSinceNow: Double(-86_400 * days))
        let parts = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: moment)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = (parts.day ?? 1) < 10 ? "0\(parts.day ?? 1)" : "\(parts.day ?? 1)"
        let text =
            "ClamAV-VDB:\(day) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 0) 09-31 +0000:27000:2000:90:X:X:\n"
        try folder.write(text, to: "share/clamav/daily.cld", permissions: 0o644)
    }
}
