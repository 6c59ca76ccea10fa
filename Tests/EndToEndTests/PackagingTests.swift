import Foundation
import TestSupport
import Testing

/// What administrators install beside the program.
struct PackagingTests {
    private static let folder = ReeveProgram.packageRoot + "/packaging"
    private static let analyser = "/usr/bin/systemd-analyze"
    private static var hasAnalyser: Bool { FileManager.default.isExecutableFile(atPath: analyser) }
    private static var hasFlock: Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/flock") }

    private static func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    @Test(.enabled(if: hasAnalyser, "there is no systemd-analyze here"))
    func systemdFindsNoFaultInTheUnits() throws {
        let folder = try TemporaryFolder()
        var units: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/systemd").sorted()
        where name.hasSuffix(".service") || name.hasSuffix(".timer") {
            // The analyser wants the program to be there, which is not installed yet.
            let unit = try Self.text("systemd/" + name)
                .replacingOccurrences(of: "/usr/local/bin/reeve", with: "/bin/true")
            units.append(try folder.write(unit, to: name))
        }
        #expect(units.count == 6)
        try ChildProcess.run([Self.analyser, "verify"] + units, in: folder)
    }

    @Test func allServicesAreHardenedAlike() throws {
        func settings(_ name: String) throws -> [Substring] {
            let text = try Self.text("systemd/" + name)
            let start = try #require(text.range(of: "\nUser=reeve\n"))
            return text[start.lowerBound...].split(separator: "\n")
        }
        let scan = try settings("reeve-scan.service")
        #expect(try settings("reeve-resume.service") == scan)
        #expect(try settings("reeve-notices.service") == scan)
        #expect(scan.contains("NoNewPrivileges=yes") && scan.contains("ProtectSystem=strict"))
    }

    /// Zero is the best; what is left of it is that scans need the network.
    @Test(
        .enabled(if: hasAnalyser, "there is no systemd-analyze here"),
        arguments: ["reeve-scan.service", "reeve-resume.service", "reeve-notices.service"]
    )
    func theServicesAreLittleExposed(_ name: String) throws {
        let folder = try TemporaryFolder()
        let unit = try folder.write(Self.text("systemd/" + name), to: name)
        try ChildProcess.run([Self.analyser, "security", "--offline=true", "--threshold=20", unit], in: folder)
    }

    /// The hourly service asks before it starts whether a scan is running, by the file that a scan locks.
    @Test(.enabled(if: hasFlock, "there is no flock here"))
    func aRunningScanIsSeenByItsLock() throws {
        let folder = try TemporaryFolder()
        let lock = folder.path("reeve.lock")
        let isFree = ["/usr/bin/flock", "--shared", "--nonblock", lock, "/bin/true"]
        let condition = try Self.text("systemd/reeve-resume.service")
        let asked = isFree.map { $0 == lock ? "/var/lib/reeve/estate/reeve.lock" : $0 }.joined(separator: " ")
        #expect(condition.contains("ExecCondition=\(asked)\n"))
        try ChildProcess.run(isFree, in: folder)
        #expect(throws: ChildProcess.Failure.self) {
            try ChildProcess.run(["/usr/bin/flock", "--exclusive", lock] + isFree, in: folder)
        }
    }

    /// A unit that names an option which is gone fails at night, when nobody looks.
    @Test(
        .enabled(if: ReeveProgram.isBuilt, "the program is not built"),
        arguments: ["systemd/reeve-scan.service", "systemd/reeve-resume.service", "cron/reeve"]
    )
    func theCommandsExist(_ name: String) async throws {
        let lines = try Self.text(name).split(separator: "\n").filter { $0.contains("/usr/local/bin/reeve scan") }
        #expect(!lines.isEmpty)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let start = try #require(words.firstIndex { $0.hasSuffix("/usr/local/bin/reeve") })
            let command = words[(start + 1)...].prefix { !$0.contains(">") && !$0.hasPrefix("|") }
            let folder = try TemporaryFolder()
            let estate = folder.path("estate")
            _ = try await ReeveProgram.run(["init", estate])
            let replaced = command.map { $0 == "/var/lib/reeve/estate" ? estate : $0 } + ["--dry-run"]
            let outcome = try await ReeveProgram.run(replaced)
            #expect(outcome.status == 0, "\(outcome)")
        }
    }
}
