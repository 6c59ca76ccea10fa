import EstateModel
import Foundation
import Testing

@testable import Collectors

/// The whole Linux script, run on this machine. What it finds differs from machine to machine; how it behaves does not.
struct LinuxPlatformTests {
    private static var script: ProbeScript {
        PosixScript.compose(PosixScript.text(of: PlatformRegistry.posix), nonce: ShellRun.nonce, escalation: .none)
    }

    @Test(arguments: ShellRun.shells)
    func everyShellAnswersTheWholeScript(shell: String) throws {
        let run = try ShellRun(Self.script, shell: shell)
        let transcript = run.transcript
        #expect(transcript.isComplete)
        #expect(transcript.answers.map(\.probe) == [HostDescription.probe] + Platform.linux.probes.map(\.id))
        for answer in transcript.answers {
            #expect(answer.status != nil, "\(answer.probe)")
            let complaint = String(decoding: answer.stderr, as: UTF8.self)
            for mark in ["syntax error", "not found", "bad substitution", "unexpected", "Illegal", "invalid option"] {
                #expect(!complaint.contains(mark), "\(answer.probe): \(complaint)")
            }
        }
        let collection = Platform.linux.collection(
            from: Answers(transcript.answers),
            scriptDigest: Self.script.digest
        )
        #expect(collection.operatingSystem?.id != nil)
        #expect(collection.operatingSystem?.kernelRelease != nil)
        #expect(collection.operatingSystem?.architecture != nil)
        #expect(collection.bootedAt != nil)
        #expect(collection.completeness[.system] == .complete)
        #expect(collection.software.count > 10)
    }

    @Test func aSecondRunGivesTheSameBytes() throws {
        let first = try ShellRun(Self.script).transcript.answers
        let second = try ShellRun(Self.script).transcript.answers
        for (one, other) in zip(first, second) where !["listeners", "memory", "ss"].contains(one.probe) {
            #expect(one.stdout == other.stdout, "\(one.probe)")
        }
    }

    @Test func nothingIsLeftBehind() throws {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let places = ["/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt", "/etc", "/var/lib/rpm", home.path]
        let before = places.map(Self.listing)
        _ = try ShellRun(Self.script, environment: ["HOME": home.path, "TMPDIR": home.path])
        #expect(places.map(Self.listing) == before)
    }

    /// Names, sizes and times of all files below a folder.
    private static func listing(_ folder: String) -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
        return walk.compactMap { $0 as? String }.map { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            let size = attributes?[.size] as? Int ?? 0
            let changed = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(name) \(size) \(changed)"
        }.sorted()
    }
}
