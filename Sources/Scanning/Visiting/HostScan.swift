package import Collectors
package import EstateModel
package import Store

/// What one visit to one host brought back, before it is parsed.
package struct HostScan: Sendable {
    package let target: Target
    /// How far the visit got; ``Reach/collected`` when there are answers.
    package let reach: Reach
    package let platform: Platform?
    package let answers: Answers
    /// SHA-256 of the script that ran; nil when none did.
    package let scriptDigest: String?
    package let secureShell: SecureShellPosture?
    package let hostKeyFingerprint: String?
    /// Problems of the connection and the run; those of single probes come with the collection.
    package let problems: [Problem]
    package let elapsed: Duration

    package init(
        target: Target,
        reach: Reach,
        platform: Platform? = nil,
        answers: Answers = Answers([]),
        scriptDigest: String? = nil,
        secureShell: SecureShellPosture? = nil,
        hostKeyFingerprint: String? = nil,
        problems: [Problem],
        elapsed: Duration
    ) {
        self.target = target
        self.reach = reach
        self.platform = platform
        self.answers = answers
        self.scriptDigest = scriptDigest
        self.secureShell = secureShell
        self.hostKeyFingerprint = hostKeyFingerprint
        self.problems = problems
        self.elapsed = elapsed
    }

    /// The facts in the answers; nil when there are none. Pure, and the costly part: an unchanged host needs it not.
    package func collection() -> HostCollection? {
        guard reach == .collected, let platform, let scriptDigest else { return nil }
        var collection = platform.collection(
            from: answers,
            scriptDigest: scriptDigest,
            longestProbeSeconds: Int(target.limits.probe.components.seconds)
        )
        collection.secureShell = secureShell
        collection.identity.hostKeyFingerprint = hostKeyFingerprint
        collection.problems = problems + collection.problems
        return collection
    }
}
