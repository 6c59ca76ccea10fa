import EstateModel

/// What stdout's frames build up.
struct FrameReading {
    private struct Open {
        let probe: String
        let limit: Int?
        let startedAt: Int?
        let payload: Int
    }

    private var open: Open?
    private var answers: [Answer] = []
    private var needsStatus: Set<Int> = []
    private var isDone = false

    mutating func stdout(_ frame: FrameReader.Frame, bytes: [UInt8]) {
        let words = frame.words
        if words.count == 4, words[0] == "begin", isIdentifier(words[1]) {
            closeOpenProbe(upTo: frame.payloadBefore, bytes: bytes)
            open = Open(
                probe: words[1],
                limit: Int(words[2]),
                startedAt: milliseconds(words[3]),
                payload: frame.payloadAfter
            )
        } else if words.count == 4, words[0] == "end", words[1] == open?.probe {
            let ended = milliseconds(words[3])
            if words[2] == "-" { needsStatus.insert(answers.count) }
            close(status: Int(words[2]), endedAt: ended, upTo: frame.payloadBefore, bytes: bytes)
        } else if words == ["done"] {
            closeOpenProbe(upTo: frame.payloadBefore, bytes: bytes)
            isDone = true
        }
    }

    mutating func closeOpenProbe(upTo end: Int, bytes: [UInt8]) {
        close(status: nil, endedAt: nil, upTo: end, bytes: bytes)
    }

    private mutating func close(status: Int?, endedAt: Int?, upTo end: Int, bytes: [UInt8]) {
        guard let open, answers.count < FrameReader.mostAnswers else { return }
        self.open = nil
        let payload = bytes[open.payload..<max(open.payload, end)]
        let limit = max(0, open.limit ?? payload.count)
        var duration: Int?
        if let from = open.startedAt, let to = endedAt, to >= from { duration = to - from }
        answers.append(
            Answer(
                probe: open.probe,
                status: status,
                stdout: Array(payload.prefix(limit)),
                durationMilliseconds: duration,
                truncated: payload.count > limit
            )
        )
    }

    func transcript(with errors: FrameErrorReading) -> Transcript {
        var answers = answers
        var seen: [String: Int] = [:]
        for index in answers.indices {
            let probe = answers[index].probe
            let occurrence = seen[probe, default: 0]
            seen[probe] = occurrence + 1
            guard let found = errors.byProbe[probe], occurrence < found.count else { continue }
            answers[index].stderr = found[occurrence].text
            if needsStatus.contains(index) { answers[index].status = found[occurrence].status }
        }
        return Transcript(answers: answers, isComplete: isDone)
    }

    /// Of `12345.67`; nil for `-` and anything else.
    private func milliseconds(_ clock: String) -> Int? {
        let parts = clock.split(separator: ".")
        guard parts.count == 2, parts[0].utf8.count <= 12, parts[1].utf8.count == 2, let seconds = Int(parts[0]),
            let hundredths = Int(parts[1]), seconds >= 0, hundredths >= 0
        else { return nil }
        return seconds * 1000 + hundredths * 10
    }

    private func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
            }
    }
}

/// What stderr's frames build up: for each probe, what it said each time it ran.
struct FrameErrorReading {
    struct Said {
        var text: [UInt8]
        var status: Int?
    }

    private(set) var byProbe: [String: [Said]] = [:]
    private var open: (probe: String, payload: Int)?
    private var count = 0

    mutating func frame(_ frame: FrameReader.Frame, bytes: [UInt8]) {
        let words = frame.words
        if words.count == 2, words[0] == "begin" {
            close(upTo: frame.payloadBefore, bytes: bytes)
            open = (words[1], frame.payloadAfter)
        } else if words.count == 3, words[0] == "status", words[1] == open?.probe {
            close(upTo: frame.payloadBefore, bytes: bytes, status: Int(words[2]))
        } else if words == ["done"] {
            close(upTo: frame.payloadBefore, bytes: bytes)
        }
    }

    mutating func close(upTo end: Int, bytes: [UInt8], status: Int? = nil) {
        guard let open, count < FrameReader.mostAnswers else { return }
        self.open = nil
        count += 1
        let payload = bytes[open.payload..<max(open.payload, end)].prefix(FrameReader.stderrLimit)
        byProbe[open.probe, default: []].append(Said(text: Array(payload), status: status))
    }
}
