import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct JumpHostTests {
        @Test(arguments: [1, 2, 3])
        func aHostBehindJumpHostsAnswers(hops: Int) async throws {
            let fixture = try JumpFixture(hops: hops)
            let session = try await fixture.connect()
            let result = await session.answer("/bin/sh -s", input: Array("echo out; echo err >&2; exit 3\n".utf8))
            #expect(text(result.stdout) == "out\n")
            #expect(text(result.stderr) == "err\n")
            #expect(result.exitStatus == 3)
            #expect(result.ending == .complete)
            // The session is with the host, not with a jump host.
            let key = try #require(fixture.target.hostKeys.first)
            #expect(key.hasPrefix("ssh-ed25519"))
            #expect(fixture.jumpHosts.map { JumpFixture.logins(at: $0) } == Array(repeating: 1, count: hops))
            #expect(JumpFixture.logins(at: fixture.target) == 1)
        }

        @Test func megabytesFlowBothWaysThroughTwoJumpHosts() async throws {
            let session = try await JumpFixture(hops: 2).connect()
            let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ $0 >> 8) }
            let result = await session.answer("cat", input: input)
            #expect(result.stdout == input)
            #expect(result.ending == .complete)
        }

        @Test func manySessionsShareOneConnection() async throws {
            let fixture = try JumpFixture()
            let results = try await withThrowingTaskGroup(of: CommandResult.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let session = try await fixture.connect("db\(number)")
                        let script = "head -c \(100_000 + number) /dev/urandom; exit \(number)"
                        let result = await session.answer("/bin/sh -s", input: Array(script.utf8))
                        await session.close()
                        return result
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { $0.ending == .complete })
            #expect(Set(results.map(\.exitStatus)) == Set((0..<40).map(Optional.init)))
            #expect(results.allSatisfy { $0.stdout.count == 100_000 + ($0.exitStatus ?? 0) })
            #expect(JumpFixture.connections(to: fixture.jumpHosts[0]) <= 2)
            #expect(JumpFixture.logins(at: fixture.jumpHosts[0]) == 1)
        }

        @Test func theNameIsResolvedByTheJumpHost() async throws {
            // No name server knows it here; the jump host is asked all the same, and says so.
            let fixture = try JumpFixture()
            let error = try #require(await fixture.failure(address: "no-such-host.invalid"))
            #expect(error.code == .unreachable)
            #expect(error.message.contains("the jump host gw1 says that it cannot connect to no-such-host.invalid"))
        }

        @Test func aClosedPortIsReportedAsTheJumpHostSaysIt() async throws {
            let fixture = try JumpFixture(hops: 2)
            let error = try #require(await fixture.failure(port: try LoopbackSocket.closedPort()))
            #expect(error.code == .unreachable)
            #expect(error.message.contains("db01: the jump host gw2"))
        }

        @Test func aJumpHostThatForwardsNothingIsTheOneToBlame() async throws {
            let fixture = try JumpFixture(jumpHost: { $0.configuration = ["AllowTcpForwarding no"] })
            let error = try #require(await fixture.failure())
            #expect(error.code == .jumpHostFailed)
            #expect(error.message.contains("gw1 does not allow connections"))
            #expect(error.remedy.contains("AllowTcpForwarding"))
        }

        @Test func theKeyOfAJumpHostIsJudgedLikeAnyOther() async throws {
            let fixture = try JumpFixture(knowsJumpHosts: false)
            let error = try #require(await fixture.failure())
            #expect(error.code == .jumpHostFailed)
            #expect(error.cause == .hostKeyUnknown)
            #expect(error.message.contains("db01"))
            #expect(error.message.contains("gw1: the host key"))
            // Neither credential was used.
            #expect(!fixture.jumpHosts[0].log.contains("publickey"))
            #expect(JumpFixture.connections(to: fixture.target) <= 1)
        }

        @Test func keysOfTheWayAreRecordedOnFirstUseAndReportedOnce() async throws {
            let fixture = try JumpFixture(hops: 2, policy: .recordOnFirstUse, knowsJumpHosts: false)
            let first = try await fixture.connect()
            #expect(first.jumpHostNotices.map(\.code) == [.hostKeyRecorded, .hostKeyRecorded])
            #expect(first.jumpHostNotices.first?.message.contains("gw1") == true)
            #expect(first.jumpHostNotices.last?.message.contains("gw2") == true)
            let second = try await fixture.connect()
            #expect(second.jumpHostNotices.isEmpty)
            #expect(fixture.folder.text(of: "known_hosts").split(separator: "\n").count == 3)
        }

        @Test(arguments: [HostKeyStore.Policy.strict, .recordOnFirstUse])
        func theSameAddressBehindAnotherJumpHostIsAnotherHost(policy: HostKeyStore.Policy) async throws {
            let fixture = try JumpFixture(policy: policy)
            // The same two servers under another name: what is behind it was never met.
            var route = fixture.route
            route[0].endpoint.name = "other"
            let name = "[127.0.0.1]:\(fixture.target.port)@other"
            guard policy == .recordOnFirstUse else {
                let error = try #require(await fixture.failure(through: route))
                #expect(error.code == .hostKeyUnknown)
                #expect(error.remedy.contains("known_hosts as \(name),"))
                return
            }
            let session = try await fixture.connect(through: route)
            #expect(session.hostKeyNotice?.code == .hostKeyRecorded)
            let text = fixture.folder.text(of: "known_hosts")
            #expect(text.hasSuffix("\n\(name) \(fixture.target.hostKeys[0])\n"))
            // Without a jump host the address is a third one; only the way is part of its name, not the key.
            #expect(try await fixture.connect(through: []).hostKeyNotice?.code == .hostKeyRecorded)
        }

        @Test func openSSHItselfFindsAndUsesTheNameOfAHostBehindAJumpHost() async throws {
            let fixture = try JumpFixture(policy: .recordOnFirstUse)
            let name = "[127.0.0.1]:\(fixture.target.port)@gw1"
            let file = fixture.folder.path("known_hosts")
            let found = try ChildProcess.run(["/usr/bin/ssh-keygen", "-F", name, "-f", file], in: fixture.folder)
            #expect(found.contains(fixture.target.hostKeys[0]))
            _ = try ChildProcess.run(["/usr/bin/ssh-keygen", "-H", "-f", file], in: fixture.folder)
            #expect(!fixture.folder.text(of: "known_hosts").contains("gw1"))
            #expect(try await fixture.connect().hostKeyNotice == nil)
            _ = try ChildProcess.run(["/usr/bin/ssh-keygen", "-R", name, "-f", file], in: fixture.folder)
            #expect(fixture.folder.text(of: "known_hosts").split(separator: "\n").count == 1)
        }

        @Test func aCredentialThatAJumpHostRefusesIsTriedOnceForAllHosts() async throws {
            let fixture = try JumpFixture()
            let stranger = try TestKey(in: fixture.folder, name: "stranger")
            var route = fixture.route
            route[0].credential = .keyFile(path: stranger.path, passphrase: nil)
            let errors = await withTaskGroup(of: SSHError?.self) { [route] group in
                for number in 0..<8 {
                    group.addTask { await fixture.failure("db\(number)", through: route) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(errors.allSatisfy { $0?.code == .jumpHostFailed && $0?.cause == .authenticationRefused })
            #expect(await fixture.failure(through: route)?.cause == .authenticationRefused)
            let refusals = fixture.jumpHosts[0].logLines.filter { $0.contains("Failed publickey") }
            #expect(refusals.count <= 1)
            // Our look whether the server is up was another connection.
            #expect(JumpFixture.connections(to: fixture.jumpHosts[0]) <= 2)
        }

        @Test func aCredentialThatTheHostRefusesIsNotTheJumpHostsFault() async throws {
            let fixture = try JumpFixture()
            let stranger = try TestKey(in: fixture.folder, name: "stranger")
            let error = try #require(
                await fixture.failure(credential: .keyFile(path: stranger.path, passphrase: nil))
            )
            #expect(error.code == .authenticationRefused)
            #expect(error.cause == nil)
            #expect(error.message.contains("through gw1"))
        }

        @Test func aDeadJumpHostIsNotHammered() async throws {
            let fixture = try JumpFixture()
            var route = fixture.route
            route[0].endpoint.port = try LoopbackSocket.closedPort()
            let clock = ContinuousClock()
            let begin = clock.now
            for _ in 0..<20 {
                let error = await fixture.failure(through: route)
                #expect(error?.code == .jumpHostFailed)
                #expect(error?.cause == .connectionRefused)
            }
            // No attempt waited for another try.
            #expect(clock.now - begin < .seconds(20))
        }
    }
}
