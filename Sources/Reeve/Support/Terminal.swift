import Foundation
import Synchronization

/// stdout is for results, stderr for messages. Both are written whole, whatever the reader does.
enum Terminal {
    static func result(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    static func message(_ text: String) {
        let text = text.hasSuffix("\n") ? text : text + "\n"
        block.withLock { block in
            let shown = block.lines
            guard !shown.isEmpty else { return write(text, to: STDERR_FILENO) }
            // Above what is drawn live, which stays the last.
            let columns = messageColumns
            write(block.erase(columns: columns) + text + block.draw(shown, columns: columns), to: STDERR_FILENO)
        }
    }

    /// Draws lines at the end of stderr, in the place of those drawn before; none takes them away.
    static func draw(_ lines: [String]) {
        block.withLock { block in
            let columns = messageColumns
            write(
                lines.isEmpty ? block.erase(columns: columns) : block.draw(lines, columns: columns),
                to: STDERR_FILENO
            )
        }
        blockIsShown.store(!lines.isEmpty, ordering: .relaxed)
    }

    /// Leaves the line that is drawn live when the process ends at once. May be called in a signal handler.
    static func leaveDrawing() {
        guard blockIsShown.load(ordering: .relaxed) else { return }
        var lineFeed = UInt8(ascii: "\n")
        _ = Foundation.write(STDERR_FILENO, &lineFeed, 1)
    }

    /// The terminal's width in columns; nil when stdout is no terminal.
    static var width: Int? {
        isatty(STDOUT_FILENO) == 1 ? columns(of: STDOUT_FILENO) : nil
    }

    /// The width of the terminal that shows messages.
    static var messageColumns: Int { columns(of: STDERR_FILENO) }

    /// Whether stderr is a terminal that can draw over what it shows.
    static var messagesAreShownLive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    private static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// A result that is cut off must not look like a whole one.
    private static func fail(_ reason: String) -> Never {
        message("reeve: standard output cannot be written (\(reason)); what was printed is not whole")
        exit(ExitStatus.failure.rawValue)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        guard let failure = DescriptorOutput.write(Array(text.utf8), to: descriptor) else { return }
        // The reader went away (`reeve … | head`): nobody is left to tell.
        if failure != EPIPE, descriptor != STDERR_FILENO { fail(String(cString: strerror(failure))) }
    }
}

private let block = Mutex(LiveBlock())
private let blockIsShown = Atomic<Bool>(false)

/// Writing bytes whole.
enum DescriptorOutput {
    /// - Returns: the errno of why not everything was written; nil when everything was.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                let failure = errno
                if failure == EINTR || failure == EAGAIN && waitUntilWritable(descriptor) { continue }
                return failure
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    private static func waitUntilWritable(_ descriptor: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            if poll(&waiting, 1, -1) >= 0 { return true }
            if errno != EINTR { return false }
        }
    }
}
