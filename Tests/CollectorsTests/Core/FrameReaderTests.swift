import EstateModel
import TestSupport
import Testing

@testable import Collectors

struct FrameReaderTests {
    private let nonce = "abcdefabcdefabcdef"

    private func read(_ stdout: String, _ stderr: String = "") -> Transcript {
        FrameReader.read(stdout: Array(stdout.utf8), stderr: Array(stderr.utf8), nonce: nonce)
    }

    @Test func aBannerAndWordsBetweenFramesAreDropped() {
        let transcript = read(
            """
            Authorised users only
            @\(nonce)
            @abcdefabcdefabcdefX begin x 10 -

            @\(nonce) begin one 100 12.50
            payload

            @\(nonce) end one 0 13.75
            bash: Terminated

            @\(nonce) done

            """
        )
        #expect(
            transcript.answers == [
                Answer(probe: "one", status: 0, stdout: Array("payload\n".utf8), durationMilliseconds: 1250)
            ]
        )
        #expect(transcript.isComplete)
    }

    @Test func anAnswerThatIsCutOffHasNoStatus() {
        let transcript = read("\n@\(nonce) begin one 100 -\nabc")
        #expect(transcript.answers == [Answer(probe: "one", status: nil, stdout: Array("abc".utf8))])
        #expect(!transcript.isComplete)
    }

    @Test func aProbeThatNeverEndedDoesNotSwallowTheNext() {
        let transcript = read("\n@\(nonce) begin a 100 -\nabc\n@\(nonce) begin b 100 -\nxyz\n@\(nonce) end b 4 -\n")
        #expect(transcript.answers.map(\.probe) == ["a", "b"])
        #expect(transcript.answers.map(\.status) == [nil, 4])
        #expect(transcript.answers.map { String(decoding: $0.stdout, as: UTF8.self) } == ["abc", "xyz"])
    }

    @Test func theStatusOfADashComesFromStderr() {
        let transcript = read(
            "\n@\(nonce) begin a 100 -\n\n@\(nonce) end a - -\n\n@\(nonce) begin b 100 -\n\n@\(nonce) end b - -\n",
            "noise\n@\(nonce) begin a\nwarning\n\n@\(nonce) status a 3\nmore noise\n\n@\(nonce) begin b\nlost"
        )
        #expect(transcript.answers.map(\.status) == [3, nil])
        #expect(transcript.answers.map { String(decoding: $0.stderr, as: UTF8.self) } == ["warning\n", "lost"])
    }

    @Test func aRepeatedProbeIsAnsweredByItsFirst() {
        let transcript = read(
            "\n@\(nonce) begin a 9 -\n1\n@\(nonce) end a 0 -\n\n@\(nonce) begin a 9 -\n2\n@\(nonce) end a 0 -\n"
        )
        #expect(transcript.answers.count == 2)
        #expect(Answers(transcript.answers).bytes("a") == Array("1".utf8))
    }

    @Test func moreThanTheLimitIsCutAndSaidSo() {
        let transcript = read("\n@\(nonce) begin a 3 -\nabcd\n@\(nonce) end a 141 -\n")
        #expect(transcript.answers.first?.stdout == Array("abc".utf8))
        #expect(transcript.answers.first?.truncated == true)
    }

    @Test func nulBytesAndMegabytesWithoutALineEndArePayload() {
        let payload = [UInt8](repeating: 0, count: 5_000_000)
        let bytes = Array("\n@\(nonce) begin a 9000000 -\n".utf8) + payload + Array("\n@\(nonce) end a 0 -\n".utf8)
        let transcript = FrameReader.read(stdout: bytes, stderr: payload, nonce: nonce)
        #expect(transcript.answers.first?.stdout == payload)
    }

    @Test func framesThroughATerminalAreRead() {
        let transcript = read("\r\n@\(nonce) begin a 9 -\r\nx\r\n\r\n@\(nonce) end a 0 -\r\n\r\n@\(nonce) done\r\n")
        #expect(transcript.answers.first?.status == 0)
        #expect(transcript.isComplete)
        #expect(FrameReader.isComplete(Array("\r\n@\(nonce) done\r\n".utf8), nonce: nonce))
    }

    @Test func theNumberOfAnswersIsBounded() {
        var text = ""
        for _ in 0..<5000 { text += "\n@\(nonce) begin a 9 -\n" }
        #expect(read(text, text).answers.count == FrameReader.mostAnswers)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func noBytesTrapTheReader(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = [
            "\n@\(nonce) ", "begin", "end", "status", "done", " a", " b", " 5", " -", " 99999999999999999999", "\n",
        ]
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                if Bool.random(using: &random) {
                    bytes += Array((words.randomElement(using: &random) ?? "").utf8)
                } else {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                }
            }
            let transcript = FrameReader.read(stdout: bytes, stderr: bytes.reversed() + bytes, nonce: nonce)
            #expect(transcript.answers.reduce(0) { $0 + $1.stdout.count } <= bytes.count, "seed \(seed)")
        }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func whateverIsFramedComesBack(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let answers = (0..<Int.random(in: 1...6, using: &random)).map { index in
                Answer(
                    probe: "p\(index)",
                    status: Int.random(in: 0...255, using: &random),
                    stdout: payload(&random),
                    stderr: payload(&random)
                )
            }
            let stdout = answers.flatMap { answer in
                Array("\n@\(nonce) begin \(answer.probe) 100000 -\n".utf8) + answer.stdout
                    + Array("\n@\(nonce) end \(answer.probe) - -\n".utf8)
            }
            let stderr = answers.flatMap { answer in
                Array("\n@\(nonce) begin \(answer.probe)\n".utf8) + answer.stderr
                    + Array("\n@\(nonce) status \(answer.probe) \(answer.status ?? -1)\n".utf8)
            }
            #expect(FrameReader.read(stdout: stdout, stderr: stderr, nonce: nonce).answers == answers, "seed \(seed)")
        }
    }

    /// Bytes that like to look like frames of another run.
    private func payload(_ random: inout SeededRandom) -> [UInt8] {
        let pieces = [
            "\n", "\r\n", "\n@", "\n@abcdefabcdefabcdeX end p0 0 -\n", "\n@ \(nonce) end p1 0 -\n", "\0", "\n\n",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
            bytes.append(UInt8.random(in: 0...255, using: &random))
        }
        return bytes
    }
}
