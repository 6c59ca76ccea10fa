import EstateModel
import Glibc
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct ManySessionsTests {
        @Test func sixtySessionsRunAtOnceOnAFewThreads() async throws {
            let login = try LoginFixture(policy: .recordOnFirstUse, knownHosts: { _ in "" })
            let threadsBefore = Self.countEntries(of: "/proc/self/task")
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
            #expect(Self.countEntries(of: "/proc/self/task") <= threadsBefore + 12)
            // Met sixty times at once, recorded once.
            #expect(login.folder.text(of: "known_hosts").split(separator: "\n").count == 1)
        }

        /// An exit test, so that no other test opens or closes descriptors of the process meanwhile.
        @Test func failingConnectionsLeaveNoDescriptorsAndNoMemoryBehind() async throws {
            await #expect(processExitsWith: .success) {
                let (descriptors, kibibytes) = try await ManySessionsTests.growth(byFailing: 100)
                // The servers run in the same process and close their ends on threads of their own. A leaked session
                // costs 110 KiB, so 20 of them would show.
                let isSmall = kibibytes < 2_000 || ManySessionsTests.isSanitized
                exit(descriptors <= 2 && isSmall ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }

        @Test func finishedSessionsLeaveNoDescriptorsBehind() async throws {
            await #expect(processExitsWith: .success) {
                let descriptors = try await ManySessionsTests.growth(bySucceeding: 20)
                exit(descriptors == 0 ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }

        /// How many descriptors and how much memory more are in use after some failures of every kind.
        private static func growth(byFailing times: Int) async throws -> (descriptors: Int, kibibytes: Int) {
            let folder = try TemporaryFolder()
            let servers = try [
                MisbehavingServer(.says("SSH-2.0-Stub\r\n")), MisbehavingServer(.saysAndCloses("SSH-2.0-Stub\r\n")),
                MisbehavingServer(.saysAndCloses("hello\r\n")), MisbehavingServer(.silent),
            ]
            let openSSH = try TestSSHServer(TestSSHServer.Options())
            let known = "[127.0.0.1]:\(openSSH.port) \(openSSH.hostKeys[0])\n"
            let client = try makeClient(knownHosts: try folder.write(known, to: "known_hosts"))
            let key = try TestKey(in: folder)
            let ports = servers.map(\.port) + [openSSH.port]
            func fail(_ times: Int) async {
                for number in 0..<times {
                    let port = ports[number % ports.count]
                    _ = try? await client.connect(
                        to: SSHEndpoint(name: "db01", address: "127.0.0.1", port: port, user: TestSSHServer.user),
                        credential: .keyFile(path: key.path, passphrase: nil),
                        limits: Limits(connect: port == openSSH.port ? .seconds(5) : .milliseconds(30))
                    )
                }
            }
            await fail(25)
            let (descriptors, kibibytes) = (countEntries(of: "/proc/self/fd"), residentKibibytes())
            await fail(times)
            return (countEntries(of: "/proc/self/fd") - descriptors, residentKibibytes() - kibibytes)
        }

        private static func growth(bySucceeding times: Int) async throws -> Int {
            let login = try LoginFixture()
            func use(_ times: Int) async throws {
                for number in 0..<times {
                    let session = try await login.connect()
                    _ = await session.answer("echo \(number)", byteLimit: number % 2 == 0 ? 1 : 100)
                    if number % 3 == 0 { await session.close() }
                }
            }
            try await use(3)
            let descriptors = countEntries(of: "/proc/self/fd")
            try await use(times)
            return countEntries(of: "/proc/self/fd") - descriptors
        }

        /// Sanitizers keep what is freed, so memory says nothing under them.
        private static var isSanitized: Bool {
            dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
        }

        static func countEntries(of path: String) -> Int {
            guard let directory = opendir(path) else { return -1 }
            defer { closedir(directory) }
            var count = 0
            while readdir(directory) != nil { count += 1 }
            return count
        }

        static func residentKibibytes() -> Int {
            guard let file = fopen("/proc/self/statm", "r") else { return 0 }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 128)
            guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
            let fields = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
            return (Int(fields[1]) ?? 0) * 4
        }
    }
}
