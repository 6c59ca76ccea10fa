import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct CommandTests {
        @Test func aScriptGoesInAndBothOutputsComeOut() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("/bin/sh -s", input: Array("echo out; echo err >&2; exit 3\n".utf8))
            #expect(text(result.stdout) == "out\n")
            #expect(text(result.stderr) == "err\n")
            #expect(result.exitStatus == 3)
            #expect(result.exitSignal == nil)
            #expect(result.ending == .complete)
        }

        @Test func megabytesFlowInAllDirectionsAtOnce() async throws {
            let session = try await LoginFixture().connect()
            let input = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let command = """
                sh -c 'cat >/dev/null & head -c 5000000 /dev/zero & head -c 1000000 /dev/zero >&2 & wait'
                """
            let result = await session.answer(command, input: input)
            #expect(result.ending == .complete)
            #expect(result.stdout.count == 5_000_000)
            #expect(result.stderr.count == 1_000_000)
        }

        @Test func whatIsEchoedComesBackByteForByte() async throws {
            let session = try await LoginFixture().connect()
            let input = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 8) }
            let result = await session.answer("cat", input: input)
            #expect(result.stdout == input)
            #expect(result.exitStatus == 0)
        }

        @Test func severalCommandsShareASession() async throws {
            let session = try await LoginFixture().connect()
            for number in 0..<5 {
                let result = await session.answer("echo \(number); exit \(number)")
                #expect(text(result.stdout) == "\(number)\n")
                #expect(result.exitStatus == number)
            }
            await session.close()
            guard case .connectionLost = await session.answer("true").ending else {
                Issue.record("a closed session ran a command")
                return
            }
        }

        @Test func endlessOutputStopsAtTheByteLimit() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("yes", byteLimit: 100_000)
            #expect(result.ending == .byteLimit)
            #expect(result.stdout.count == 100_000)
            #expect(result.exitStatus == nil)
        }

        @Test func theByteLimitCountsBothOutputs() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("yes & yes >&2", byteLimit: 300_000)
            #expect(result.ending == .byteLimit)
            #expect(result.stdout.count + result.stderr.count == 300_000)
        }

        @Test func anAnswerOfJustTheByteLimitIsWhole() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("head -c 70000 /dev/zero", byteLimit: 70_000)
            #expect(result.ending == .complete)
            #expect(result.stdout.count == 70_000)
            #expect(result.exitStatus == 0)
        }

        @Test func aCommandThatHangsEndsAtTheDeadlineAndItsOutputIsKept() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.run(
                "echo before; exec sleep 60",
                byteLimit: 1000,
                deadline: .now.advanced(by: .seconds(3))
            )
            #expect(result.ending == .deadline)
            #expect(text(result.stdout) == "before\n")
            #expect(result.exitStatus == nil)
        }

        @Test func aConnectionThatIsCutKeepsWhatCame() async throws {
            let session = try await LoginFixture().connect()
            // More than the pipe and the window hold, so that some of it must have been read before the cut.
            let result = await session.answer("head -c 4000000 /dev/zero; kill -9 $PPID")
            guard case .connectionLost(let error) = result.ending else {
                Issue.record("ended with \(result.ending)")
                return
            }
            #expect(error.code == .connectionLost)
            #expect(result.stdout.count > 100_000)
            #expect(result.exitStatus == nil)
        }

        @Test func anAnswerThatEndedCountsAlsoWhenTheConnectionIsCutInsteadOfClosed() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("echo whole; exec >&- 2>&-; sleep 0.3; kill -9 $PPID")
            #expect(result.ending == .complete)
            #expect(text(result.stdout) == "whole\n")
            // It never came.
            #expect(result.exitStatus == nil)
        }

        @Test func aCommandKilledByASignalSaysWhich() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("kill -KILL $$")
            #expect(result.exitSignal == "KILL")
            #expect(result.exitStatus == nil)
            #expect(result.ending == .complete)
        }

        @Test func outputThatEndsBeforeTheCommandDoesStillGivesTheStatus() async throws {
            let session = try await LoginFixture().connect()
            let result = await session.answer("exec >&- 2>&-; read wait; exit 7", input: Array("go\n".utf8))
            #expect(result.exitStatus == 7)
        }

        @Test func aShellThatRefusesLoginIsAnAnswer() async throws {
            let login = try LoginFixture { $0.forceCommand = "/bin/sh -c 'echo This account is not available; exit 1'" }
            let result = try await login.connect().answer("/bin/sh -s", input: Array(repeating: 0x41, count: 500_000))
            #expect(text(result.stdout) == "This account is not available\n")
            #expect(result.exitStatus == 1)
            #expect(result.ending == .complete)
        }

        @Test func aHostThatStartsNoCommandsIsAnError() async throws {
            let login = try LoginFixture { $0.configuration = ["MaxSessions 0"] }
            let result = try await login.connect().answer("true")
            guard case .refused(let error) = result.ending else {
                Issue.record("ended with \(result.ending)")
                return
            }
            #expect(error.code == .noShell)
        }

        @Test func closingFromAnotherTaskEndsTheCommand() async throws {
            let session = try await LoginFixture().connect()
            async let result = session.answer("echo started; exec sleep 60")
            // The command is under way once the actor has taken it; closing before that ends it too.
            await Task.yield()
            await session.close()
            guard case .connectionLost = await result.ending else {
                Issue.record("ended with \(await result.ending)")
                return
            }
        }

        @Test func cancellingEndsACommandAtOnce() async throws {
            let login = try LoginFixture()
            let session = try await login.connect()
            let mark = login.folder.path("started")
            let task = Task { await session.answer("touch \(mark); exec sleep 60") }
            let poller = try ReadinessPoller()
            while !login.folder.contains("started") {
                _ = await poller.sleep(until: .now.advanced(by: .milliseconds(5)))
            }
            task.cancel()
            let result = await task.value
            #expect(result.ending == .cancelled)
        }
    }
}
