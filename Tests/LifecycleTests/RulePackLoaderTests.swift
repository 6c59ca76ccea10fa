import Foundation
import Lifecycle
import Testing

// Foundation, for making files and links in a temporary directory.
@Suite struct RulePackLoaderTests {
    private func withDirectory(_ body: (URL) throws -> Void) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory)
    }

    private func load(_ directory: URL) throws -> RulePack {
        try RulePack.load(directories: [.init(path: directory.path(percentEncoded: false))])
    }

    @Test func filesAreFoundBelowAndThroughALink() throws {
        try withDirectory { directory in
            let inner = directory.appending(path: "real/os")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            let text = Data(FixturePack.rule("cycles: []").utf8)
            try text.write(to: inner.appending(path: "thing.yaml"))
            try text.write(to: inner.appending(path: ".hidden.yaml"))
            try text.write(to: inner.appending(path: "notes.txt"))
            let link = directory.appending(path: "link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: directory.appending(path: "real"))
            let pack = try load(link)
            #expect(pack.products.map(\.file) == ["os/thing.yaml"])
            #expect(pack.isComplete)
            #expect(pack.sha256 == (try load(directory.appending(path: "real"))).sha256)
        }
    }

    /// A scan records which rules there were without reading them.
    @Test func theDigestNeedsNoReading() throws {
        try withDirectory { directory in
            let text = FixturePack.rule("cycles: []\ntests: [{wrong: here}]")
            try Data(text.utf8).write(to: directory.appending(path: "thing.yaml"))
            let place = RulePack.Directory(path: directory.path(percentEncoded: false))
            let whole = try RulePack.load(directories: [place])
            let forJudging = try RulePack.load(directories: [place], keepingTests: false)
            let digest = try RulePack.digest(directories: [place])
            #expect(digest == whole.sha256)
            #expect(forJudging.sha256 == whole.sha256)
            // What is wrong in a test is for `rules check`; it keeps no rule from judging.
            #expect(!whole.isComplete)
            #expect(forJudging.isComplete)
            #expect(forJudging.products.map(\.tests.count) == [0])
            try Data("[".utf8).write(to: directory.appending(path: "broken.yaml"))
            let other = try RulePack.digest(directories: [place])
            #expect(other != nil && other != digest)
        }
    }

    @Test func aDirectoryWithoutRulesHasNoDigest() throws {
        try withDirectory { directory in
            let place = RulePack.Directory(path: directory.path(percentEncoded: false))
            let digest = try RulePack.digest(directories: [place])
            #expect(digest == nil)
        }
    }

    @Test func aDirectoryThatIsNotThereIsAnErrorThatSaysWhatToDo() throws {
        try withDirectory { directory in
            let failure = #expect(throws: RulePack.LoadFailure.self) { try load(directory.appending(path: "nowhere")) }
            #expect(failure?.description.contains("check that it exists") == true)
        }
    }

    @Test func aFileThatIsTooLargeIsRefused() throws {
        try withDirectory { directory in
            try Data(repeating: 0x23, count: 5 << 20).write(to: directory.appending(path: "large.yaml"))
            #expect(throws: RulePack.LoadFailure.self) { try load(directory) }
        }
    }
}
