/// What a host answered to one probe: raw bytes, never repaired.
package struct Answer: Hashable, Sendable {
    /// The probe's id.
    package var probe: String
    /// The command's exit status; nil when the script was cut off before it ended.
    package var status: Int?
    package var stdout: [UInt8]
    package var stderr: [UInt8]
    /// Nil when the host has no clock that a shell can read.
    package var durationMilliseconds: Int?
    /// The probe's byte limit was reached, so the end is missing.
    package var truncated: Bool

    package init(
        probe: String,
        status: Int?,
        stdout: [UInt8],
        stderr: [UInt8] = [],
        durationMilliseconds: Int? = nil,
        truncated: Bool = false
    ) {
        self.probe = probe
        self.status = status
        self.stdout = stdout
        self.stderr = stderr
        self.durationMilliseconds = durationMilliseconds
        self.truncated = truncated
    }

    /// `timeout` ends a command with 124, and with 137 when it had to kill it.
    package var timedOut: Bool { status == 124 || status == 137 }
}
