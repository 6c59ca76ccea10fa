import Glibc

/// A port on 127.0.0.1 that takes no connection and refuses none, like a host behind a firewall that drops packets.
package final class UnansweringPort: Sendable {
    package let port: UInt16
    private let descriptors: [Int32]

    package init() throws {
        let (listener, port) = try LoopbackSocket.listen(backlog: 0)
        // Once the queue is full the kernel ignores whoever comes.
        let clients = (0..<4).map { _ in LoopbackSocket.beginConnecting(port: port) }
        self.port = port
        descriptors = [listener] + clients
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }
}
