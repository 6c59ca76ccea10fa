import DecisionSamples
import Decisions
import EstateModel
import Notices
import TestSupport
import Testing

struct MailMessageTests {
    private static let from = MailAddress("reeve@council.example")!
    private static let to = MailAddress("dora@council.example")!

    private func message(
        subject: String = "Reeve: 1 decision or plan needs attention",
        name: String = "Reeve",
        text: String = "Hello\n"
    )
        -> MailMessage
    {
        MailMessage(
            from: Self.from,
            fromName: name,
            to: Self.to,
            subject: subject,
            date: Instant("2026-11-01T09:05:07Z")!,
            id: "0af3@council.example",
            text: text
        )
    }

    private func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    @Test func theWholeMessageIsWritten() {
        let expected = [
            "Date: Sun, 1 Nov 2026 09:05:07 +0000", "From: Reeve <reeve@council.example>", "To: <dora@council.example>",
            "Subject: Reeve: 1 decision or plan needs attention", "Message-ID: <0af3@council.example>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "a=3Db =C3=A9", "=2E", "=46rom here", "end=20", "",
        ]
        #expect(lines(message(text: "a=b é\n.\nFrom here\nend \n")) == expected)
    }

    @Test(arguments: [
        "x\r\nBcc: evil@example.org", "x\nBcc: evil@example.org", "x\r\n\r\nbody", "x\u{0}y", "\u{2028}Bcc: a@b",
        "Reeve\" <evil@example.org>", "=?utf-8?B?eA==?=", "é\r\né", String(repeating: "x", count: 2000),
    ])
    func nothingInAHeaderEndsIt(text: String) {
        let lines = lines(message(subject: text, name: text))
        let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ]
        )
        #expect(lines.filter { $0.hasPrefix("From:") }.count == 1)
        #expect(lines.first { $0.hasPrefix("From:") }?.contains("evil@example.org>") == false)
        #expect(lines.last == "")
    }

    @Test func otherScriptsBecomeEncodedWords() throws {
        let lines = lines(message(subject: "Überprüfung der Ausnahmen für Dienste ☂ und noch etwas mehr Text"))
        let start = try #require(lines.firstIndex { $0.hasPrefix("Subject: ") })
        let folded = [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
        let words = folded.joined().dropFirst("Subject: ".count).split(separator: " ")
        #expect(words.allSatisfy { $0.hasPrefix("=?utf-8?B?") && $0.hasSuffix("?=") && $0.utf8.count <= 75 })
        let bytes = words.flatMap { Base64.decode($0.dropFirst(10).dropLast(2).utf8) ?? [] }
        #expect(
            String(decoding: bytes, as: UTF8.self) == "Überprüfung der Ausnahmen für Dienste ☂ und noch etwas mehr Text"
        )
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func whateverIsWrittenIsReadBackFromShortLines(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<60 {
            let text = (0..<random.number(0...6)).map { _ in
                (0..<random.number(0...30)).map { _ in random.line() }.joined() + random.pick(["", " ", ".", "\t"])
            }.joined(separator: "\n")
            let bytes = message(subject: random.line(), text: text).bytes
            #expect(
                bytes.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x0A || $0 == 0x09) },
                "seed \(seed)"
            )
            let lines = lines(message(subject: random.line(), text: text))
            #expect(
                lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\r") && !$0.contains("\n") },
                "seed \(seed)"
            )
            let body = Array(lines.drop { !$0.isEmpty }.dropFirst())
            #expect(body.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") && !$0.hasSuffix(" ") })
            #expect(decoded(body) == text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n"), "seed \(seed)")
        }
    }

    /// Quoted-printable as any mail program reads it.
    private func decoded(_ lines: [String]) -> String {
        var bytes: [UInt8] = []
        for line in lines.dropLast() {
            var rest = Array(line.utf8)[...]
            var goesOn = false
            while let byte = rest.popFirst() {
                if byte != UInt8(ascii: "=") {
                    bytes.append(byte)
                } else if rest.isEmpty {
                    goesOn = true
                } else {
                    bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)!)
                    rest = rest.dropFirst(2)
                }
            }
            if !goesOn { bytes.append(0x0A) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theSameMessageHasTheSameIdAndAnotherHasAnother() throws {
        let story = try Story.approved()
        let digest = try #require(NoticeDigest.digests(of: story.due("2027-02-20"), for: "servers").first)
        let later = try #require(NoticeDigest.digests(of: story.due("2027-02-21"), for: "servers").first)
        let other = try #require(NoticeDigest.digests(of: story.due("2027-02-20"), for: "planning").first)
        let id = MailMessage.id(of: digest, to: Self.to, from: Self.from)
        #expect(id.hasSuffix("@council.example") && id.utf8.count == 32 + 16)
        // The same things are due a day later.
        #expect(MailMessage.id(of: later, to: Self.to, from: Self.from) == id)
        #expect(MailMessage.id(of: other, to: Self.to, from: Self.from) != id)
        #expect(MailMessage.id(of: digest, to: Self.from, from: Self.from) != id)
    }
}
