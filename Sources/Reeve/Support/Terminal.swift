import Foundation

/// stdout is for results, stderr for messages. Both are written whole, whatever the reader does.
enum Terminal {
    static func result(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func message(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// Draws over the current line of stderr, cut to the terminal.
    static func live(_ text: String) {
        write("\r\u{1B}[2K" + String(text.prefix((width ?? 80) - 1)), to: STDERR_FILENO)
    }

    /// The terminal's width in columns; nil when stdout is no terminal.
    static var width: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static var messagesAreShownLive: Bool { isatty(STDERR_FILENO) == 1 }

    /// A result that is cut off must not look like a whole one.
    private static func fail(_ reason: String) -> Never {
        message("reeve: standard output cannot be written (\(reason)); what was printed is not whole")
        exit(ExitStatus.failure.rawValue)
    }

    private static func waitUntilWritable(_ descriptor: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            if poll(&waiting, 1, -1) >= 0 { return true }
            if errno != EINTR { return false }
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                // The reader went away (`reeve … | head`): nobody is left to tell.
                if errno == EPIPE || descriptor == STDERR_FILENO { return }
                if errno == EAGAIN, waitUntilWritable(descriptor) { continue }
                fail(String(cString: strerror(errno)))
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
