import EstateModel

/// The problems that any probe can have, whatever it asks.
extension CollectionBuilder {
    mutating func checkAnswer(to probe: Probe, _ answer: Answer?) {
        let name = "probe '\(probe.id)'"
        guard let answer else {
            problem(
                .answerIncomplete,
                probe.section,
                probe: probe.id,
                "\(name) was not answered: the connection ended before it ran.",
                remedy: "Scan the host again; if it recurs, see the problem that names the cause."
            )
            return
        }
        if answer.truncated {
            problem(
                .outputTooLarge,
                probe.section,
                probe: probe.id,
                "\(name) printed more than \(probe.byteLimit) bytes; the rest was cut.",
                remedy: "Look at what the host prints there; the section is partial."
            )
        } else if answer.timedOut {
            noteTimeout(of: probe)
        } else if answer.status == nil {
            problem(
                .answerIncomplete,
                probe.section,
                probe: probe.id,
                "\(name) was cut off before it ended.",
                remedy: "Scan the host again; if it recurs, see the problem that names the cause."
            )
        } else if let status = answer.status, status != 0,
            !probe.optional || status == PosixStatus.privilegeMissing
        {
            checkStatus(status, of: probe, stderr: answer.stderr)
        }
    }

    /// The target's own limit cuts a probe when it is the shorter one.
    private mutating func noteTimeout(of probe: Probe) {
        var within = "\(probe.timeoutSeconds) seconds"
        var remedy = "Run it on the host by hand (`reeve probes` prints it); the section is partial."
        if let longest = longestProbeSeconds, longest < probe.timeoutSeconds {
            within = "\(longest) second\(longest == 1 ? "" : "s"), the target's own limit"
            remedy =
                "Run it on the host by hand (`reeve probes` prints it), or raise `limits: {probe: …}` of the target up"
                + " to \(probe.timeoutSeconds)s; the section is partial."
        }
        problem(
            .probeTimeout,
            probe.section,
            probe: probe.id,
            "probe '\(probe.id)' did not end within \(within).",
            remedy: remedy
        )
    }

    private mutating func checkStatus(_ status: Int, of probe: Probe, stderr: [UInt8]) {
        let said = Self.said(stderr)
        switch status {
        case PosixStatus.privilegeMissing:
            problem(
                .privilegeMissing,
                probe.section,
                probe: probe.id,
                "probe '\(probe.id)' needs root, which the account does not have\(said).",
                remedy: rootRemedy
            )
        case 127:
            problem(
                .commandMissing,
                probe.section,
                probe: probe.id,
                "probe '\(probe.id)' needs a command that the host does not have\(said).",
                remedy: "Nothing, if the host is meant to lack it; the section is partial."
            )
        default:
            problem(
                .probeFailed,
                probe.section,
                probe: probe.id,
                "probe '\(probe.id)' ended with status \(status)\(said).",
                remedy: "Run it on the host by hand (`reeve probes` prints it)."
            )
        }
    }

    /// What to do where a probe lacks root. `orElse` follows on "or".
    func rootRemedy(orElse: String = "accept the gap") -> String {
        if escalation == .refused {
            return "Correct the secret of `escalate-password`; sudo was asked once and is not asked again in a scan."
        }
        if usesDoas {
            return "Allow the commands of `reeve probes --doas`, with `nopass`: doas takes a password from a terminal"
                + " only. Or \(orElse)."
        }
        return "Allow the commands of `reeve probes --sudoers` and set `escalate: sudo`, or \(orElse)."
    }

    private var rootRemedy: String { rootRemedy() }

    /// The whole host is poorer, so no section is named; the probes that needed root name theirs.
    mutating func noteRefusedPassword(_ stderr: [UInt8]) {
        collection.problems.append(
            Problem(
                .privilegeMissing,
                probe: EscalationOutcome.probe,
                message: "sudo did not take the account's password, and no command ran as root\(Self.said(stderr)).",
                remedy: rootRemedy
            )
        )
    }

    /// `, saying: …`, with the line ends and blanks at both ends left out, which say nothing.
    private static func said(_ stderr: [UInt8]) -> String {
        let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
        let words = stderr.drop(while: isBlank).prefix(200)
        guard let last = words.lastIndex(where: { !isBlank($0) }) else { return "" }
        return ", saying: \(visible(bytes: words[...last]))"
    }
}
