package import EstateModel

/// Composes the probes of POSIX platforms into one read-only script for `/bin/sh -s`.
///
/// The script decides the family of the host itself, so that an unknown host needs one channel. It defines functions
/// only and calls the last one at its end: a script that arrives cut off does nothing. What differs between runs (the
/// nonce, how root is gained, the longest time for a probe, a password) stands before the text and is not
/// digested. The frames that it prints are described at ``FrameReader``.
///
/// **The password** is a word of that line: it is on the way from us to the shell's stdin and in the shell's memory,
/// and nowhere else on the host: in no argument list, no environment, no file. `read` could not fetch it from stdin,
/// because dash has read the whole script ahead by then. sudo gets it on its own stdin, from a builtin of the shell.
package enum PosixScript {
    /// What is executed on the host; the script follows on stdin.
    package static let command = "/bin/sh -s"

    /// The seconds after which a run ends itself, even if nobody listens any more.
    package static let longestRunSeconds = 300

    /// - Parameters:
    ///   - text: from ``text(of:)``.
    ///   - nonce: 16 to 64 letters and digits that nobody can guess, new for each run.
    ///   - escalation: how `as_root` gains root when the account is not root.
    ///   - password: what sudo asks for. Sent only with ``Escalation/sudo`` and when ``EscalationPassword`` has no
    ///     objection. What the host prints must then go through ``ProbeScript/withoutSecret(_:)``.
    ///   - longestProbeSeconds: a bound on every probe's own time limit.
    package static func compose(
        _ text: ScriptText,
        nonce: String,
        escalation: Escalation,
        password: Secret? = nil,
        longestProbeSeconds: Int = 60
    ) -> ProbeScript {
        precondition(FrameReader.isNonce(nonce), "a nonce is 16 to 64 letters and digits")
        // Twice, the password only once: a profile of the account that asks something reads the first line.
        let settings = "set -- \(nonce) \(escalation.rawValue) \(max(1, longestProbeSeconds))"
        let usable =
            escalation == .sudo ? password.flatMap { EscalationPassword.objection(to: $0) == nil ? $0 : nil } : nil
        let word = usable.map { [UInt8(ascii: " ")] + EscalationPassword.quoted($0) } ?? []
        let lines = Array((settings + "\n" + settings).utf8) + word + [UInt8(ascii: "\n")]
        return ProbeScript(text, command: command, settings: lines, secret: usable)
    }

    /// What runs on the host, without the line of settings.
    ///
    /// - Parameter platforms: that may be met, those with a POSIX shell are used; the host's `uname -s` picks one.
    package static func text(of platforms: [Platform]) -> ScriptText {
        let posix = platforms.filter { $0.shell == .posix }
        return ScriptText(([PosixPrelude.text] + posix.map(functions) + [main(posix)]).joined(separator: "\n"))
    }

    private static func functions(of platform: Platform) -> String {
        platform.probes.map { probe in
            """
            \(function(of: probe, platform)) () {
            \(probe.command)
            }

            """
        }.joined(separator: "\n")
    }

    private static func main(_ platforms: [Platform]) -> String {
        var lines = ["reeve_main () {", "reeve_start \"$@\"", "case $reeve_system in"]
        for platform in platforms where !platform.systemNames.isEmpty {
            lines.append("\(platform.systemNames.joined(separator: " | ")))")
            for probe in platform.probes {
                let call = "\(probe.id) \(probe.timeoutSeconds) \(probe.byteLimit) \(function(of: probe, platform))"
                lines.append("    reeve_probe \(call)")
            }
            lines.append("    ;;")
        }
        lines += ["esac", "reeve_end", "}", "reeve_main \"$@\"", ""]
        return lines.joined(separator: "\n")
    }

    private static func function(of probe: Probe, _ platform: Platform) -> String {
        let name = "probe_\(platform.id)_\(probe.id)"
        return String(name.map { $0 == "-" ? "_" : $0 })
    }
}
