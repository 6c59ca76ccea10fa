import EstateModel
import Glibc
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct ManySessionsTests {
        @Test func sixtySessionsRunAtOnce() async throws {
            let login = try LoginFixture(policy: .recordOnFirstUse, knownHosts: { _ in "" })
            let results = try await withThrowingTaskGroup(of: CommandResult.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let session = try await login.connect()
                        let input = Array("head -c 56000 /dev/zero; exit \(number)".utf8)
                        let result = await session.answer("/bin/sh -s", input: input)
                        await session.close()
                        return result
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { $0.stdout.count == 56_000 && $0.ending == .complete })
            #expect(Set(results.map(\.exitStatus)) == Set((0..<60).map(Optional.init)))
            // Met sixty times at once, recorded once.
            #expect(login.folder.text(of: "known_hosts").split(separator: "\n").count == 1)
        }
    }
}
