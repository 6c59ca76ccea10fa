package import EstateModel

/// How far a scan got with a target.
package enum Reach: Int, Sendable, Comparable, CaseIterable {
    /// No connection.
    case nothing = 0
    /// Something answered, but we were not let in, or did not want to be.
    case reached = 1
    /// Logged in, without a usable result.
    case authenticated = 2
    /// A collection was stored.
    case collected = 3

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// How far a scan must have come to meet such a problem; for codes that tell nothing, not at all.
    package init(_ code: Problem.Code) {
        switch code {
        case .notSSH, .noCommonAlgorithm, .hostKeyUnknown, .hostKeyChanged, .authenticationRefused: self = .reached
        case .noShell, .unsupportedPlatform, .outputTooLarge, .answerIncomplete, .probeTimeout, .probeFailed,
            .commandMissing, .privilegeMissing, .unreadableOutput, .identityConflict, .storeFailed:
            self = .authenticated
        default: self = .nothing
        }
    }
}
