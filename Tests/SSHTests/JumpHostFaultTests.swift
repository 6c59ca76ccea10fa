import EstateModel
import Glibc
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct JumpHostFaultTests {
        /// Ends every connection of the server that runs the command but the command's own.
        private static let cutOthers = """
            server=$(cut -d' ' -f4 /proc/$PPID/stat)
            for process in $(cat /proc/$server/task/*/children); do
                [ "$process" = "$PPID" ] || kill -9 "$process"
            done
            """

        @Test func sessionsThroughAJumpHostThatDiesSaySoAndItIsOpenedAgain() async throws {
            let fixture = try JumpFixture()
            let marks = try TemporaryFolder()
            let sessions = Task {
                try await withThrowingTaskGroup(of: CommandResult.self) { group in
                    for number in 0..<20 {
                        group.addTask {
                            let session = try await fixture.connect("db\(number)")
                            return await session.answer("echo whole; touch \(marks.path)/\(number); exec sleep 60")
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            let poller = try ReadinessPoller()
            while !(0..<20).allSatisfy({ marks.contains("\($0)") }) {
                _ = await poller.sleep(until: .now.advanced(by: .milliseconds(5)))
            }
            let direct = try await fixture.client.connect(
                to: fixture.route[0].endpoint,
                credential: fixture.route[0].credential,
                limits: Limits()
            )
            _ = await direct.answer("/bin/sh -s", input: Array(Self.cutOthers.utf8))

            for result in try await sessions.value {
                guard case .connectionLost(let error) = result.ending else {
                    Issue.record("ended with \(result.ending)")
                    continue
                }
                #expect(error.code == .connectionLost)
                #expect(error.message.contains("jump host gw1"))
                #expect(text(result.stdout) == "whole\n")
            }
            let again = try await fixture.connect()
            #expect(await again.answer("true").exitStatus == 0)
        }

        @Test func hostsThatDoNotAnswerHoldUpNobodyBehindTheSameJumpHost() async throws {
            let fixture = try JumpFixture()
            let silent = try UnansweringPort()
            let limit = Duration.seconds(20)
            let clock = ContinuousClock()
            let begin = clock.now
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let error = await fixture.failure("dead\(number)", port: silent.port, within: .seconds(12))
                        #expect(error?.code == .connectTimeout || error?.code == .unreachable)
                    }
                }
                group.addTask {
                    for number in 0..<20 {
                        let session = try? await fixture.connect("db\(number)", within: limit)
                        #expect(await session?.answer("true").exitStatus == 0)
                        await session?.close()
                    }
                    // All of them while the dead ones were still waited for.
                    #expect(clock.now - begin < .seconds(12))
                }
            }
            #expect(JumpFixture.logins(at: fixture.jumpHosts[0]) <= 8)
        }

        @Test func aHostThatSaysNothingCostsItsOwnTimeOnly() async throws {
            let fixture = try JumpFixture()
            let mute = try MisbehavingServer(.silent)
            let error = try #require(await fixture.failure(port: mute.port, within: .milliseconds(700)))
            #expect(error.code == .connectTimeout)
            #expect(error.message.contains("identify itself"))
            #expect(error.message.contains("through gw1"))
            #expect(await fixture.failure() == nil)
        }

        @Test func anEndlessGreetingThroughAJumpHostIsBounded() async throws {
            let fixture = try JumpFixture()
            let endless = try MisbehavingServer(.repeats(String(repeating: "x", count: 4096)))
            #expect(await fixture.failure(port: endless.port)?.code == .notSSH)
            #expect(await fixture.failure() == nil)
        }

        @Test func deadlinesAndLimitsHoldThroughAJumpHost() async throws {
            let fixture = try JumpFixture()
            let slow = try await fixture.connect()
            let late = await slow.run(
                "echo before; exec sleep 60",
                byteLimit: 1000,
                deadline: .now.advanced(by: .seconds(3))
            )
            #expect(late.ending == .deadline)
            #expect(text(late.stdout) == "before\n")
            let loud = try await fixture.connect()
            #expect(await loud.answer("yes", byteLimit: 3_000_000).ending == .byteLimit)
            #expect(JumpFixture.logins(at: fixture.jumpHosts[0]) == 1)
        }

        @Test func cancellingIsPromptAndLeavesTheOthersAlone() async throws {
            let fixture = try JumpFixture()
            let session = try await fixture.connect()
            let mute = try MisbehavingServer(.silent)
            let task = Task { await fixture.failure(port: mute.port, within: .seconds(100)) }
            let poller = try ReadinessPoller()
            _ = await poller.sleep(until: .now.advanced(by: .milliseconds(100)))
            task.cancel()
            #expect(await task.value?.code == .interrupted)
            #expect(await session.answer("true").exitStatus == 0)
        }

        @Test func closingTheJumpHostsEndsTheirSessions() async throws {
            let fixture = try JumpFixture()
            let session = try await fixture.connect()
            await fixture.client.closeJumpHosts()
            guard case .connectionLost(let error) = await session.answer("true").ending else {
                Issue.record("a session outlived its jump host")
                return
            }
            #expect(error.message.contains("gw1"))
            #expect(await fixture.failure() == nil)
        }

        /// An exit test, so that no other test opens or closes descriptors of the process meanwhile.
        @Test func jumpHostsLeaveNoDescriptorsBehind() async throws {
            await #expect(processExitsWith: .success) {
                let fixture = try JumpFixture(hops: 2)
                let closed = try LoopbackSocket.closedPort()
                func use(_ times: Int) async throws {
                    for number in 0..<times {
                        let session = try await fixture.connect()
                        _ = await session.answer("echo \(number)", byteLimit: number % 2 == 0 ? 1 : 100)
                        if number % 3 == 0 { await session.close() }
                        _ = await fixture.failure(port: closed)
                    }
                    await fixture.client.closeJumpHosts()
                }
                try await use(2)
                let before = ManySessionsTests.countEntries(of: "/proc/self/fd")
                try await use(6)
                exit(ManySessionsTests.countEntries(of: "/proc/self/fd") == before ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }
    }
}
