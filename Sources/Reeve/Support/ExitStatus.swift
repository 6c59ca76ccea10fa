import ArgumentParser

/// What the exit status tells a script. 64 (usage) is given by the argument parser.
enum ExitStatus: Int32 {
    case complete = 0
    case failure = 1
    /// Findings over the policy's threshold.
    case findings = 2
    /// Some hosts were not reached or not read whole.
    case partial = 3
    case interrupted = 130

    var error: ExitCode { ExitCode(rawValue) }
}
