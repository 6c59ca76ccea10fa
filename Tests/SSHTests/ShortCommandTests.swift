import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    /// Many short commands on the same connections: where an end is missed, a command stalls until its deadline
    /// (as in parallel-ssh issue 344).
    @Suite
    struct ShortCommandTests {
        private static func command(_ seed: UInt64) -> (script: String, stdout: Int, stderr: Int, status: Int) {
            var random = SeededRandom(seed: seed)
            let pieces = (0..<random.next(below: 6)).map { _ in
                (
                    bytes: random.next(below: 3) == 0 ? random.next(below: 200_000) : random.next(below: 40),
                    toStderr: random.next(below: 3) == 0
                )
            }
            let status = random.next(below: 100)
            let lines = pieces.map { "head -c \($0.bytes) /dev/zero\($0.toStderr ? " >&2" : "")" }
            // Some end with something left behind that closes its outputs, some close them before they end.
            let last = ["exit \(status)", "exec >&- 2>&-; exit \(status)", "true & wait; exit \(status)"][
                random.next(below: 3)
            ]
            return (
                (lines + [last]).joined(separator: "\n") + "\n",
                pieces.filter { !$0.toStderr }.map(\.bytes).reduce(0, +),
                pieces.filter(\.toStderr).map(\.bytes).reduce(0, +),
                status
            )
        }

        private static func description(of result: CommandResult, _ script: String) -> String {
            "\(visible(script)) gave \(result.stdout.count) and \(result.stderr.count) bytes, status"
                + " \(result.exitStatus ?? -1), \(result.ending); \(visible(bytes: result.stderr.filter { $0 != 0 }))"
        }

        @Test(arguments: [0, 1])
        func noneOfHundredsStalls(jumpHosts: Int) async throws {
            let fixture = try JumpFixture(hops: jumpHosts)
            let seed = UInt64.random(in: 0...UInt64.max)
            let slow = try await withThrowingTaskGroup(of: [String].self) { group in
                for connection in 0..<6 {
                    group.addTask {
                        let session = try await fixture.connect("db\(connection)")
                        var failures: [String] = []
                        for number in 0..<25 {
                            let (script, stdout, stderr, status) = Self.command(
                                seed &+ UInt64(connection * 1000 + number)
                            )
                            let result = await session.answer("/bin/sh -s", input: Array(script.utf8))
                            // A login shell may have something of its own to say on stderr.
                            let isRight =
                                result.ending == .complete && result.stdout.count == stdout
                                && result.stderr.count(where: { $0 == 0 }) == stderr && result.exitStatus == status
                            if !isRight { failures.append(Self.description(of: result, script)) }
                            guard result.ending == .complete else { break }
                        }
                        await session.close()
                        return failures
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(slow.isEmpty, "seed \(seed): \(slow)")
        }
    }
}

extension SeededRandom {
    mutating func next(below bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &self)
    }
}
