import EstateModel
import Foundation
import Testing

/// The default of `host-bytes` is what an endless host costs, and must hold the largest honest one.
struct HostBytesTests {
    /// Words in the paths of recordings of what a probe reads.
    private static let subjects = ["dpkg", "rpm", "pacman", "wmi", "esx", "dmidecode", "virsh", "dumpxml"]
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/corpus")
    private static let hasCorpus = FileManager.default.fileExists(atPath: corpus.path)

    private struct Probe: Decodable {
        var byteLimit: Int
    }

    @Test func aProbeWithoutEndIsCutBeforeItsHostIs() async throws {
        let listing = try await ReeveProgram.run(["probes", "list", "--format", "json"])
        let probes = try JSONDecoder().decode([Probe].self, from: Data(listing.output.utf8))
        let largest = try #require(probes.map(\.byteLimit).max())
        #expect(largest == 8 << 20)
        #expect(Limits().hostBytes > largest + 2 << 20)
    }

    @Test(.enabled(if: hasCorpus, "needs the folder ../shared beside the project"))
    func theLargestRecordedAnswerFitsTenTimes() throws {
        let keys: [URLResourceKey] = [.fileSizeKey]
        let files = try #require(FileManager.default.enumerator(at: Self.corpus, includingPropertiesForKeys: keys))
        var largest = 0
        for case let file as URL in files where Self.subjects.contains(where: file.path.contains) {
            largest = max(largest, try file.resourceValues(forKeys: Set(keys)).fileSize ?? 0)
        }
        #expect(largest > 100_000)
        #expect(largest * 10 < Limits().hostBytes)
    }
}
