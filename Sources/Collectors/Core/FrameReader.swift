package import EstateModel

/// Reads what a probe script printed. Pure, linear in the bytes given, and never trapped by any of them.
///
/// A frame line stands between line feeds that are not part of the payload. On stdout:
///
///     @NONCE begin ID BYTES CLOCK      the payload follows; BYTES is the probe's limit
///     @NONCE end ID STATUS CLOCK       STATUS is a number, or `-` when stderr tells it
///     @NONCE done
///
/// and on stderr `@NONCE begin ID`, `@NONCE status ID STATUS` and `@NONCE done`. CLOCK is seconds with hundredths, or
/// `-`. Everything outside frames (a banner, a shell's own words) is dropped. What has no end has no status.
package enum FrameReader {
    /// The most answers that are read; a script has about a tenth of that.
    static let mostAnswers = 1000
    /// How much of a probe's stderr is kept, in bytes.
    static let stderrLimit = 4096
    /// The longest frame line, in bytes.
    private static let longestFrame = 300

    /// Whether a text can mark frames: 16 to 64 ASCII letters and digits.
    package static func isNonce(_ text: String) -> Bool {
        (16...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            }
    }

    /// Whether the script has said its last word; nothing on the channel is worth waiting for after that.
    /// Cheap: looks at the last bytes only.
    package static func isComplete(_ stdout: some BidirectionalCollection<UInt8>, nonce: String) -> Bool {
        let tail = Array(stdout.suffix(nonce.utf8.count + 16)).filter { $0 != 0x0d }
        return tail.ends(with: Array("\n@\(nonce) done\n".utf8))
    }

    /// - Returns: the answers in the order in which they began.
    package static func read(stdout: [UInt8], stderr: [UInt8], nonce: String) -> Transcript {
        var reading = FrameReading()
        forEachFrame(in: stdout, nonce: nonce) { reading.stdout($0, bytes: stdout) }
        reading.closeOpenProbe(upTo: stdout.count, bytes: stdout)
        var errors = FrameErrorReading()
        forEachFrame(in: stderr, nonce: nonce) { errors.frame($0, bytes: stderr) }
        errors.close(upTo: stderr.count, bytes: stderr)
        return reading.transcript(with: errors)
    }

    /// One frame line: its words after the nonce, where the payload before it ends, where the one after it begins.
    struct Frame {
        let words: [String]
        let payloadBefore: Int
        let payloadAfter: Int
    }

    private static func forEachFrame(in bytes: [UInt8], nonce: String, _ body: (Frame) -> Void) {
        let mark = Array("@\(nonce) ".utf8)
        var start = 0
        while start < bytes.count {
            let end = bytes.lineEnd(from: start)
            if bytes[start] == UInt8(ascii: "@"), end - start < longestFrame, bytes[start..<end].starts(with: mark) {
                let line = bytes[(start + mark.count)..<end].filter { $0 != 0x0d }
                let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
                body(Frame(words: words, payloadBefore: max(0, start - 1), payloadAfter: min(end + 1, bytes.count)))
            }
            start = end + 1
        }
    }
}

/// What one run of a script brought back.
package struct Transcript: Hashable, Sendable {
    /// In the order in which the probes began. The probe `host` of the script itself is among them.
    package var answers: [Answer]
    /// The script reached its end.
    package var isComplete: Bool

    package init(answers: [Answer], isComplete: Bool) {
        self.answers = answers
        self.isComplete = isComplete
    }
}

extension Array<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
