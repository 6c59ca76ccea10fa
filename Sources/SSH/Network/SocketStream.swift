import Glibc

/// A TCP connection to the host itself.
final class SocketStream: ByteStream {
    private let socket: SocketDescriptor
    private let poller: ReadinessPoller
    let bell = Doorbell()

    init(socket: consuming SocketDescriptor, poller: ReadinessPoller) {
        self.socket = socket
        self.poller = poller
    }

    var descriptorNumber: Int32 { socket.number }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> StreamAnswer {
        while true {
            let count = recv(socket.number, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { return .bytes(count) }
            if count == 0 { return .lost(.closed) }
            if errno != EINTR { return errno == EAGAIN ? .wouldBlock : .lost(.failed(errno)) }
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> StreamAnswer {
        // MSG_NOSIGNAL: writing to a closed connection is an error to handle, not a signal that ends the program.
        let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
        let count = Glibc.send(socket.number, bytes.baseAddress, bytes.count, flags)
        if count > 0 { return .bytes(count) }
        return count == 0 || errno == EAGAIN || errno == EINTR ? .wouldBlock : .lost(.failed(errno))
    }

    func wait(
        for interest: ReadinessPoller.Interest,
        until deadline: ContinuousClock.Instant
    ) async -> ReadinessPoller.Outcome {
        // A descriptor that nothing is wanted of would still end the wait, again and again, once it is dead.
        if interest.isEmpty { return await bell.wait(poller, until: deadline) }
        defer { bell.disconnect() }
        return await poller.wait(for: socket.number, interest, until: deadline) { bell.connect($0) }
    }

    func shutDown() {
        shutdown(socket.number, Int32(SHUT_RDWR))
    }
}
