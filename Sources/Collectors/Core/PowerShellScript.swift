import EstateModel

/// Composes the probes of a Windows platform into one read-only script for PowerShell.
///
/// cmd allows 8,191 characters for a command line, so the encoded command only reads the script from stdin, as one
/// block, and runs it; the words of the command are the same for cmd, PowerShell and a Unix shell as login shell. A
/// script that arrives cut off does nothing, because PowerShell parses a block whole before it runs any of it. What
/// differs between runs stands in one line before the text and is not digested. Frames are those of ``FrameReader``.
/// Under Constrained Language Mode, which forbids runspaces, nothing is answered.
package enum PowerShellScript {
    /// What is executed on the host; the script follows on stdin.
    package static let command =
        "powershell -NoProfile -NonInteractive -EncodedCommand " + Base64.encode(utf16LittleEndian(bootstrap))

    /// `$input` holds stdin's lines; `[Console]::In` would compete with the host for them.
    static let bootstrap = #"& ([ScriptBlock]::Create([string]::Join("`n", [string[]]@($input))))"#

    /// - Parameters:
    ///   - text: from ``text(of:)``.
    ///   - nonce: 16 to 64 letters and digits that nobody can guess, new for each run.
    ///   - longestProbeSeconds: a bound on every probe's own time limit.
    package static func compose(
        _ text: ScriptText,
        nonce: String,
        longestProbeSeconds: Int = 60
    ) -> ProbeScript {
        precondition(FrameReader.isNonce(nonce), "a nonce is 16 to 64 letters and digits")
        let settings = "$reeve_nonce = '\(nonce)'; $reeve_longest = \(max(1, longestProbeSeconds))\n"
        return ProbeScript(text, command: command, settings: Array(settings.utf8))
    }

    /// What runs on the host, without the line of settings.
    ///
    /// - Parameter platform: one whose probes are PowerShell.
    package static func text(of platform: Platform) -> ScriptText {
        precondition(platform.shell == .powershell, "platform '\(platform.id)' is not for PowerShell")
        let words = "$reeve_words = @'\n\(PowerShellPrelude.words)\n'@\n"
        let probes = platform.probes.map { probe in
            "Reeve-Probe '\(probe.id)' \(probe.timeoutSeconds) \(probe.byteLimit) @'\n\(probe.command)\n'@\n"
        }
        let parts = [words, PowerShellPrelude.start + "\n"] + probes + [PowerShellPrelude.end + "\n"]
        return ScriptText(parts.joined(separator: "\n"))
    }

    static func utf16LittleEndian(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
}
