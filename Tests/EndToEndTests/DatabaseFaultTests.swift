import Glibc
import TestSupport
import Testing

/// A database that cannot be written or read: said with a remedy, nothing half written, and nothing lost.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct DatabaseFaultTests {
    private func scannedEstate() async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 0, "\(scan)")
        return estate
    }

    @Test(.timeLimit(.minutes(3)))
    func aDatabaseThatAnotherProcessWritesIsLocked() async throws {
        let estate = try await scannedEstate()
        let locked = try await ReeveProgram.run(
            [estate.database, "BEGIN IMMEDIATE", ".shell \(estate.commandLine("scan")); echo status $? >&2"],
            program: "/usr/bin/sqlite3"
        )
        #expect(locked.messages.contains("the database is locked by another process"), "\(locked)")
        #expect(locked.messages.contains("wait until it has finished and try again"))
        #expect(locked.messages.hasSuffix("status 1\n"))
        try FaultsDocument.expectCommand(ReeveProgram.Outcome(status: 1, output: "", messages: locked.messages))
        let after = try await estate.reeve("scan")
        #expect(after.status == 0, "\(after)")
        #expect(try estate.integrity() == "ok")
    }

    /// As an ordinary limit of the shell sets it; the kernel would kill the process that does not expect it.
    @Test(.timeLimit(.minutes(3)))
    func aLimitOnFileSizesIsSaidAndNothingIsHalfWritten() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        // In blocks of 512 bytes: enough for the empty tables, not for a host.
        let limited = try await ReeveProgram.run(
            ["-c", "ulimit -f 700; exec \(estate.commandLine("scan"))"],
            program: "/bin/sh"
        )
        #expect(limited.status == 1, "\(limited)")
        #expect(limited.messages.contains("\(estate.database): the disk"), "\(limited)")
        try FaultsDocument.expectCommand(limited)
        #expect(try estate.integrity() == "ok")
        #expect(try await estate.reeve("assets", "--format", "csv").output.split(separator: "\r\n").count == 1)
        let after = try await estate.reeve("scan")
        #expect(after.status == 0, "\(after)")
        #expect(after.output.hasPrefix("1 of 1 targets read, 1 new."))
    }

    @Test(
        .timeLimit(.minutes(3)),
        .enabled(if: geteuid() == 0 && HostDisguise.isPossible, "needs root to mount a disk")
    )
    func aFullDiskIsSaidAndTheScanWorksOnceThereIsSpace() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        // A disk of 2 MiB in a mount namespace, with the estate on it.
        let script = """
            set -e
            mkdir \(estate.path)/../disk
            mount -t tmpfs -o size=2m none \(estate.path)/../disk
            cp -a \(estate.path)/. \(estate.path)/../disk
            mount --bind \(estate.path)/../disk \(estate.path)
            head -c 1600000 /dev/zero >\(estate.path)/filler
            \(estate.commandLine("scan")) && status=0 || status=$?
            echo "full: $status"
            rm \(estate.path)/filler
            sqlite3 \(estate.database) 'PRAGMA integrity_check'
            \(estate.commandLine("scan")) && status=0 || status=$?
            echo "free: $status"
            \(estate.commandLine("scans", "--format", "csv"))
            """
        let outcome = try await ReeveProgram.run(["-m", "/bin/sh", "-c", script], program: "/usr/bin/unshare")
        #expect(outcome.messages.contains("the disk is full"), "\(outcome)")
        #expect(outcome.messages.contains("free some space"))
        try FaultsDocument.expectCommand(ReeveProgram.Outcome(status: 1, output: "", messages: outcome.messages))
        #expect(outcome.output.contains("full: 1\nok\n"), "\(outcome)")
        #expect(outcome.output.contains("1 of 1 targets read, 1 new.\nfree: 0\n"))
        #expect(outcome.output.contains(",interrupted,0,0,"))
    }

    @Test(.timeLimit(.minutes(3)), arguments: ["scan", "assets", "register"])
    func aFileThatIsNoDatabaseIsSaidAndLeftAlone(_ command: String) async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("db01", port: LoopbackSocket.closedPort())
        let text = "This is a letter to the council, and no database.\n"
        try estate.folder.write(text, to: "estate/reeve.sqlite")
        let outcome = try await estate.reeve(command)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.messages.contains("this file is no SQLite database; move it away"), "\(outcome)")
        try FaultsDocument.expectCommand(outcome)
        #expect(estate.folder.text(of: "estate/reeve.sqlite") == text)
    }

    @Test(.timeLimit(.minutes(3)))
    func aDamagedDatabaseIsSaidWithAWayToSaveIt() async throws {
        let estate = try await scannedEstate()
        // Zeros over the middle of the file, as a dying disk leaves them.
        let file = open(estate.database, O_RDWR)
        let size = lseek(file, 0, Int32(SEEK_END))
        let zeros = [UInt8](repeating: 0, count: 64 << 10)
        var offset = off_t(8192)
        while offset < size {
            _ = pwrite(file, zeros, min(zeros.count, Int(size - offset)), offset)
            offset += off_t(zeros.count)
        }
        close(file)
        for command in ["scan", "assets", "software", "findings"] {
            let outcome = try await estate.reeve(command)
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.messages.contains("the database is damaged"), "\(outcome)")
            #expect(outcome.messages.contains("restore the last backup"))
            try FaultsDocument.expectCommand(outcome)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aDatabaseOfANewerReeveIsLeftAlone() async throws {
        let estate = try await scannedEstate()
        _ = try estate.sqlite("INSERT INTO grdb_migrations VALUES ('something from the future')")
        let outcome = try await estate.reeve("scan")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.messages.contains("written by a newer reeve"))
        try FaultsDocument.expectCommand(outcome)
    }

    @Test(.timeLimit(.minutes(3)), .enabled(if: geteuid() == 0, "needs root to become another user"))
    func aFolderThatMayNotBeWrittenIsSaid() async throws {
        let estate = try await scannedEstate()
        chmod(estate.folder.path, 0o755)
        chmod(estate.path, 0o755)
        chmod(estate.folder.path("few-rules"), 0o755)
        chmod(estate.folder.path("few-rules/end-to-end.yaml"), 0o644)
        for name in ["estate.yaml", "services.yaml", "policy.yaml", "known_hosts", "reeve.sqlite", "reeve.lock"] {
            chmod(estate.path + "/" + name, 0o644)
        }
        for command in ["scan", "assets"] {
            let line = estate.commandLine(command)
            let outcome = try await ReeveProgram.run(
                ["--reuid=65534", "--regid=65534", "--clear-groups", "--", "/bin/sh", "-c", line],
                program: "/usr/bin/setpriv"
            )
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.messages.contains("give this user write access"), "\(outcome)")
            try FaultsDocument.expectCommand(outcome)
        }
    }

    /// What is cut off must not look like a whole answer.
    @Test(.timeLimit(.minutes(3)), arguments: ["assets", "software --format csv", "probes"])
    func aResultThatCannotBeWrittenIsAFailure(_ words: String) async throws {
        let estate = try await scannedEstate()
        let command = words == "probes" ? "\(ReeveProgram.path) probes" : estate.commandLine(words)
        let full = try await ReeveProgram.run(["-c", "\(command) >/dev/full"], program: "/bin/sh")
        #expect(full.status == 1, "\(full)")
        #expect(full.messages.contains("standard output cannot be written"))
        try FaultsDocument.expectCommand(full)
        let head = try await ReeveProgram.run(["-c", "\(command) | head -n 1"], program: "/bin/sh")
        #expect(head.status == 0)
        #expect(!head.messages.contains("standard output"))
    }
}
