/// Finds the server's identification line (RFC 4253, section 4.2) in the first bytes of a connection.
///
/// The lines that a server may send before it are bounded here, because libssh2 would read them for ever.
struct ServerIdentification: Sendable {
    enum Verdict: Hashable, Sendable {
        case incomplete
        /// Offset of the line that begins with `SSH-`.
        case found(offset: Int)
        /// Something else speaks at this port.
        case notSSH
    }

    private static let byteLimit = 8 << 10
    private static let lineLimit = 64
    /// The standard allows 255 with the line end.
    private static let identificationLimit = 255

    static func find(in bytes: some RandomAccessCollection<UInt8>) -> Verdict {
        var lineStart = bytes.startIndex
        var lines = 0
        while let end = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
            if bytes[lineStart..<end].starts(with: "SSH-".utf8) {
                guard bytes.distance(from: lineStart, to: end) < identificationLimit else { return .notSSH }
                return isVersion2(bytes[lineStart..<end])
                    ? .found(offset: bytes.distance(from: bytes.startIndex, to: lineStart)) : .notSSH
            }
            lines += 1
            guard lines < lineLimit else { return .notSSH }
            lineStart = bytes.index(after: end)
        }
        return bytes.count > byteLimit ? .notSSH : .incomplete
    }

    /// 1.99 is a server that also speaks version 1.
    private static func isVersion2(_ line: some Collection<UInt8>) -> Bool {
        line.starts(with: "SSH-2.0-".utf8) || line.starts(with: "SSH-1.99-".utf8)
    }
}
