package import EstateModel

/// One question to a host: a constant, read-only command. Nothing that a host said is ever put into a command.
package struct Probe: Hashable, Sendable {
    /// Unique within its platform: letters, digits, hyphens.
    package let id: String
    /// The section that is poorer when the probe fails.
    package let section: Section
    /// A fragment for `/bin/sh` or PowerShell. Runs with `LC_ALL=C`, stdin closed, in a subshell of its own.
    /// Root commands are written `as_root COMMAND…`; see ``PosixScript``.
    package let command: String
    /// How long it may run, in seconds, where the host has `timeout`.
    package let timeoutSeconds: Int
    /// How much of its stdout is wanted, in bytes; the host cuts the rest.
    package let byteLimit: Int
    /// An exit status other than 0, or silence, is normal and no problem (the thing asked about may not exist here).
    package let optional: Bool

    package init(
        _ id: String,
        section: Section,
        timeoutSeconds: Int = 20,
        byteLimit: Int = 1 << 20,
        optional: Bool = false,
        command: String
    ) {
        self.id = id
        self.section = section
        self.command = command
        self.timeoutSeconds = timeoutSeconds
        self.byteLimit = byteLimit
        self.optional = optional
    }
}
