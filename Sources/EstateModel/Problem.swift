/// Something about a host that could not be learnt, kept with the scan: what failed, on what, why, and what to do.
///
/// Problems are data. A failed host never stops a scan and never throws past the scan engine.
package struct Problem: Hashable, Sendable, Codable {
    /// Groups problems of one cause in summaries; stable across releases.
    package struct Code: RawRepresentable, Hashable, Sendable, Codable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package var code: Code
    /// The section of the collection that is poorer for it; nil when the whole host is.
    package var section: Section?
    /// The probe that failed, when it was one.
    package var probe: String?
    /// One sentence: what failed and why. Holds no secret; text from the host is escaped.
    package var message: String
    /// One sentence: what to do about it.
    package var remedy: String

    package init(_ code: Code, section: Section? = nil, probe: String? = nil, message: String, remedy: String) {
        self.code = code
        self.section = section
        self.probe = probe
        self.message = message
        self.remedy = remedy
    }
}

extension Problem.Code {
    // Reaching the host.
    package static let nameUnresolved = Self(rawValue: "name-unresolved")
    package static let unreachable = Self(rawValue: "unreachable")
    package static let connectionRefused = Self(rawValue: "connection-refused")
    package static let connectTimeout = Self(rawValue: "connect-timeout")
    package static let notSSH = Self(rawValue: "not-ssh")
    package static let noCommonAlgorithm = Self(rawValue: "no-common-algorithm")
    package static let hostKeyUnknown = Self(rawValue: "host-key-unknown")
    package static let hostKeyChanged = Self(rawValue: "host-key-changed")
    package static let hostKeyRevoked = Self(rawValue: "host-key-revoked")
    package static let hostKeyRecorded = Self(rawValue: "host-key-recorded")
    package static let authenticationRefused = Self(rawValue: "authentication-refused")
    package static let jumpHostFailed = Self(rawValue: "jump-host-failed")
    package static let credentialSetAside = Self(rawValue: "credential-set-aside")
    package static let outsideWindow = Self(rawValue: "outside-window")
    package static let credentialUnavailable = Self(rawValue: "credential-unavailable")
    package static let connectionLost = Self(rawValue: "connection-lost")
    package static let hostDeadline = Self(rawValue: "host-deadline")
    // Running the script.
    package static let noShell = Self(rawValue: "no-shell")
    package static let unsupportedPlatform = Self(rawValue: "unsupported-platform")
    package static let outputTooLarge = Self(rawValue: "output-too-large")
    package static let answerIncomplete = Self(rawValue: "answer-incomplete")
    package static let probeTimeout = Self(rawValue: "probe-timeout")
    package static let probeFailed = Self(rawValue: "probe-failed")
    package static let commandMissing = Self(rawValue: "command-missing")
    package static let privilegeMissing = Self(rawValue: "privilege-missing")
    package static let unreadableOutput = Self(rawValue: "unreadable-output")
    // This machine.
    package static let localLimit = Self(rawValue: "local-limit")
    // Putting it into the inventory.
    package static let identityConflict = Self(rawValue: "identity-conflict")
    package static let storeFailed = Self(rawValue: "store-failed")
    package static let interrupted = Self(rawValue: "interrupted")
}
