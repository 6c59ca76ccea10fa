import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct AuthenticationTests {
        @Test func aKeyFileLogsInAndTheHandshakeIsAFact() async throws {
            let login = try LoginFixture()
            let session = try await login.connect()
            #expect(session.posture.banner?.hasPrefix("SSH-2.0-OpenSSH_") == true)
            #expect(session.posture.hostKeyType == "ssh-ed25519")
            #expect(session.posture.keyExchange?.hasPrefix("curve25519-sha256") == true)
            #expect(session.posture.cipher != nil)
            #expect(session.posture.mac != nil)
            #expect(session.hostKeyFingerprint.hasPrefix("SHA256:"))
            #expect(session.hostKeyNotice == nil)
            let result = await session.answer("echo hello")
            #expect(text(result.stdout) == "hello\n")
            await session.close()
        }

        @Test func aKeyWithAPassphraseLogsIn() async throws {
            let login = try LoginFixture(passphrase: "correct horse")
            let credential = SSHCredential.keyFile(path: login.key.path, passphrase: secret("correct horse"))
            let session = try await login.connect(with: credential)
            #expect(await session.answer("true").exitStatus == 0)
        }

        @Test(arguments: ["wrong", ""])
        func aWrongPassphraseIsNamedAndNotShown(_ passphrase: String) async throws {
            let login = try LoginFixture(passphrase: "correct horse")
            let credential = SSHCredential.keyFile(path: login.key.path, passphrase: secret(passphrase))
            let error = try #require(await login.failure(with: credential))
            #expect(error.code == .credentialUnavailable)
            #expect(error.message.contains("passphrase"))
            #expect(!error.description.contains("correct horse"))
        }

        @Test func aPEMKeyLogsIn() async throws {
            let login = try LoginFixture(keyType: "ecdsa")
            try ChildProcess.run(
                ["/usr/bin/ssh-keygen", "-q", "-p", "-m", "PEM", "-N", "", "-f", login.key.path],
                in: login.folder
            )
            let session = try await login.connect()
            #expect(await session.answer("true").exitStatus == 0)
        }

        @Test func aKeyThatTheHostDoesNotKnowIsRefused() async throws {
            let login = try LoginFixture()
            let stranger = try TestKey(in: login.folder, name: "stranger")
            let error = try #require(await login.failure(with: .keyFile(path: stranger.path, passphrase: nil)))
            #expect(error.code == .authenticationRefused)
            #expect(error.message.contains("db01"))
            #expect(error.message.contains("SHA256:"))
            #expect(error.problem.code == .authenticationRefused)
        }

        @Test func anotherUserIsRefused() async throws {
            let login = try LoginFixture()
            let error = try #require(await login.failure(to: login.endpoint(user: "nobody-we-know")))
            #expect(error.code == .authenticationRefused)
            #expect(error.message.contains("nobody-we-know"))
        }

        @Test func anRSAKeyIsExplainedWhereTheLibraryIsTooOld() async throws {
            let login = try LoginFixture(keyType: "rsa")
            if let error = await login.failure() {
                #expect(error.code == .authenticationRefused)
                #expect(error.message.contains("libssh2 \(SSHLibrary.version)"))
                #expect(error.remedy.contains("Ed25519"))
            }
        }

        @Test(arguments: ["", String(repeating: "u", count: 300), "a\0b"])
        func aUserNameThatCannotBeOneIsNotSent(_ user: String) async throws {
            let login = try LoginFixture()
            #expect(await login.failure(to: login.endpoint(user: user))?.code == .credentialUnavailable)
        }

        @Test func aMissingKeyFileIsNamed() async throws {
            let login = try LoginFixture()
            let error = try #require(await login.failure(with: .keyFile(path: "/nowhere/key", passphrase: nil)))
            #expect(error.code == .credentialUnavailable)
            #expect(error.message.contains("/nowhere/key"))
        }

        @Test func aKeyFileThatOthersMayReadIsNotUsed() async throws {
            let login = try LoginFixture()
            let open = try login.folder.write(login.folder.text(of: "id"), to: "open", permissions: 0o644)
            let error = try #require(await login.failure(with: .keyFile(path: open, passphrase: nil)))
            #expect(error.code == .credentialUnavailable)
            #expect(error.remedy.contains("chmod 600"))
        }

        @Test func aPasswordIsNotSentToAHostThatTakesNone() async throws {
            let login = try LoginFixture()
            let error = try #require(await login.failure(with: .password(secret("hunter2"))))
            #expect(error.code == .authenticationRefused)
            #expect(error.message.contains("publickey"))
            #expect(!error.description.contains("hunter2"))
        }
    }
}

extension OpenSSHTests {
    @Suite
    struct AgentAuthenticationTests {
        @Test(arguments: ["ed25519", "ecdsa"])
        func theOnlyKeyOfAnAgentLogsIn(_ type: String) async throws {
            let login = try LoginFixture(keyType: type)
            let agent = try TestAgent(in: login.folder)
            try agent.add(login.key)
            let session = try await login.connect(with: .agent(identity: nil, socketPath: agent.socketPath))
            #expect(await session.answer("true").exitStatus == 0)
        }

        @Test func ofSeveralKeysOneMustBeNamed() async throws {
            let login = try LoginFixture()
            let agent = try TestAgent(in: login.folder)
            try agent.add(login.key)
            try agent.add(try TestKey(in: login.folder, name: "other", comment: "other"))

            let error = try #require(
                await login.failure(with: .agent(identity: nil, socketPath: agent.socketPath))
            )
            #expect(error.code == .credentialUnavailable)
            #expect(error.message.contains("reeve test"))
            #expect(error.message.contains("other"))

            let byComment = try await login.connect(with: .agent(identity: "reeve test", socketPath: agent.socketPath))
            #expect(await byComment.answer("true").exitStatus == 0)

            let refused = await login.failure(with: .agent(identity: "other", socketPath: agent.socketPath))
            #expect(refused?.code == .authenticationRefused)

            let absent = await login.failure(with: .agent(identity: "a third", socketPath: agent.socketPath))
            #expect(absent?.code == .credentialUnavailable)
        }

        @Test func anEmptyAgentSaysSo() async throws {
            let login = try LoginFixture()
            let agent = try TestAgent(in: login.folder)
            let error = try #require(
                await login.failure(with: .agent(identity: nil, socketPath: agent.socketPath))
            )
            #expect(error.code == .credentialUnavailable)
            #expect(error.remedy.contains("ssh-add"))
        }

        @Test(arguments: ["", "/nowhere/agent", "/tmp/" + String(repeating: "x", count: 200)])
        func anAgentThatIsNotThereIsNamed(_ path: String) async throws {
            let login = try LoginFixture()
            let error = await login.failure(with: .agent(identity: nil, socketPath: path))
            #expect(error?.code == .credentialUnavailable)
        }

        @Test func anAgentThatDoesNotAnswerCostsTheDeadlineAndNothingElse() async throws {
            let login = try LoginFixture()
            let agent = try TestAgent(in: login.folder)
            agent.freeze()
            let error = await #expect(throws: SSHError.self) {
                _ = try await login.client.connect(
                    to: login.endpoint(),
                    credential: .agent(identity: nil, socketPath: agent.socketPath),
                    limits: Limits(connect: .seconds(1))
                )
            }
            #expect(error?.code == .connectTimeout)
        }
    }
}

extension OpenSSHTests {
    @Suite(
        .enabled(if: TestSSHServer.canSetPasswords, "only root with mount namespaces can give a test server a password"),
    )
    struct PasswordAuthenticationTests {
        /// `reeve-test-password`, by `openssl passwd -6`.
        private static let hash =
            "$6$ehgVpYeQpD.NLbWS$DhMc.yxVRxmoj4wNcy1Bb5i45NIQh/0FLyUtlocSJMtn8uI7wuNGI9baJ/L4QCJgob7P1AV4S0Jvu.oy3118a."
        private static let password = "reeve-test-password"

        @Test(arguments: [false, true])
        func aPasswordLogsIn(byKeyboardInteractive: Bool) async throws {
            let login = try LoginFixture { options in
                options.password = (TestSSHServer.user, Self.hash)
                options.asksByKeyboardInteractive = byKeyboardInteractive
            }
            let session = try await login.connect(with: .password(secret(Self.password)))
            #expect(await session.answer("true").exitStatus == 0)
        }

        @Test(arguments: [false, true])
        func aWrongPasswordIsTriedOnce(byKeyboardInteractive: Bool) async throws {
            let login = try LoginFixture { options in
                options.password = (TestSSHServer.user, Self.hash)
                options.asksByKeyboardInteractive = byKeyboardInteractive
            }
            let error = try #require(await login.failure(with: .password(secret("wrong"))))
            #expect(error.code == .authenticationRefused)
            let refusals = login.server.logLines.filter { $0.contains("Failed password") }
            #expect(byKeyboardInteractive || refusals.count == 1)
            #expect(!error.description.contains("wrong"))
        }
    }
}
