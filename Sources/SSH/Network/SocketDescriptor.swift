import Glibc

/// Owns a file descriptor and closes it exactly once.
struct SocketDescriptor: ~Copyable, Sendable {
    /// Negative when opening failed.
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        if number >= 0 { close(number) }
    }

    var isOpen: Bool { number >= 0 }
}
