import EstateModel

/// What a kind of problem tells, for somebody who meets it for the first time.
enum ProblemMeaning {
    /// Nil for a code of another release.
    static func text(of code: Problem.Code) -> String? { texts[code] }

    private static let texts: [Problem.Code: String] = [
        .nameUnresolved: "No name server knows the host; nothing was sent to it.",
        .unreachable: "No connection came about: a route or a link is missing, or a firewall is in the way.",
        .connectionRefused: "The host is up, and nothing listens on the port, or its firewall says no.",
        .connectTimeout: "Nothing answered in time: the host is off, a firewall drops packets, or it is overloaded.",
        .notSSH: "Something listens on the port, but it speaks another protocol.",
        .noCommonAlgorithm: "The host offers only algorithms that are too weak for Reeve, or too new for it.",
        .hostKeyUnknown: "Nobody has vouched for the host's key yet, so no credential was sent.",
        .hostKeyChanged: "Another key than the recorded one: a rebuilt host, a re-used address, or an attack.",
        .hostKeyRevoked: "The key is marked as stolen or withdrawn, so no credential was sent.",
        .authenticationRefused: "The host was reached and turned the credential down. It was tried once.",
        .jumpHostFailed: "The way through a jump host failed; of the host itself nothing is known.",
        .credentialSetAside:
            "Not tried, to keep accounts from being locked: three hosts in a row had refused the login.",
        .outsideWindow: "The estate allows scans of this host only at certain times.",
        .credentialUnavailable: "The key, password or agent could not be had on this machine; no host was bothered.",
        .connectionLost:
            "The connection broke in the middle: a crash, a limit of the host's SSH server, or the network.",
        .hostDeadline: "The host was too slow for the time that it is allowed.",
        .noShell: "The login worked, but the account gets no shell that can run the script.",
        .unsupportedPlatform: "The host was reached and logged in to; Reeve has no script for its system.",
        .outputTooLarge: "More was printed than any honest answer has; what came before is kept.",
        .answerIncomplete: "The script ended early; what came before is kept.",
        .probeTimeout: "One command did not end in time; the other sections are not concerned.",
        .probeFailed: "One command failed on the host; the other sections are not concerned.",
        .commandMissing: "The host lacks a command that one section needs.",
        .privilegeMissing: "Some facts can be read only as root, and the account does not become root.",
        .unreadableOutput: "A command printed something in a form that Reeve does not know.",
        .localLimit: "This machine ran out of files, ports or memory; the hosts are not at fault.",
        .identityConflict: "What tells hosts apart contradicts itself, as it does after one was copied from another.",
        .storeFailed: "The inventory could not be written.",
    ]
}
