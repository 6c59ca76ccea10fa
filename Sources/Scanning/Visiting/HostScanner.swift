package import Collectors
package import EstateModel
package import SSH
import Store

/// Visits one host: connects, runs the script over one channel, reads the frames. Never throws: what goes wrong is
/// in the result.
package struct HostScanner: Sendable {
    private let client: SSHClient
    private let platforms: [Platform]
    private let nonce: @Sendable () -> String
    /// The same whatever the target, so that its digest is the one that was approved.
    private let posixText: ScriptText
    private let powerShellTexts: [(platform: Platform, text: ScriptText)]

    /// - Parameters:
    ///   - platforms: every kind of host that may be met.
    ///   - nonce: makes a text that nobody can guess, 16 to 64 letters and digits, new for each call.
    package init(
        client: SSHClient,
        platforms: [Platform] = PlatformRegistry.all,
        nonce: @escaping @Sendable () -> String
    ) {
        self.client = client
        self.platforms = platforms
        self.nonce = nonce
        posixText = PosixScript.text(of: platforms)
        powerShellTexts = platforms.filter { $0.shell == .powershell }.map { ($0, PowerShellScript.text(of: $0)) }
    }

    /// - Parameters:
    ///   - budget: how long the visit may take, at most the target's own limit.
    ///   - accepted: called as soon as the host let us in.
    package func scan(
        _ target: Target,
        login: HostLogin,
        budget: Duration,
        accepted: @Sendable () -> Void
    ) async -> HostScan {
        let clock = ContinuousClock()
        let begun = clock.now
        let deadline = begun + min(budget, target.limits.host)
        let endpoint = SSHEndpoint(
            name: target.name,
            address: target.address,
            port: target.port,
            user: target.user,
            legacyAlgorithms: target.legacyAlgorithms
        )
        let session: SSHSession
        do throws(SSHError) {
            session = try await client.connect(
                to: endpoint,
                through: login.route,
                credential: login.credential,
                limits: connectLimits(target, budget)
            )
            accepted()
        } catch {
            return HostScan(
                target: target,
                reach: Reach(error.problem.code),
                problems: [error.problem],
                elapsed: clock.now - begun
            )
        }
        let visit = await run(on: session, target, login.escalationPassword, deadline: deadline)
        let result = HostScan(
            target: target,
            reach: visit.platform == nil ? .authenticated : .collected,
            platform: visit.platform,
            answers: Answers(visit.answers),
            scriptDigest: visit.digest,
            secureShell: session.posture,
            hostKeyFingerprint: session.hostKeyFingerprint,
            problems: (session.hostKeyNotice.map { [$0] } ?? []) + session.jumpHostNotices + visit.problems,
            elapsed: clock.now - begun
        )
        await session.close()
        return result
    }

    /// Ends the shared connections to jump hosts. To be called when nothing is to be visited any more.
    package func closeJumpHosts() async {
        await client.closeJumpHosts()
    }

    private func connectLimits(_ target: Target, _ budget: Duration) -> Limits {
        var limits = target.limits
        limits.connect = min(limits.connect, budget)
        return limits
    }

    private struct Visit {
        var platform: Platform?
        var digest: String?
        var answers: [Answer] = []
        var problems: [Problem] = []
    }

    /// Tries the POSIX script, which recognises every Unix itself, and PowerShell where there is no Unix shell.
    private func run(
        on session: SSHSession,
        _ target: Target,
        _ escalationPassword: Secret?,
        deadline: ContinuousClock.Instant
    ) async -> Visit {
        let candidates = platforms.filter { target.platform == nil || $0.id == target.platform }
        // The first words count: to a host without a Unix shell's manners, PowerShell is only a command not found.
        var said: Said?
        for compose in scripts(for: candidates, target, escalationPassword) {
            let script = compose()
            let (result, transcript) = await run(script.script, script.nonce, on: session, target, deadline)
            if let host = HostDescription(transcript.answers.first { $0.probe == HostDescription.probe }) {
                return visit(script, host, transcript, result, target)
            }
            guard case .complete = result.ending else {
                said = Said(result)
                break
            }
            said = said ?? Said(result)
        }
        return Visit(problems: [(said ?? Said()).problem(on: target)])
    }

    private struct RunnableScript {
        let script: ProbeScript
        let nonce: String
        let platforms: [Platform]
    }

    /// Composed when their turn comes: most hosts need the first one only.
    private func scripts(
        for candidates: [Platform],
        _ target: Target,
        _ escalationPassword: Secret?
    ) -> [() -> RunnableScript] {
        let seconds = Int(target.limits.probe.components.seconds)
        var scripts: [() -> RunnableScript] = []
        let posix = candidates.filter { $0.shell == .posix }
        if !posix.isEmpty {
            scripts.append {
                let nonce = nonce()
                let script = PosixScript.compose(
                    posixText,
                    nonce: nonce,
                    escalation: target.escalation,
                    password: escalationPassword,
                    longestProbeSeconds: seconds
                )
                return RunnableScript(script: script, nonce: nonce, platforms: posix)
            }
        }
        for (platform, text) in powerShellTexts where candidates.contains(where: { $0.id == platform.id }) {
            scripts.append {
                let nonce = nonce()
                let script = PowerShellScript.compose(text, nonce: nonce, longestProbeSeconds: seconds)
                return RunnableScript(script: script, nonce: nonce, platforms: [platform])
            }
        }
        return scripts
    }

    private func run(
        _ script: ProbeScript,
        _ nonce: String,
        on session: SSHSession,
        _ target: Target,
        _ deadline: ContinuousClock.Instant
    ) async -> (CommandResult, Transcript) {
        let result = await session.run(
            script.command,
            input: script.input,
            byteLimit: target.limits.hostBytes,
            deadline: deadline
        )
        var cleaned = result
        cleaned.stdout = script.withoutSecret(result.stdout)
        cleaned.stderr = script.withoutSecret(result.stderr)
        return (cleaned, FrameReader.read(stdout: cleaned.stdout, stderr: cleaned.stderr, nonce: nonce))
    }

    private func visit(
        _ script: RunnableScript,
        _ host: HostDescription,
        _ transcript: Transcript,
        _ result: CommandResult,
        _ target: Target
    ) -> Visit {
        let platform =
            script.platforms.first { $0.systemNames.contains(host.system) }
            ?? script.platforms.first { $0.shell == .powershell }
        guard let platform else {
            return Visit(problems: [.unsupported(system: host.system, on: target)])
        }
        var visit = Visit(platform: platform, digest: script.script.digest, answers: transcript.answers)
        if !transcript.isComplete, let problem = Said(result).reasonForCut(on: target) {
            visit.problems.append(problem)
        }
        return visit
    }
}
