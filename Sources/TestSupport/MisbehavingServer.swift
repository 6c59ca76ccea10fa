import Glibc
import Synchronization

/// A TCP server on 127.0.0.1 that is no proper SSH server, in one particular way.
package final class MisbehavingServer: Sendable {
    package enum Behaviour: Sendable {
        /// Accepts and never says anything.
        case silent
        /// Says this and waits.
        case says(String)
        /// Says this and closes.
        case saysAndCloses(String)
        /// Sends these bytes and closes.
        case sendsAndCloses([UInt8])
        /// Cuts the connection with a TCP reset as soon as it has it.
        case resets
        /// Says this, then a byte every few milliseconds for ever.
        case drips(String)
        /// Repeats this for ever, as fast as it is read.
        case repeats(String)
    }

    package let port: UInt16
    private let state: ServerState

    package init(_ behaviour: Behaviour) throws {
        let (descriptor, port) = try LoopbackSocket.listen()
        self.port = port
        state = ServerState(listener: descriptor)
        Self.startThread { [state] in
            while let client = state.accept() {
                Self.startThread { Self.serve(client, behaviour) }
            }
        }
    }

    deinit {
        state.stop()
    }

    private static func serve(_ client: Int32, _ behaviour: Behaviour) {
        defer { close(client) }
        switch behaviour {
        case .silent: break
        case .says(let text): _ = send(text, to: client)
        case .saysAndCloses(let text):
            _ = send(text, to: client)
            return
        case .sendsAndCloses(let bytes):
            _ = Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            return
        case .resets:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            return
        case .drips(let text):
            guard send(text, to: client) else { return }
            while send("\0", to: client) { usleep(5_000) }
        case .repeats(let text): while send(text, to: client) {}
        }
        // Until the client goes.
        var byte: UInt8 = 0
        while recv(client, &byte, 1, 0) > 0 {}
    }

    private static func send(_ text: String, to client: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(ThreadBody(run: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            box.toOpaque()
        )
        if code == 0 { pthread_detach(thread) } else { box.release() }
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// The listening socket, which the accepting thread closes once the server is released.
private final class ServerState: Sendable {
    private let listener: Int32
    private let isStopped = Mutex(false)

    init(listener: Int32) {
        self.listener = listener
    }

    deinit {
        close(listener)
    }

    func accept() -> Int32? {
        let client = Glibc.accept(listener, nil, nil)
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        return client >= 0 && !isStopped.withLock { $0 } ? client : nil
    }

    func stop() {
        isStopped.withLock { $0 = true }
        // Wakes the thread in accept.
        shutdown(listener, Int32(SHUT_RDWR))
    }
}
