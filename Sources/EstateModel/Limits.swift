/// Bounds on what a host may cost. There is no unlimited.
package struct Limits: Hashable, Sendable {
    /// Name look-up, TCP connect, key exchange and authentication together.
    package var connect: Duration
    /// One probe, enforced on the host where it has `timeout`.
    package var probe: Duration
    /// Everything on one host.
    package var host: Duration
    /// All bytes of one host's answer, stdout and stderr together. The default has room for the largest probe at its
    /// own limit (8 MiB) and for ten times what the largest recorded host says besides, so that a probe without end
    /// costs its section and not the host, and a host without end little more.
    package var hostBytes: Int

    package init(
        connect: Duration = .seconds(15),
        probe: Duration = .seconds(30),
        host: Duration = .seconds(120),
        hostBytes: Int = 12 << 20
    ) {
        self.connect = connect
        self.probe = probe
        self.host = host
        self.hostBytes = hostBytes
    }
}
