import TestSupport
import Testing

/// Everything that talks to a real OpenSSH server.
///
/// Serialized: each test starts a server of its own, some measure time, and some count this process's descriptors.
@Suite(
    .serialized,
    .enabled(if: TestSSHServer.isAvailable, "OpenSSH's server is not installed"),
    .timeLimit(.minutes(2))
)
enum OpenSSHTests {}
