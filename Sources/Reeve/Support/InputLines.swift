import EstateModel
import Foundation

/// Lines of a file or of standard input, one at a time, however large the input.
final class InputLines {
    private let handle: FileHandle
    private let name: String
    private var buffer: [UInt8] = []
    private var position = 0
    private var ended = false

    /// The longest line that is handed on whole, in bytes; the rest of a longer one is dropped.
    private static let longestLine = 4 << 20

    /// - Parameter path: nil or `-` for standard input.
    init(path: String?) throws {
        guard let path, path != "-" else {
            handle = .standardInput
            name = "standard input"
            return
        }
        guard let opened = FileHandle(forReadingAtPath: path) else {
            throw Failure("cannot read \(visible(path)): there is no such file, or it may not be read")
        }
        handle = opened
        name = path
    }

    /// The next line without its line end; nil at the end.
    func next() throws -> [UInt8]? {
        while true {
            if let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { position = end + 1 }
                return line(upTo: end)
            }
            if ended {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                return line(upTo: buffer.count)
            }
            try fill()
        }
    }

    private func line(upTo end: Int) -> [UInt8] {
        let last = end > position && buffer[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        return Array(buffer[position..<min(last, position + Self.longestLine)])
    }

    private func fill() throws {
        buffer.removeFirst(position)
        position = 0
        // A line that never ends must not fill the memory: beyond the limit only its end is waited for.
        if buffer.count > Self.longestLine { buffer.removeLast(buffer.count - Self.longestLine) }
        do {
            let data = try handle.read(upToCount: 1 << 16) ?? Data()
            if data.isEmpty { ended = true }
            buffer.append(contentsOf: data)
        } catch {
            throw Failure("cannot read \(visible(name)): \(visible(error.localizedDescription))")
        }
    }
}
