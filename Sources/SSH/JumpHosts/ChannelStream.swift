/// A channel through a jump host, as the bytes of the session that it carries.
final class ChannelStream: ByteStream {
    private let pipe: ChannelPipe
    private let poller: ReadinessPoller
    /// The jump host's connections end with their owner; whoever uses one keeps the owner.
    private let owner: JumpHostConnections

    init(pipe: ChannelPipe, poller: ReadinessPoller, owner: JumpHostConnections) {
        self.pipe = pipe
        self.poller = poller
        self.owner = owner
    }

    deinit {
        pipe.shut()
    }

    var descriptorNumber: Int32 { poller.nonBlockingDescriptor }

    var bell: Doorbell { pipe.sessionBell }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> StreamAnswer {
        pipe.read(into: buffer)
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> StreamAnswer {
        pipe.write(bytes)
    }

    func wait(
        for interest: ReadinessPoller.Interest,
        until deadline: ContinuousClock.Instant
    ) async -> ReadinessPoller.Outcome {
        await bell.wait(poller, until: deadline)
    }

    func shutDown() {
        pipe.shut()
    }
}
