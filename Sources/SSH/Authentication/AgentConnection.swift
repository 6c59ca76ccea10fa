import Glibc

/// A connection to an SSH agent, on the same poller as everything else, so that a stuck agent blocks nothing.
struct AgentConnection: ~Copyable {
    enum Failure: Error, Hashable, Sendable {
        case unavailable(String)
        /// Not exactly one of the keys it holds is meant.
        case unclear([AgentIdentity])
        case stopped(SSHConnection.Stop)
    }

    private let socket: SocketDescriptor
    private let poller: ReadinessPoller
    private let deadline: ContinuousClock.Instant

    init(path: String, poller: ReadinessPoller, deadline: ContinuousClock.Instant) async throws(Failure) {
        let address = try Self.address(of: path)
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = SocketDescriptor(Glibc.socket(AF_UNIX, flags, 0))
        guard socket.isOpen else { throw .unavailable(errorText(errno)) }
        while let code = Self.connect(socket.number, to: address) {
            // A full queue of connections is the one thing that passes by itself.
            guard code == EAGAIN else { throw .unavailable(errorText(code)) }
            let pause = min(deadline, .now.advanced(by: .milliseconds(10)))
            guard await poller.sleep(until: pause) == .deadline else { throw .stopped(.cancelled) }
            guard pause < deadline else { throw .stopped(.deadline) }
        }
        self.socket = socket
        self.poller = poller
        self.deadline = deadline
    }

    /// Sends one request and returns the answer without its length.
    func ask(_ request: [UInt8]) async throws(Failure) -> [UInt8] {
        var sent = 0
        while sent < request.count {
            let flags = Int32(MSG_NOSIGNAL)
            let count = request[sent...].withUnsafeBytes { Glibc.send(socket.number, $0.baseAddress, $0.count, flags) }
            if count > 0 { sent += count } else { try await waitAfterError(for: .writable) }
        }
        var header = WireReader(try await receive(4))
        guard let length = header.uint32(), length > 0, length <= AgentProtocol.messageLimit else {
            throw .unavailable("its answer makes no sense")
        }
        return try await receive(Int(length))
    }

    private func receive(_ wanted: Int) async throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: wanted)
        var received = 0
        while received < wanted {
            let count = bytes[received...].withUnsafeMutableBytes { recv(socket.number, $0.baseAddress, $0.count, 0) }
            if count == 0 { throw .unavailable("it closed the connection") }
            if count > 0 { received += count } else { try await waitAfterError(for: .readable) }
        }
        return bytes
    }

    private func waitAfterError(for interest: ReadinessPoller.Interest) async throws(Failure) {
        let code = errno
        guard code == EAGAIN || code == EINTR else { throw .unavailable(errorText(code)) }
        switch await poller.wait(for: socket.number, interest, until: deadline) {
        case .ready: return
        case .deadline: throw .stopped(.deadline)
        case .cancelled: throw .stopped(.cancelled)
        case .failed(let code): throw .unavailable(errorText(code))
        }
    }

    private static func address(of path: String) throws(Failure) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard !path.isEmpty, path.utf8.count < buffer.count else { return false }
            buffer.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { throw .unavailable(path.isEmpty ? "no socket is named" : "its path is too long") }
        return address
    }

    /// Returns the errno when it fails.
    private static func connect(_ descriptor: Int32, to address: sockaddr_un) -> Int32? {
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 ? nil : errno
    }
}
