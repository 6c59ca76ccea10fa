import EstateModel
import Foundation
import Store
import Testing

struct EstateLockTests {
    @Test func aSecondScanIsToldWhoHoldsTheLock() async throws {
        let folder = try TemporaryFolder()
        let lock = try EstateLock(folder: folder.path, now: Sample.start)
        #expect(EstateLock.isHeld(folder: folder.path))
        await expectError(.scanInProgress) { _ = try EstateLock(folder: folder.path, now: Sample.start) }
        do {
            _ = try EstateLock(folder: folder.path, now: Sample.start)
        } catch {
            #expect(error.message.contains("pid \(getpid()) since \(Sample.start)"))
        }
        _ = consume lock
    }

    @Test func theLockIsFreeOnceItsHolderIsGone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        // A real process takes the lock and is killed while it holds it.
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try EstateLock(folder: path, now: Instant(secondsSinceEpoch: 0))
            kill(getpid(), SIGKILL)
            _ = consume lock
        }
        #expect(!EstateLock.isHeld(folder: path))
        let lock = try EstateLock(folder: path, now: Sample.start)
        #expect(EstateLock.isHeld(folder: path))
        _ = consume lock
    }

    @Test func aLinkInPlaceOfTheLockIsNotFollowed() async throws {
        let folder = try TemporaryFolder()
        let precious = folder.path + "/precious"
        try Data("kept".utf8).write(to: URL(filePath: precious))
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/reeve.lock",
            withDestinationPath: precious
        )
        await expectError(.notWritable) { _ = try EstateLock(folder: folder.path, now: Sample.start) }
        #expect(try Data(contentsOf: URL(filePath: precious)) == Data("kept".utf8))
    }

    @Test func aFolderThatIsNotThereIsReported() async throws {
        let folder = try TemporaryFolder()
        await expectError(.notWritable) { _ = try EstateLock(folder: folder.path + "/missing", now: Sample.start) }
        #expect(!EstateLock.isHeld(folder: folder.path))
    }
}
