/// What carries the bytes of one SSH connection: a TCP socket, or a channel of a jump host's connection.
///
/// Nothing here blocks. Used by one task at a time, like the ``Transport`` above it.
protocol ByteStream: AnyObject {
    /// libssh2 wants a descriptor and only asks it whether it blocks, which it must not.
    var descriptorNumber: Int32 { get }

    /// Rung to end a wait early.
    var bell: Doorbell { get }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> StreamAnswer

    func send(_ bytes: UnsafeRawBufferPointer) -> StreamAnswer

    /// Suspends until `interest` can be tried again or ``bell`` rings; with no interest, until that rings. It may end
    /// without cause.
    func wait(
        for interest: ReadinessPoller.Interest,
        until deadline: ContinuousClock.Instant
    ) async -> ReadinessPoller.Outcome

    /// Ends both directions; what was sent still goes out.
    func shutDown()
}

enum StreamAnswer: Hashable, Sendable {
    /// So many bytes were moved, at least one.
    case bytes(Int)
    /// Not now.
    case wouldBlock
    case lost(Transport.Loss)
}
